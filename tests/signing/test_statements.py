"""A signed statement: one text for one meaning, and no byte of it changes unseen."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from learning.signing.statements import (
    LARGEST,
    Changed,
    Unreadable,
    decoded,
    encoded,
    read,
    sealed,
)

KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes_raw()
SAID = {"kind": "certificate", "name": "Zoë محمد 王", "minutes": 50, "valid_until": None}
VALUES = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"))


def genuine(body: bytes) -> bool:
    """Whether a text is read and its signature holds."""
    try:
        return read(body).holds(PUBLIC)
    except (Changed, Unreadable):
        return False


@given(st.dictionaries(st.text("abcdefgh_", min_size=1), VALUES | st.lists(VALUES)))
def test_what_is_sealed_is_read_again_and_always_the_same_bytes(said: dict[str, object]) -> None:
    body = sealed(said, "k", KEY)
    assert body == sealed(dict(reversed(said.items())), "k", KEY)
    assert read(body).statement == said
    assert read(body).holds(PUBLIC)


def test_no_single_byte_can_be_changed_anywhere() -> None:
    body = sealed(SAID, "0123456789abcdef", KEY)
    believed = []
    for place in range(len(body)):
        for bit in (1, 2, 32, 128):
            other = bytearray(body)
            other[place] ^= bit
            found = genuine(bytes(other))
            # the key's name is no part of what is signed: another name is another key
            if found and read(bytes(other)).key == "0123456789abcdef":
                believed.append((place, bit))
    assert believed == []


@pytest.mark.parametrize("place", [0, 20, 100, 200])
def test_no_byte_can_be_added_or_taken_away(place: int) -> None:
    body = sealed(SAID, "k", KEY)
    assert not genuine(body[:place] + b" " + body[place:])
    assert not genuine(body[:place] + body[place + 1 :])


def test_a_line_end_at_the_end_is_what_mail_adds_and_does_no_harm() -> None:
    assert genuine(sealed(SAID, "k", KEY) + b"\r\n")


def test_the_same_statement_in_other_bytes_is_refused() -> None:
    body = sealed(SAID, "k", KEY)
    for other in (json.dumps(json.loads(body)), json.dumps(json.loads(body), indent=1)):
        with pytest.raises(Changed):
            read(other.encode())


def test_a_second_spelling_of_the_signature_is_refused() -> None:
    found = json.loads(sealed(SAID, "k", KEY))
    last = found["signature"][-1]
    twin = next(one for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if one != last)
    with pytest.raises((ValueError, Changed)):
        decoded(found["signature"] + "=")
    assert encoded(decoded(found["signature"])) == found["signature"]
    assert not genuine(json.dumps(found | {"signature": found["signature"][:-1] + twin}).encode())


def test_a_name_given_twice_is_refused() -> None:
    body = sealed(SAID, "k", KEY).replace(b'"kind"', b'"name":"Eve","kind"', 1)
    with pytest.raises(Changed):
        read(body)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"{" * 50_000, b"hello", b"[" * 100_000]
)
def test_what_is_no_statement_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body)


def test_what_is_too_large_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="larger"):
        read(b" " * (LARGEST + 1))


def test_another_key_did_not_sign_it() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    signed = read(sealed(SAID, "k", KEY))
    assert not signed.holds(other)
    assert not signed.holds(b"short")
