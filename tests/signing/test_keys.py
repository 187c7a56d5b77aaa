"""Keys: made at first need, replaced, revoked, and kept from everybody but the installation."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from learning.errors import Conflict, Invalid, NotFound, Unavailable
from learning.signing.keys import Ring, id_of, keys_of, told_of
from learning.signing.statements import read

ON = dt.date(2027, 3, 3)
LATER = dt.date(2027, 6, 1)


def test_the_first_statement_makes_a_key_and_the_next_uses_it(ring: Ring) -> None:
    first, body = ring.sign({"kind": "certificate"}, on=ON)
    second, _ = ring.sign({"kind": "certificate"}, on=LATER)
    assert first == second == read(body).key
    [key] = ring.own()
    assert (key.id, key.since, key.until) == (id_of(key.public), ON, None)
    assert read(body).holds(key.public)


def test_secrets_are_for_the_owner_alone(ring: Ring) -> None:
    ring.sign({}, on=ON)
    modes = {path.suffix: path.stat().st_mode & 0o777 for path in ring.folder.iterdir()}
    assert modes[".private"] == 0o600
    assert ring.folder.stat().st_mode & 0o077 == 0
    assert b"private" not in next(ring.folder.glob("*.json")).read_bytes()


def test_a_new_key_signs_from_now_on_and_the_old_one_stays_valid(ring: Ring) -> None:
    old, body = ring.sign({"a": 1}, on=ON)
    made = ring.rotate(on=LATER)
    new, _ = ring.sign({"a": 1}, on=LATER)
    assert (made.id == new, old == new) == (True, False)
    assert [(key.id, key.until) for key in ring.own()] == [(old, LATER), (new, None)]
    assert read(body).holds(ring.key(old).public)
    assert [path.stem for path in ring.folder.glob("*.private")] == [new]


def test_a_revoked_key_signs_no_more(ring: Ring) -> None:
    old, _ = ring.sign({}, on=ON)
    assert ring.revoke(old, since=ON, on=LATER).revoked_from == ON
    assert ring.sign({}, on=LATER)[0] != old
    with pytest.raises(Conflict):
        ring.revoke(old, since=LATER, on=LATER)
    with pytest.raises(NotFound):
        ring.revoke("nothing", since=ON, on=LATER)


def test_a_secret_that_is_gone_is_said_and_not_replaced_unasked(ring: Ring) -> None:
    key, _ = ring.sign({}, on=ON)
    (ring.folder / f"{key}.private").unlink()
    with pytest.raises(Unavailable, match="keys rotate"):
        ring.sign({}, on=ON)
    ring.rotate(on=LATER)
    assert ring.sign({}, on=LATER)[0] != key


def test_a_broken_key_file_is_said(ring: Ring) -> None:
    ring.sign({}, on=ON)
    next(ring.folder.glob("*.json")).write_text("{")
    with pytest.raises(Unavailable, match="backup"):
        ring.own()


def test_others_are_believed_under_the_name_given_here(ring: Ring, tmp_path: Path) -> None:
    other = Ring(tmp_path / "other")
    key, _ = other.sign({}, on=ON)
    body = told_of(other.own(), "What they call themselves")
    ring.trust(body, "North County")
    ring.trust(body, "North County")
    assert [(one.id, one.issuer) for one in ring.trusted()] == [(key, "North County")]
    assert ring.own() == []
    with pytest.raises(Conflict):
        other.trust(body, "Ourselves")


@pytest.mark.parametrize("change", [{"id": "0" * 16}, {"public": "AAAA"}, {"since": "soon"}])
def test_a_file_of_keys_that_is_wrong_is_refused(ring: Ring, change: dict[str, str]) -> None:
    ring.sign({}, on=ON)
    found = json.loads(told_of(ring.own(), "Here"))
    found["keys"][0] |= change
    with pytest.raises(Invalid):
        keys_of(json.dumps(found).encode())


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"format":"debrief-keys-1"}'])
def test_what_is_no_file_of_keys_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid, match="public keys"):
        keys_of(body)


def test_a_file_without_a_key_is_refused(ring: Ring) -> None:
    with pytest.raises(Invalid, match="no key"):
        keys_of(told_of([], "Here"))
