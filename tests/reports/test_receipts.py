"""Receipts: drawn fairly, read however they are typed, shown by nothing, and tried at a price."""

from __future__ import annotations

import copy
import hmac
import pickle
import traceback
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning import stretching
from learning.reports import receipts
from learning.reports.receipts import Receipt
from learning.reports.wordlist import DRAWN, WORDS
from learning.stretching import Busy, Cost

SEED, SALT = bytes(range(32)), b"a salt of a test"
RECEIPT = receipts.make(SEED)
_SEEDS = st.binary(min_size=32, max_size=32)
_BETWEEN = st.sampled_from(
    [" ", "-", ", ", "\n", "\u00a0", "\u2011", "\t", "", "; ", " · ", "\r\n"]
)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "COST", Cost(32, 1))


def test_a_receipt_is_always_the_same_for_the_same_seed() -> None:
    assert receipts.make(SEED) == RECEIPT
    assert RECEIPT.reference == "backache-armoire-38"
    assert " ".join(RECEIPT.words) == "stoppable petticoat blooming lunchbox monitor caucasian"


@given(_SEEDS)
def test_a_receipt_has_a_reference_and_six_words_of_the_list(seed: bytes) -> None:
    made = receipts.make(seed)
    one, two, number = made.reference.split("-")
    assert {one, two, *made.words} <= set(DRAWN)
    assert len(made.words) == 6
    assert len(number) == 2 and number.isdecimal()
    assert len(made.reference) <= 40, "the column takes 40 characters"


def test_words_are_drawn_as_another_hand_draws_them() -> None:
    # HKDF of RFC 5869 by hand, two bytes a draw
    prk = hmac.digest(bytes(32), SEED, "sha256")
    about = b"debrief receipt v1 words" + bytes(4)
    one = hmac.digest(prk, about + b"\x01", "sha256")
    two = hmac.digest(prk, one + about + b"\x02", "sha256")
    values = [int.from_bytes((one + two)[at : at + 2]) for at in range(0, 64, 2)]
    fair = [value for value in values if value < len(DRAWN) * (65_536 // len(DRAWN))]
    assert RECEIPT.words == tuple(DRAWN[value % len(DRAWN)] for value in fair[:6])


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33)])
def test_a_seed_of_another_length_is_refused(seed: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        receipts.make(seed)


def test_every_word_is_as_likely() -> None:
    draws = receipts._draws(SEED, b"a test", 10)
    counted = Counter(next(draws) for _ in range(20_000))
    # chi-squared with 9 degrees of freedom passes 27.9 once in a thousand seeds
    assert sum((counted[n] - 2_000) ** 2 / 2_000 for n in range(10)) < 27.9


def test_a_draw_that_would_favour_some_is_left_out() -> None:
    below = 40_000  # 65,536 is no multiple: the last 25,536 values would favour the first
    drawn = list(zip(range(20_000), receipts._draws(SEED, b"x", below), strict=False))
    low = sum(value < 20_000 for _, value in drawn)
    assert 9_700 < low < 10_300


def test_one_bit_of_the_seed_changes_reference_and_words_alike() -> None:
    made = [receipts.make(bytes([SEED[0] ^ 1 << bit, *SEED[1:]])) for bit in range(8)]
    assert len({one.reference for one in made} | {RECEIPT.reference}) == 9
    assert len({one.words for one in made} | {RECEIPT.words}) == 9


def test_who_knows_the_reference_knows_nothing_of_the_words() -> None:
    named = {word for n in range(500) for word in _shared(receipts.make(n.to_bytes(32)))}
    assert len(named) < 12, "500 references share about one word in all with their receipts"


def _shared(made: Receipt) -> set[str]:
    return set(made.reference.split("-")) & set(made.words)


def test_a_receipt_is_shown_by_nothing_and_kept_by_nothing() -> None:
    halves = receipts.open_with(RECEIPT.words, SALT)
    told = [repr(RECEIPT), str(RECEIPT), f"{RECEIPT}", repr(RECEIPT.words), f"{RECEIPT.words}"]
    told += [repr(receipts.read_words(" ".join(RECEIPT.words))), repr(halves), str(halves)]
    for one in told:
        assert not any(word in one for word in (*RECEIPT.words, RECEIPT.reference))
        assert halves.key.hex() not in one and repr(halves.key) not in one
    for keeps in (pickle.dumps, copy.copy, copy.deepcopy):
        for thing in (RECEIPT, RECEIPT.words):
            with pytest.raises(TypeError, match="never kept"):
                keeps(thing)


@given(_SEEDS, st.lists(_BETWEEN, min_size=8, max_size=8), st.booleans(), st.booleans())
def test_words_are_read_however_they_are_typed(
    seed: bytes, between: list[str], capitals: bool, numbered: bool
) -> None:
    made = receipts.make(seed)
    typed = between[6]
    for number, (word, sign) in enumerate(zip(made.words, between[:6], strict=True), 1):
        typed += f"{number}. {word}{sign}" if numbered else word + sign
    typed = typed.upper() if capitals else typed
    assert receipts.read_words(typed) == made.words


@given(_SEEDS, st.lists(_BETWEEN, min_size=2, max_size=2), st.booleans())
def test_a_reference_is_read_however_it_is_typed(
    seed: bytes, between: list[str], capitals: bool
) -> None:
    made = receipts.make(seed)
    typed = "".join(a + b for a, b in zip(made.reference.split("-"), [*between, " "], strict=True))
    assert receipts.read_reference(typed.title() if capitals else typed) == made.reference


_HYPHENS = ("t-shirt", "yo-yo", "drop-down", "felt-tip", "abacus", "zoom")


@pytest.mark.parametrize(
    "typed",
    [
        "t-shirt yo-yo drop-down felt-tip abacus zoom",
        "tshirt yoyo dropdown felttip abacus zoom",
        "T Shirt, Yo Yo, Drop Down, Felt Tip, Abacus, Zoom.",
        "t-shirt-yo-yo-drop-down-felt-tip-abacus-zoom",
        "TSHIRTYOYODROPDOWNFELTTIPABACUSZOOM",
        "ｔ－ｓｈｉｒｔ　ｙｏ－ｙｏ　drop‑down felt–tip\u00a0abacus\u2028zoom",
        "1) t-shirt\n2) yo-yo\n3) drop-down\n4) felt-tip\n5) abacus\n6) zoom",
        "\u202bt-shirt yo-yo drop-down felt-tip abacus zoom\u202c",
        "“t-shirt” “yo-yo” “drop-down” “felt-tip” “abacus” “zoom”",
    ],
)
def test_words_with_a_hyphen_survive(typed: str) -> None:
    assert receipts.read_words(typed) == _HYPHENS


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "t-shirt yo-yo drop-down felt-tip abacus",
        "t-shirt yo-yo drop-down felt-tip abacus zoom zoom",
        "t-shirt yo-yo drop-down felt-tip abacus zoo",
        "t-shirt yo-yo drop-down felt-tip abacus zooms",
        "t-shirt yo-yo drop-down felt-tip abacas zoom",
        "t-shirt yo-yo drop-down felt-tip abácus zoom",
        "t-shirt yo-yo drop-down felt-tip abacus 🙂 zооm",  # two Cyrillic letters
        "t-shirt yo-yo drop-down felt-tip abacus zoom" + " " * 500,
        "a" * 100_000,
    ],
)
def test_a_wrong_word_or_another_number_of_words_is_none(typed: str) -> None:
    assert receipts.read_words(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        *("", "47", "amber", "abacus-47", "abacus-zoom", "abacus-zoom-4", "abacus-zoom-zoom-47"),
        *("abacus-zooo-47", "abacus-zoom-477", "47-abacus-zoom", "абакус-zoom-47", "1" * 100_000),
    ],
)
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert receipts.read_reference(typed) is None


def test_a_word_with_a_hyphen_stays_one_in_a_reference() -> None:
    assert receipts.read_reference("YOYO T SHIRT 07") == "yo-yo-t-shirt-07"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_is_none(typed: str) -> None:
    read, named = receipts.read_words(typed), receipts.read_reference(typed)
    assert read is None or len(read) == 6
    assert named is None or receipts.read_reference(named) == named


def test_the_halves_depend_on_each_word_on_their_order_and_on_the_salt() -> None:
    words = RECEIPT.words
    made = receipts.open_with(words, SALT)
    assert receipts.matches(receipts.open_with(words, SALT).verifier, made.verifier)
    others = [receipts.open_with(words, SALT + b"."), receipts.open_with(words[::-1], SALT)]
    for place in range(6):
        wrong = (*words[:place], "abacus", *words[place + 1 :])
        others.append(receipts.open_with(wrong, SALT))
    for other in others:
        assert not receipts.matches(other.verifier, made.verifier)
        assert other.key != made.key
    assert len(made.verifier) == len(made.key) == 32
    assert made.verifier != made.key


def test_words_are_stretched_with_the_cost_that_is_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    assert (receipts.COST.memory_kib, receipts.COST.passes) == (19_456, 2)


def test_an_unknown_reference_costs_the_work_of_wrong_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[tuple[int, Cost, int]] = []
    compared: list[tuple[int, int]] = []

    def counting(secret: bytes, salt: bytes, cost: Cost, *, length: int) -> bytes:
        done.append((len(salt), cost, length))
        return stretching.stretched(secret, salt, cost, length=length)

    def comparing(verifier: bytes, stored: bytes) -> bool:
        compared.append((len(verifier), len(stored)))
        return False

    monkeypatch.setattr(receipts, "stretched", counting)
    monkeypatch.setattr(receipts, "matches", comparing)
    receipts.spend()
    halves = receipts.open_with(RECEIPT.words, SALT)
    receipts.matches(halves.verifier, bytes(32))
    assert len(done) == len(compared) == 2
    assert done[0] == done[1], "the same cost, and a salt of the same length"
    assert compared[0] == compared[1]


def test_who_waits_too_long_for_a_turn_is_told_and_nothing_is_shown() -> None:
    with stretching.turn(), stretching.turn():
        with pytest.raises(Busy) as refused:
            receipts.open_with(RECEIPT.words, SALT, wait=0.01)
        with pytest.raises(Busy):
            receipts.spend(wait=0.01)
    frames = [frame for frame, _ in traceback.walk_tb(refused.tb)]
    told = [repr(value) for frame in frames[1:] for value in frame.f_locals.values()]
    assert not any(word in one for one in told for word in RECEIPT.words)


KEY = b"the key of a server"


def test_two_words_are_asked_back_always_the_same_for_the_same_form() -> None:
    pairs = Counter(receipts.asked(RECEIPT, str(n).encode()) for n in range(1_500))
    assert receipts.asked(RECEIPT, b"1") == receipts.asked(receipts.make(SEED), b"1")
    assert len(pairs) == 15
    assert all(0 <= i < j <= 5 for i, j in pairs)
    assert min(pairs.values()) > 60, "each about 100 times"


@given(_SEEDS, st.binary(min_size=1, max_size=20))
def test_the_two_words_are_confirmed_however_they_are_typed(seed: bytes, nonce: bytes) -> None:
    made = receipts.make(seed)
    i, j = receipts.asked(made, nonce)
    mac = receipts.confirmation(KEY, made, i, j)
    one, two = made.words[i], made.words[j]
    assert receipts.confirmed(KEY, mac, i, j, one, two) == made.reference
    typed = (f" {i + 1}. {one.upper()}\n", two.replace("-", " "))
    assert receipts.confirmed(KEY, mac, i, j, *typed) == made.reference


def test_what_the_form_carries_tells_no_word() -> None:
    mac = receipts.confirmation(KEY, RECEIPT, 1, 4)
    assert mac.startswith(f"{RECEIPT.reference}.")
    assert not any(word in mac.partition(".")[2] for word in RECEIPT.words)
    assert mac != receipts.confirmation(b"another key", RECEIPT, 1, 4)


def test_anything_else_is_not_confirmed() -> None:
    mac = receipts.confirmation(KEY, RECEIPT, 1, 4)
    one, two = RECEIPT.words[1], RECEIPT.words[4]
    other = receipts.confirmation(KEY, receipts.make(bytes(32)), 1, 4)
    swapped = f"{receipts.make(bytes(32)).reference}.{mac.partition('.')[2]}"
    wrong = [
        (KEY, mac, 1, 4, two, one),
        (KEY, mac, 1, 4, one, "abacus"),
        (KEY, mac, 1, 4, one, ""),
        (KEY, mac, 1, 4, "", ""),
        (KEY, mac, 1, 4, f"{one} {two}", two),
        (KEY, mac, 1, 4, one + "é", two),
        (KEY, mac, 1, 3, one, two),
        (KEY, mac, 4, 1, one, two),
        (b"another key", mac, 1, 4, one, two),
        (KEY, other, 1, 4, one, two),
        (KEY, swapped, 1, 4, one, two),
        (KEY, mac[:-1], 1, 4, one, two),
        (KEY, "", 1, 4, one, two),
        (KEY, "é" * 70, 1, 4, one, two),
    ]
    for given_ in wrong:
        assert receipts.confirmed(*given_) is None


def test_words_that_are_drawn_are_read_again() -> None:
    for word in WORDS:
        assert receipts._one(word) == word
