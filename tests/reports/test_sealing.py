"""Sealing: opened by its holders alone, bound to what it is about, and of one of four sizes."""

from __future__ import annotations

import json

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.errors import Invalid, LearningError
from learning.reports import sealing, telling
from learning.reports.holding import new_pair
from learning.reports.sealing import BUCKETS, MOST, CannotOpen
from tests.reports import hpke
from tests.reports.leaking import leaks

ABOUT = b"report-1/part-1/told"
RANA, RAVI, PAPER = new_pair(), new_pair(), new_pair()
TO = {"rana": RANA.public, "ravi": RAVI.public, "paper": PAPER.public}
TOLD = "She nearly went home with the wrong address. Żółć, 中文, 🙂.".encode()
SEALED = sealing.seal(TOLD, about=ABOUT, to=TO)


def test_each_holder_opens_it_and_nobody_else_does() -> None:
    for holder, pair in {"rana": RANA, "ravi": RAVI, "paper": PAPER}.items():
        opened = sealing.unseal(SEALED.blob, SEALED.keys[holder], pair.private, about=ABOUT)
        assert opened == TOLD
    for private in (RAVI.private, new_pair().private, bytes(32), b"", bytes(31)):
        with pytest.raises(CannotOpen):
            sealing.unseal(SEALED.blob, SEALED.keys["rana"], private, about=ABOUT)


def test_nothing_of_what_was_told_is_in_what_is_kept() -> None:
    kept = SEALED.blob + b"".join(SEALED.keys.values())
    for word in TOLD.split():
        assert len(word) < 5 or word not in kept


def test_sealed_twice_it_looks_like_two_things() -> None:
    again = sealing.seal(TOLD, about=ABOUT, to=TO)
    assert again.blob[1:13] != SEALED.blob[1:13]
    assert len(set(again.keys.values()) | set(SEALED.keys.values())) == 6
    with pytest.raises(CannotOpen):
        sealing.unseal(SEALED.blob, again.keys["rana"], RANA.private, about=ABOUT)


@given(st.binary(max_size=MOST), st.binary(max_size=80))
@settings(max_examples=30)
def test_whatever_is_sealed_is_opened_again(part: bytes, about: bytes) -> None:
    sealed = sealing.seal(part, about=about, to={"rana": RANA.public})
    assert sealing.unseal(sealed.blob, sealed.keys["rana"], RANA.private, about=about) == part


def _bucket(length: int) -> int:
    """The rule by another hand: the least power of four KiB, up to 64, that holds four more."""
    size = 1_024
    while length + 4 > size:
        size *= 4
    return size


@pytest.mark.parametrize("size", BUCKETS)
def test_only_the_bucket_shows_how_long_a_part_is(size: int) -> None:
    around = [size - 5, size - 4, size - 3] if size < BUCKETS[-1] else [size - 5, size - 4]
    for length in (0, 1, *around):
        blob = sealing.seal(bytes(length), about=ABOUT, to=TO).blob
        assert len(blob) == 1 + 12 + _bucket(length) + 16
    assert set(BUCKETS) == {_bucket(length) for length in range(0, MOST + 1, 97)}


def test_what_is_padded_is_zeros_after_the_length_and_the_part() -> None:
    assert sealing._padded(b"abc") == b"\0\0\0\x03abc" + bytes(1_017)


def test_more_than_the_largest_bucket_is_refused_with_advice() -> None:
    sealing.seal(bytes(MOST), about=ABOUT, to=TO)
    with pytest.raises(Invalid, match=r"65,532 bytes.*Shorten it.*Nothing was kept\."):
        sealing.seal(bytes(MOST + 1), about=ABOUT, to=TO)


def test_sealing_to_nobody_is_a_fault() -> None:
    with pytest.raises(ValueError, match="never be opened"):
        sealing.seal(TOLD, about=ABOUT, to={})


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(32), b"\x01" + bytes(31)])
def test_a_public_key_that_is_none_is_a_fault(public: bytes) -> None:
    with pytest.raises(ValueError, match=r"32 bytes|shared key"):
        sealing.seal(TOLD, about=ABOUT, to={"rana": RANA.public, "nobody": public})


def _typed(happened: str) -> dict[str, str]:
    longest = {name: max(choices, key=len) for name, choices in _CHOICES.items()}
    return {**longest, "happened": happened}


_CHOICES = {"kind": telling.KINDS, "setting": telling.SETTINGS, "role": telling.ROLES}


@pytest.mark.parametrize(
    "sign",
    ["a", "é", "中", "🙂", "a\n", 'said "no" ', "C:\\x ", "\t", '"', "\\", "\u2028", "\x7f\x1f ab"],
)
def test_every_telling_that_is_let_through_fits(sign: str) -> None:
    over = len(sign.encode())
    for size in (telling.LONGEST, 33_000, 32_400, 24_000):
        typed = _typed("x" * 40 + sign * ((size - 40) // over))
        if telling.wrong(typed):
            continue
        told = telling.made(typed).as_bytes()
        assert json.loads(told)["happened"] == telling.made(typed).happened
        sealed = sealing.seal(told, about=ABOUT, to={"rana": RANA.public})
        assert len(sealed.blob) <= 1 + 12 + BUCKETS[-1] + 16


def test_a_full_telling_in_any_script_is_let_through() -> None:
    for text in ("was near. " * 4_800, "中文字" * 5_333, "🙂" * 12_000, 'he said "no"\n' * 3_600):
        assert telling.wrong(_typed(text)) == {}


def test_the_key_is_wrapped_as_rfc_9180_says() -> None:
    # appendix A.2.1.1, the first of its encryptions: the code by another hand is right
    private = bytes.fromhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
    enc = bytes.fromhex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a")
    sealed = bytes.fromhex(
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
    )
    info = b"Ode on a Grecian Urn"
    opened = hpke.opened(enc, sealed, private, info=info, aad=b"Count-0")
    assert opened == b"Beauty is truth, truth beauty"
    # and opens ours
    wrapped = SEALED.keys["rana"]
    enc, sealed = wrapped[1 : 1 + hpke.ENC_BYTES], wrapped[1 + hpke.ENC_BYTES :]
    key = hpke.opened(enc, sealed, RANA.private, info=b"debrief report v1" + ABOUT)
    padded = ChaCha20Poly1305(key).decrypt(SEALED.blob[1:13], SEALED.blob[13:], b"\x01" + ABOUT)
    assert padded[4 : 4 + int.from_bytes(padded[:4])] == TOLD
    with pytest.raises(InvalidTag):
        hpke.opened(enc, sealed, RANA.private, info=b"debrief report v2" + ABOUT)


def _refused(**changed: bytes) -> CannotOpen:
    given_ = {"blob": SEALED.blob, "wrapped": SEALED.keys["rana"], "about": ABOUT, **changed}
    with pytest.raises(CannotOpen) as refused:
        sealing.unseal(given_["blob"], given_["wrapped"], RANA.private, about=given_["about"])
    return refused.value


@pytest.mark.parametrize("part", ["blob", "wrapped"])
def test_a_changed_bit_is_refused_wherever_it_is(part: str) -> None:
    whole = {"blob": SEALED.blob, "wrapped": SEALED.keys["rana"]}[part]
    bits = range(0, len(whole) * 8, 1 if part == "wrapped" else 23)
    assert {bit % 8 for bit in bits} == set(range(8))
    for bit in bits:
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        _refused(**{part: bytes(flipped)})


@pytest.mark.parametrize("part", ["blob", "wrapped"])
def test_cut_or_lengthened_it_is_refused(part: str) -> None:
    whole = {"blob": SEALED.blob, "wrapped": SEALED.keys["rana"]}[part]
    for changed in (b"", whole[:1], whole[:13], whole[:40], whole[:-1], whole + b"\0"):
        _refused(**{part: changed})


def test_another_report_another_part_and_another_kind_are_refused() -> None:
    for about in (b"report-2/part-1/told", b"report-1/part-2/told", b"report-1/part-1/note", b""):
        _refused(about=about)
    other = sealing.seal(b"another", about=b"report-2/part-1/told", to=TO)
    _refused(blob=other.blob)
    _refused(wrapped=other.keys["rana"])
    _refused(wrapped=SEALED.keys["ravi"])
    _refused(blob=other.blob, wrapped=other.keys["rana"])


def test_every_refusal_to_open_says_the_same() -> None:
    refused = [
        _refused(about=b"x"),
        _refused(blob=b""),
        _refused(wrapped=SEALED.keys["ravi"]),
        _refused(blob=b"\x02" + SEALED.blob[1:]),
    ]
    assert {one.text for one in refused} == {sealing.CANNOT_OPEN}
    assert all(isinstance(one, LearningError) for one in refused)


def test_a_key_is_handed_over_without_opening_the_part() -> None:
    rosa = new_pair()
    wrapped = sealing.rewrap(SEALED.keys["rana"], RANA.private, rosa.public, about=ABOUT)
    assert sealing.unseal(SEALED.blob, wrapped, rosa.private, about=ABOUT) == TOLD
    with pytest.raises(CannotOpen):
        sealing.unseal(SEALED.blob, wrapped, RANA.private, about=ABOUT)
    for wrong in (
        lambda: sealing.rewrap(SEALED.keys["ravi"], RANA.private, rosa.public, about=ABOUT),
        lambda: sealing.rewrap(SEALED.keys["rana"], RANA.private, rosa.public, about=b"other"),
        lambda: sealing.rewrap(b"", RANA.private, rosa.public, about=ABOUT),
    ):
        with pytest.raises(CannotOpen):
            wrong()


def test_a_refusal_shows_no_key_and_no_text() -> None:
    wrapped = SEALED.keys["rana"]

    def open_changed() -> None:
        sealing.unseal(SEALED.blob[:-1], wrapped, RANA.private, about=ABOUT)

    def hand_over_changed() -> None:
        sealing.rewrap(wrapped[:-1], RANA.private, RAVI.public, about=ABOUT)

    assert leaks(open_changed, RANA.private, TOLD) == []
    assert leaks(hand_over_changed, RANA.private) == []
    assert repr(SEALED) == "Sealed()"


def test_a_leak_would_be_seen() -> None:
    def leaking(private: bytes) -> None:
        sealing.unseal(SEALED.blob, SEALED.keys["rana"], private, about=private)

    assert leaks(lambda: leaking(RAVI.private), RAVI.private) != []
