"""What forms carry: signed, for a time, of this installation alone."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.errors import Stale
from learning.web.reporting import tokens
from learning.web.reporting.clocks import Hours
from learning.web.reporting.tokens import Keys, Pass

KEYS, OTHER = Keys("a key of this installation"), Keys("a key of another")
NOW = Hours(1_800_000_000, dt.date(2027, 1, 15))
OPENED = Pass("an-id-of-a-report", bytes(range(32)))


def after(seconds: int) -> Hours:
    return Hours(NOW.at + seconds, NOW.on)


def test_a_form_may_be_filled_in_for_a_day() -> None:
    token = tokens.issue(KEYS, NOW)
    nonce = tokens.nonce_of(KEYS, token, NOW)
    assert len(nonce) == tokens.NONCE_BYTES
    assert tokens.nonce_of(KEYS, token, after(24 * 3_600)) == nonce
    with pytest.raises(Stale, match="stands below"):
        tokens.nonce_of(KEYS, token, after(24 * 3_600 + 1))


def test_no_two_forms_have_one_nonce() -> None:
    assert len({tokens.issue(KEYS, NOW) for _ in range(100)}) == 100


def test_a_form_of_another_installation_is_refused() -> None:
    with pytest.raises(Stale):
        tokens.nonce_of(OTHER, tokens.issue(KEYS, NOW), NOW)


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_nothing_else_is_taken_for_a_token(text: str) -> None:
    with pytest.raises(Stale):
        tokens.nonce_of(KEYS, text, NOW)
    with pytest.raises(Stale):
        tokens.carried(KEYS, text, NOW)


@given(st.integers(0, 37), st.integers(1, 255))
def test_a_token_with_one_changed_byte_is_refused(place: int, change: int) -> None:
    raw = bytearray(tokens._raw(tokens.issue(KEYS, NOW)))
    raw[place] ^= change
    with pytest.raises(Stale):
        tokens.nonce_of(KEYS, tokens._text(bytes(raw)), NOW)


def test_a_seed_is_always_the_same_and_another_for_each_try_and_installation() -> None:
    nonce = bytes(16)
    assert tokens.seed(KEYS, nonce) == tokens.seed(KEYS, nonce, 0)
    made = {tokens.seed(keys, nonce, one) for keys in (KEYS, OTHER) for one in range(4)}
    assert len(made) == 8


def test_an_opened_receipt_is_carried_for_half_an_hour_and_sealed() -> None:
    text = tokens.carry(KEYS, OPENED, NOW)
    assert tokens.carried(KEYS, text, NOW) == OPENED
    assert tokens.carried(KEYS, text, after(1_800)) == OPENED
    raw = tokens._raw(text)
    assert OPENED.private not in raw and OPENED.report_id.encode() not in raw
    with pytest.raises(Stale, match="Enter your receipt again"):
        tokens.carried(KEYS, text, after(1_801))
    with pytest.raises(Stale):
        tokens.carried(OTHER, text, NOW)


@given(st.integers(0, 90), st.integers(1, 255))
def test_a_changed_pass_is_refused(place: int, change: int) -> None:
    raw = bytearray(tokens._raw(tokens.carry(KEYS, OPENED, NOW)))
    raw[place % len(raw)] ^= change
    with pytest.raises(Stale):
        tokens.carried(KEYS, tokens._text(bytes(raw)), NOW)


def test_a_token_for_telling_is_no_pass_and_the_other_way_round() -> None:
    with pytest.raises(Stale):
        tokens.carried(KEYS, tokens.issue(KEYS, NOW), NOW)
    with pytest.raises(Stale):
        tokens.nonce_of(KEYS, tokens.carry(KEYS, OPENED, NOW), NOW)


def test_what_is_written_with_one_form_has_one_id_in_each_report() -> None:
    form = tokens.fresh()
    assert tokens.once(KEYS, form, "a") == tokens.once(KEYS, form, "a")
    assert len({tokens.once(KEYS, form, one) for one in "abc"}) == 3
    assert tokens.once(KEYS, tokens.fresh(), "a") != tokens.once(KEYS, form, "a")
    assert len(tokens.once(KEYS, "x" * 10_000, "a")) == 16


def test_no_secret_is_shown() -> None:
    assert "installation" not in repr(KEYS) and OPENED.report_id not in repr(OPENED)
