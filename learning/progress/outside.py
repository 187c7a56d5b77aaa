"""Records that travel: all of a person's completions as one signed file, here and elsewhere.

A record from another installation is kept as it was signed and shown beside the person's own. It is
never a completion here, whatever it says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.content.hashing import sha256
from learning.db.base import is_public_id
from learning.errors import Invalid, NotFound
from learning.people.models import Person
from learning.progress.certificates import Issuer, readable_name
from learning.progress.models import Completion, OutsideRecord
from learning.releases.shelf import Shelf
from learning.signing.checking import Verdict, judged
from learning.signing.keys import Key, Ring

_MOST = 50
_NO_RECORD = (
    "It holds no completions. Choose the signed record or certificate as it was downloaded."
)


@dataclass(frozen=True)
class Outside:
    """A record from elsewhere: whose name it carries, who issued it, and whether it holds today."""

    public_id: str
    issuer: str
    added_at: dt.datetime
    verdict: Verdict
    name: str
    issued_on: str
    completions: list[Mapping[str, Any]]


def told(session: Session, shelf: Shelf, issuer: Issuer, person_id: int, *, on: dt.date) -> bytes:
    """Every completion of a person as one signed text, to take elsewhere."""
    person = session.get(Person, person_id)
    assert person is not None, "the person is signed in"
    query = select(Completion).where(Completion.person_id == person_id).order_by(Completion.id)
    said = {
        "kind": "record",
        "name": readable_name(person.name),
        "issued_on": on.isoformat(),
        "issuer": issuer.operator,
        "origin": issuer.origin,
        "completions": [_told(session, shelf, row) for row in session.scalars(query)],
    }
    return issuer.ring.sign(said | ({"invented": True} if person.invented else {}), on=on)[1]


def add(session: Session, ring: Ring, person_id: int, body: bytes, *, at: dt.datetime) -> bool:
    """Add a signed record or certificate from elsewhere; False where it was added before.

    `Invalid` for a file that is not whole, whose key is not trusted here, or that is from here.
    """
    verdict = judged(body, [*ring.trusted(), *ring.own()])
    if not verdict.genuine or verdict.key is None or verdict.statement is None:
        raise Invalid(_refusal(verdict))
    if not verdict.key.issuer:
        raise Invalid("This record is from here. What it says stands on your record already.")
    if not _completions(verdict.statement):
        raise Invalid(_NO_RECORD)
    rows = session.scalars(select(OutsideRecord.sha256).where(OutsideRecord.person_id == person_id))
    held, digest = list(rows), sha256(body)
    if digest in held:
        return False
    if len(held) >= _MOST:
        raise Invalid(f"Your record holds {_MOST} of these. Remove one that you no longer need.")
    session.add(
        OutsideRecord(
            person_id=person_id,
            sha256=digest,
            signed=body,
            issuer=verdict.key.issuer,
            added_at=at,
        )
    )
    session.flush()
    return True


def remove(session: Session, person_id: int, public_id: str) -> None:
    """Take a record from elsewhere off one's own; the file itself stays with the person."""
    row = None
    if is_public_id(public_id):
        mine = (OutsideRecord.public_id == public_id) & (OutsideRecord.person_id == person_id)
        row = session.scalar(select(OutsideRecord).where(mine))
    if row is None:
        raise NotFound("There is no such record. Your record lists those from elsewhere.")
    session.delete(row)
    session.flush()


def listed(session: Session, ring: Ring, person_id: int) -> list[Outside]:
    """The records from elsewhere, each checked again against the keys that are trusted today."""
    query = select(OutsideRecord).where(OutsideRecord.person_id == person_id)
    rows = session.scalars(query.order_by(OutsideRecord.id.desc())).all()
    keys = ring.trusted() if rows else []
    return [_read(row, keys) for row in rows]


def _read(row: OutsideRecord, keys: list[Key]) -> Outside:
    verdict = judged(row.signed, keys)
    said = verdict.statement or {}
    return Outside(
        public_id=row.public_id,
        issuer=row.issuer,
        added_at=row.added_at,
        verdict=verdict,
        name=str(said.get("name", "")),
        issued_on=str(said.get("issued_on", "")),
        completions=_completions(said),
    )


def _completions(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if said.get("kind") == "certificate":
        return [said]
    return list(said["completions"]) if said.get("kind") == "record" else []


def _refusal(verdict: Verdict) -> str:
    if verdict.stranger:
        return (
            "The key that signed this file is not known here. An administrator can add the public "
            "key of the installation that issued it, after asking them for it."
        )
    return verdict.why


def _told(session: Session, shelf: Shelf, row: Completion) -> dict[str, Any]:
    course = shelf.release(session, row.release_id)
    ref = course.by_id.get(row.module) if row.module else None
    return {
        "course": row.course,
        "module": row.module,
        "title": f"{course.front.title}: {ref.title if ref else row.module}"
        if row.module
        else course.front.title,
        "completed_on": row.completed_on.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "release": course.release.version,
        "minutes": ref.minutes if ref else course.minutes,
    }
