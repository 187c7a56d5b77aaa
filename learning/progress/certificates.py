"""Certificates: a completed course in signed words, made once, and revoked where it was wrong.

A certificate says that a course was completed, and nothing of how well. It keeps the person's name
as it was on the day it was made.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db.base import is_public_id, public_id
from learning.errors import Conflict, NotFound
from learning.people import recounting
from learning.people.models import Person
from learning.progress.models import Certificate, Completion, Revocation
from learning.releases.shapes import Course
from learning.releases.shelf import Shelf
from learning.signing import checking
from learning.signing.keys import Ring

_NONE = "There is no such certificate. Your record shows what you have completed."
#: digits of the manifest's hash that a certificate gives
_SHORT = 12


@dataclass(frozen=True)
class Issuer:
    """Who issues here: their keys, their name, and the address of the installation."""

    ring: Ring
    operator: str
    origin: str


@dataclass(frozen=True)
class Completed:
    """A course completion on somebody's record, with its certificate where one was made."""

    course: Course
    completed_on: dt.date
    valid_until: dt.date | None
    certificate: str | None


def issue(
    session: Session, shelf: Shelf, issuer: Issuer, person_id: int, course: str, *, at: dt.datetime
) -> str:
    """Make the certificate of the latest completion of a course; made already, it is that one.

    `course` may name a day as well (`crew/2027-03-03`), for a completion that was renewed since.
    """
    completion = _completion(session, person_id, course)
    found = session.scalar(
        select(Certificate).where(
            Certificate.completion_id == completion.id, Certificate.revoked_on.is_(None)
        )
    )
    if found is not None:
        return found.public_id
    made = Certificate(
        public_id=public_id(),
        person_id=person_id,
        completion_id=completion.id,
        issued_on=at.date(),
    )
    said = _said(session, shelf, issuer, made, completion)
    made.key_id, made.signed = issuer.ring.sign(said, on=at.date())
    session.add(made)
    session.flush()
    recounting.ask(session, [person_id], on=at.date())
    return made.public_id


def signed(session: Session, person_id: int, certificate: str) -> bytes:
    """The signed text of somebody's own certificate; a revoked one is found no more."""
    body = None
    if is_public_id(certificate):
        body = session.scalar(
            select(Certificate.signed).where(
                Certificate.public_id == certificate,
                Certificate.person_id == person_id,
                Certificate.revoked_on.is_(None),
            )
        )
    if body is None:
        raise NotFound(_NONE)
    return body


def completed(session: Session, shelf: Shelf, person_id: int) -> list[Completed]:
    """Every completion of a whole course by a person, the latest first."""
    rows = session.execute(
        select(Completion, Certificate.public_id)
        .outerjoin(
            Certificate,
            (Certificate.completion_id == Completion.id) & Certificate.revoked_on.is_(None),
        )
        .where(Completion.person_id == person_id, Completion.module.is_(None))
        .order_by(Completion.id.desc())
    )
    return [
        Completed(shelf.release(session, row.release_id), row.completed_on, row.valid_until, made)
        for row, made in rows
    ]


def revoke(session: Session, certificate: str, reason: str, *, on: dt.date) -> None:
    """List a certificate as revoked from a day, with one of the listed reasons.

    One that this database does not know is listed too: the account it was made for may be gone.
    """
    if not certificate or not is_public_id(certificate) or reason not in checking.REASONS:
        raise NotFound("A certificate has an id of 16 characters. It stands on the certificate.")
    if session.get(Revocation, certificate) is not None:
        raise Conflict("This certificate is revoked already.")
    session.add(Revocation(certificate=certificate, revoked_on=on, reason=reason))
    row = session.scalar(select(Certificate).where(Certificate.public_id == certificate))
    if row is not None:
        row.revoked_on = on
        recounting.ask(session, [row.person_id], on=on)
    session.flush()


def revocations(session: Session, issuer: Issuer, *, on: dt.date) -> bytes:
    """The signed list of every certificate that was revoked, dated on a day."""
    rows = session.scalars(select(Revocation))
    entries = [(row.certificate, row.revoked_on, row.reason) for row in rows]
    said = checking.revocations_told(entries, issuer=issuer.operator, on=on)
    return issuer.ring.sign(said, on=on)[1]


def readable_name(name: str) -> str:
    """A name without control characters and without marks that turn the direction of other text.

    The marks could make a page say something else than what was signed.
    """
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    kept = (
        one
        for one in name
        if unicodedata.category(one) not in ("Cc", "Cs", "Zl", "Zp")
        and unicodedata.bidirectional(one) not in turning
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def _completion(session: Session, person_id: int, course: str) -> Completion:
    """The completion that a certificate is asked for, held until the unit ends."""
    name, _, day = course.partition("/")
    query = select(Completion).where(
        Completion.person_id == person_id, Completion.course == name, Completion.module.is_(None)
    )
    asked = query.order_by(Completion.id.desc()).with_for_update()
    rows = session.scalars(asked).all() if name.isascii() and name.isprintable() else []
    found = next((row for row in rows if day in ("", row.completed_on.isoformat())), None)
    if found is None:
        raise NotFound("You have not completed this course yet. Its page says what is left.")
    return found


def _said(
    session: Session, shelf: Shelf, issuer: Issuer, made: Certificate, completion: Completion
) -> dict[str, Any]:
    person = session.get(Person, made.person_id)
    assert person is not None, "their completion was just read"
    course = shelf.release(session, completion.release_id)
    until = completion.valid_until
    said: dict[str, Any] = {
        "kind": "certificate",
        "id": made.public_id,
        "name": readable_name(person.name),
        "course": course.id,
        "title": course.front.title,
        "completed_on": completion.completed_on.isoformat(),
        "valid_until": until.isoformat() if until else None,
        "issued_on": made.issued_on.isoformat(),
        "release": course.release.version,
        "manifest": course.release.manifest_sha256[:_SHORT],
        "minutes": course.minutes,
        "issuer": issuer.operator,
        "origin": issuer.origin,
    }
    return said | ({"invented": True} if person.invented else {})
