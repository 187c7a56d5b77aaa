"""Checking: genuine, changed, revoked, or not known; and never a fault."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from learning.errors import Invalid
from learning.signing.checking import judged, revocations_of, revocations_told
from learning.signing.keys import Ring, keys_of, told_of
from learning.signing.statements import Unreadable

ON = dt.date(2027, 3, 3)
SAID = {
    "kind": "certificate",
    "id": "abc",
    "name": "Alice",
    "course": "crew",
    "title": "Crew",
    "completed_on": "2027-03-02",
    "valid_until": None,
    "issued_on": "2027-03-03",
    "release": 1,
    "manifest": "0123456789ab",
    "minutes": 50,
    "issuer": "Here",
    "origin": "https://learn.example.org",
}


def pdf(body: bytes, packed: bool = True) -> bytes:
    """The bones of a PDF that carries a text, as the typesetter writes it."""
    held = zlib.compress(body) if packed else body
    kind = b"/Filter/FlateDecode" if packed else b""
    head = b"<</Length %d/Type/EmbeddedFile%s>>" % (len(held), kind)
    return b"%PDF-1.7\n1 0 obj\n" + head + b"\nstream\n" + held + b"\nendstream\nendobj\n%%EOF"


def test_a_genuine_file_says_what_was_signed(ring: Ring) -> None:
    _, body = ring.sign(SAID, on=ON)
    for file in (body, pdf(body), pdf(body, packed=False)):
        verdict = judged(file, ring.own())
        assert (verdict.genuine, verdict.statement) == (True, SAID)


def test_a_changed_file_says_nothing_but_that(ring: Ring) -> None:
    _, body = ring.sign(SAID, on=ON)
    other = body.replace(b"Alice", b"Alicf")
    for file in (other, pdf(other), pdf(body)[:-40], pdf(body).replace(b"FlateD", b"FlatfD")[:80]):
        verdict = judged(file, ring.own())
        assert (verdict.genuine, verdict.statement) == (False, None), file[:60]
        assert "changed" in verdict.why


def test_a_byte_of_what_a_pdf_carries_cannot_be_changed(ring: Ring) -> None:
    _, body = ring.sign(SAID, on=ON)
    for packed in (True, False):
        file = pdf(body, packed)
        begin = file.index(b"stream\n") + 7
        for place in range(begin, file.index(b"\nendstream")):
            other = bytearray(file)
            other[place] ^= 1
            assert not judged(bytes(other), ring.own()).genuine, place


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7\nnothing", b"\0" * 100, b"a,b\n1,2"])
def test_what_holds_no_statement_cannot_be_judged(ring: Ring, body: bytes) -> None:
    with pytest.raises(Unreadable):
        judged(body, ring.own())


def test_a_key_that_is_not_known_is_said(ring: Ring, tmp_path: Path) -> None:
    key, body = Ring(tmp_path / "other").sign(SAID, on=ON)
    verdict = judged(body, ring.own())
    assert not verdict.genuine and key in verdict.why and verdict.statement is None


def test_a_key_that_took_the_name_of_another_signs_nothing(ring: Ring, tmp_path: Path) -> None:
    real, _ = ring.sign(SAID, on=ON)
    fake, body = Ring(tmp_path / "fake").sign(SAID, on=ON)
    verdict = judged(body.replace(fake.encode(), real.encode()), ring.own())
    assert not verdict.genuine and verdict.statement is None


def test_what_a_revoked_key_signed_before_stays_genuine(ring: Ring) -> None:
    _, body = ring.sign(SAID, on=ON)
    [one] = ring.own()
    for day, genuine in [(ON, False), (ON + dt.timedelta(1), True)]:
        keys = [replace(one, revoked_from=day)]
        assert judged(body, keys).genuine is genuine


def test_a_revoked_certificate_says_when_and_why(ring: Ring) -> None:
    _, body = ring.sign(SAID, on=ON)
    told = revocations_told([("abc", ON, "error")], issuer="Here", on=ON)
    listed = revocations_of(ring.sign(told, on=ON)[1], ring.own())
    assert listed.dated == ON
    verdict = judged(body, ring.own(), listed)
    assert verdict.why == "This certificate was revoked on 2027-03-03: it was issued in error."
    assert not verdict.genuine
    assert judged(ring.sign(SAID | {"id": "x"}, on=ON)[1], ring.own(), listed).genuine


def test_nobody_revokes_what_others_issued(ring: Ring, tmp_path: Path) -> None:
    other = Ring(tmp_path / "other")
    told = revocations_told([("abc", ON, "error")], issuer="Other", on=ON)
    _, body = other.sign(told, on=ON)
    keys = [*ring.own(), *keys_of(told_of(other.own(), "Other"))]
    _, certificate = ring.sign(SAID, on=ON)
    assert judged(certificate, [*keys, *ring.own()], revocations_of(body, keys)).genuine


def test_a_list_that_is_not_signed_or_no_list_is_refused(ring: Ring) -> None:
    _, body = ring.sign(revocations_told([], issuer="Here", on=ON), on=ON)
    with pytest.raises(Invalid, match="cannot be used"):
        revocations_of(body.replace(b"2027-03-03", b"2027-03-04"), ring.own())
    with pytest.raises(Invalid, match="no list"):
        revocations_of(ring.sign(SAID, on=ON)[1], ring.own())


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "other"},
        {"kind": ["certificate"]},
        {"name": None},
        {"completed_on": "yesterday"},
        {"issued_on": "20270303"},
        {"valid_until": 7},
        {"minutes": True},
        {"kind": "record", "completions": "none"},
        {"kind": "record", "completions": [{"title": "Crew"}]},
        {"kind": "revocations", "dated": "2027-03-03", "entries": [7]},
    ],
)
def test_what_is_signed_in_an_unknown_form_is_not_shown(ring: Ring, change: Any) -> None:
    verdict = judged(ring.sign(SAID | change, on=ON)[1], ring.own())
    assert (verdict.genuine, verdict.statement) == (False, None)
    assert "not known here" in verdict.why


def test_records_and_lists_are_known_forms(ring: Ring) -> None:
    entry = {"title": "Crew", "completed_on": "2027-03-03", "valid_until": None}
    record = {"kind": "record", "name": "A", "issuer": "", "issued_on": "2027-03-03"}
    assert judged(ring.sign(record | {"completions": [entry]}, on=ON)[1], ring.own()).genuine
    told = revocations_told([("x", ON, "key")], issuer="", on=ON)
    assert judged(ring.sign(told, on=ON)[1], ring.own()).genuine
