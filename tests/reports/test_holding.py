"""Holding: a private key opens with its passphrase alone, and is shown by nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning import stretching
from learning.reports import holding, sealing
from learning.reports.holding import WrongPassphrase
from learning.reports.sealing import CannotOpen
from learning.stretching import Busy
from tests.reports.leaking import leaks

PHRASE = "four small wet dogs"
KEY = bytes(range(32))
PAIR = holding.new_pair()
_HEADER, _WHOLE = 22, 82
_ONCE = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def locked(cheap: None) -> bytes:
    return holding.lock(PAIR.private, PHRASE)


def test_a_pair_is_fresh_and_its_public_key_belongs_to_it() -> None:
    assert holding.new_pair() != holding.new_pair()
    assert holding.public_of(PAIR.private) == PAIR.public
    assert len(PAIR.private) == len(PAIR.public) == 32


def test_a_public_key_is_the_one_of_the_standard() -> None:
    # RFC 7748, 6.1: Alice
    private = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"
    public = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    assert holding.public_of(bytes.fromhex(private)).hex() == public


def test_a_pair_does_not_show_its_private_key() -> None:
    assert repr(PAIR) == f"Pair(public={PAIR.public!r})"


@given(st.text(max_size=40))
@_ONCE
def test_a_key_opens_with_its_passphrase_whatever_that_is(cheap: None, phrase: str) -> None:
    assert holding.unlock(holding.lock(PAIR.private, phrase), phrase) == PAIR.private


@pytest.mark.parametrize(
    "typed",
    ["", "four small wet dog", "four small wet dogs ", "Four small wet dogs", PHRASE * 2],
)
def test_another_passphrase_is_refused_with_a_way_on(locked: bytes, typed: str) -> None:
    with pytest.raises(WrongPassphrase, match=r"capitals and spaces.*another reviewer"):
        holding.unlock(locked, typed)


def test_a_passphrase_is_the_same_from_every_keyboard_and_never_cut(cheap: None) -> None:
    locked = holding.lock(PAIR.private, "Å ﬁne café")
    assert holding.unlock(locked, "A\u030a ﬁne cafe\u0301") == PAIR.private
    assert holding.unlock(locked, "Å fine café") == PAIR.private
    long = "x" * 5_000
    locked = holding.lock(PAIR.private, long + "a")
    assert holding.unlock(locked, long + "a") == PAIR.private
    with pytest.raises(WrongPassphrase):
        holding.unlock(locked, long + "b")


def test_locked_twice_it_looks_like_two_things(locked: bytes) -> None:
    again = holding.lock(PAIR.private, PHRASE)
    assert len(again) == len(locked) == _WHOLE
    assert again[6:_HEADER] != locked[6:_HEADER], "another salt"
    assert PAIR.private not in again


def test_a_locked_key_says_itself_how_it_was_made() -> None:
    locked = holding.lock(PAIR.private, PHRASE)  # at its full cost
    assert locked[0] == 1
    assert int.from_bytes(locked[1:5]) == 65_536, "64 MiB"
    assert locked[5] == 3, "passes"
    # opened by another hand
    maker = Argon2id(salt=locked[6:_HEADER], length=32, iterations=3, lanes=1, memory_cost=65_536)
    opener = ChaCha20Poly1305(maker.derive(PHRASE.encode()))
    about = b"debrief locked key v1" + locked[:_HEADER]
    assert opener.decrypt(locked[22:34], locked[34:], about) == PAIR.private


def test_a_key_locked_at_one_cost_opens_when_another_is_set(locked: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holding, "COST", stretching.Cost(64, 2))
        assert holding.unlock(locked, PHRASE) == PAIR.private


def test_a_changed_bit_of_a_locked_key_is_refused(locked: bytes) -> None:
    for bit in range(6 * 8, _WHOLE * 8, 7):
        flipped = bytearray(locked)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(WrongPassphrase):
            holding.unlock(bytes(flipped), PHRASE)


def test_what_is_no_locked_key_is_refused_without_any_work(
    locked: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "stretched", None)
    much = (262_145).to_bytes(4)
    wrong = {
        "nothing": b"",
        "cut": locked[:21],
        "another version": b"\x02" + locked[1:],
        "more memory than is ever asked for": locked[:1] + much + locked[5:],
        "less memory than Argon2 takes": locked[:1] + bytes(4) + locked[5:],
        "no passes": locked[:5] + b"\0" + locked[6:],
        "more passes than are ever asked for": locked[:5] + b"\x0b" + locked[6:],
    }
    for changed in wrong.values():
        with pytest.raises(CannotOpen):
            holding.unlock(changed, PHRASE)


def test_a_locked_key_without_its_end_is_refused(locked: bytes) -> None:
    for size in (_HEADER, 30, 34, 49, _WHOLE - 1):
        with pytest.raises(WrongPassphrase):
            holding.unlock(locked[:size], PHRASE)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40))
def test_a_key_that_is_locked_briefly_opens_where_it_belongs(key: bytes, about: bytes) -> None:
    locked = holding.lock_briefly(PAIR.private, key, about=about)
    assert holding.unlock_briefly(locked, key, about=about) == PAIR.private
    assert PAIR.private not in locked
    for other in (about + b".", b"elsewhere"):
        with pytest.raises(CannotOpen):
            holding.unlock_briefly(locked, key, about=other)


def test_locked_briefly_a_changed_bit_or_another_key_is_refused() -> None:
    locked = holding.lock_briefly(PAIR.private, KEY, about=b"row 1")
    changed = [locked[:size] for size in (0, 1, 12, 13, len(locked) - 1)]
    for bit in range(0, len(locked) * 8, 5):
        flipped = bytearray(locked)
        flipped[bit // 8] ^= 1 << bit % 8
        changed.append(bytes(flipped))
    for one in changed:
        with pytest.raises(CannotOpen, match="sealed to another, or it was changed"):
            holding.unlock_briefly(one, KEY, about=b"row 1")
    for key in (KEY[::-1], KEY[:31], b""):
        with pytest.raises(CannotOpen):
            holding.unlock_briefly(locked, key, about=b"row 1")


def test_a_public_key_that_was_exchanged_is_noticed(locked: bytes) -> None:
    assert holding.unlock(locked, PHRASE, public=PAIR.public) == PAIR.private
    another = holding.new_pair().public
    with pytest.raises(CannotOpen, match=r"is not yours.*Read nothing"):
        holding.unlock(locked, PHRASE, public=another)
    with pytest.raises(WrongPassphrase):
        holding.unlock(locked, "another", public=another)
    assert leaks(lambda: holding.unlock(locked, PHRASE, public=another), *_SECRETS) == []


def test_what_one_lock_made_no_other_opens(locked: bytes) -> None:
    brief = holding.lock_briefly(PAIR.private, KEY, about=b"")
    with pytest.raises(CannotOpen):
        holding.unlock(brief, PHRASE)
    with pytest.raises(CannotOpen):
        holding.unlock_briefly(locked, KEY, about=b"")


def test_who_gets_no_turn_is_told_and_nothing_is_shown(locked: bytes) -> None:
    with stretching.turn(), stretching.turn():
        with pytest.raises(Busy):
            holding.lock(PAIR.private, PHRASE, wait=0.01)
        assert leaks(lambda: holding.lock(PAIR.private, PHRASE, wait=0), *_SECRETS) == []
        assert leaks(lambda: holding.unlock(locked, PHRASE, wait=0), *_SECRETS) == []


_SECRETS = (PHRASE, PAIR.private, KEY)


def test_a_refusal_shows_no_key_and_no_passphrase(locked: bytes) -> None:
    brief = holding.lock_briefly(PAIR.private, KEY, about=b"row 1")
    acts: list[Callable[[], object]] = [
        lambda: holding.unlock(locked[:-1], PHRASE),
        lambda: holding.unlock(b"", PHRASE),
        lambda: holding.unlock_briefly(brief, KEY, about=b"row 2"),
    ]
    for act in acts:
        assert leaks(act, *_SECRETS) == []


def test_keys_that_were_unlocked_open_what_was_sealed(locked: bytes) -> None:
    sealed = sealing.seal(b"told", about=b"part", to={"rana": PAIR.public})
    private = holding.unlock(locked, PHRASE)
    assert sealing.unseal(sealed.blob, sealed.keys["rana"], private, about=b"part") == b"told"
