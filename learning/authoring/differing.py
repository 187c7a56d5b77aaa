"""Differing: what publishing a course would change, and for how many people.

Of people only numbers are told: how many are in the middle of a quiz, how many hold a completion.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from learning.authoring.states import Live
from learning.content.blobs import Compiled
from learning.content.comparing import Part, Side, compare
from learning.progress.models import Attempt, Completion
from learning.releases import locking
from learning.releases.models import BlobRow


@dataclass(frozen=True)
class Difference:
    """A course as it would be published, against the release that is live.

    `declares` and `needs` are effects; `material` says what asks for one that is at least material,
    and `refusals` why publishing would refuse it.
    """

    course: str
    #: the live release's number, 0 where none is live
    live: int
    manifest: str
    parts: tuple[Part, ...]
    declares: str
    needs: str
    material: tuple[str, ...]
    refusals: tuple[str, ...]
    #: people with an open attempt, by module
    midway: Mapping[str, int]
    #: people with a completion of the course that counts today
    completed: int
    #: of how many a critical release would shorten it
    shortened: int

    @property
    def effect(self) -> str:
        """The effect that publishing would have, or would need to have."""
        return max(self.declares, self.needs, key=locking.EFFECTS.index)


def difference(
    session: Session, compiled: Compiled, live: Live | None, *, on: dt.date
) -> Difference:
    """What publishing a compiled course would change."""
    old = _body(session, live.manifest) if live else None
    before = Side(old, lambda sha: _body(session, sha)) if old is not None else None
    manifest = json.loads(compiled.manifest.body)
    judged = locking.judge(session, compiled, json.loads(old) if old else None, manifest)
    completed = _completed(session, compiled.course, on)
    return Difference(
        course=compiled.course,
        live=live.version if live else 0,
        manifest=compiled.manifest.sha256,
        parts=tuple(compare(before, side(compiled))),
        declares=judged.effect,
        needs=judged.needs,
        material=judged.changed,
        refusals=judged.reasons,
        midway=_midway(session, compiled.course),
        completed=completed,
        shortened=completed if judged.effect == "critical" and live else 0,
    )


def between(session: Session, old: str, new: str) -> tuple[Part, ...]:
    """What differs between two releases, by the hashes of their manifests."""
    before, after = (
        Side(_body(session, sha), lambda sha: _body(session, sha)) for sha in (old, new)
    )
    return tuple(compare(before, after))


def side(compiled: Compiled) -> Side:
    """What was compiled, as a side of a comparison."""
    bodies = {one.sha256: one.body for one in compiled.blobs}
    return Side(compiled.manifest.body, bodies.__getitem__)


def _body(session: Session, sha256: str) -> bytes:
    return session.get_one(BlobRow, sha256).body


def _midway(session: Session, course: str) -> dict[str, int]:
    """One attempt of a person at a module is open at a time, so attempts are people."""
    query = (
        select(Attempt.module, func.count())
        .where(Attempt.course == course, Attempt.ended_at.is_(None))
        .group_by(Attempt.module)
        .order_by(Attempt.module)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _completed(session: Session, course: str, on: dt.date) -> int:
    counts = or_(Completion.valid_until.is_(None), Completion.valid_until >= on)
    query = select(func.count(Completion.person_id.distinct())).where(
        Completion.course == course, Completion.module.is_(None), counts
    )
    return session.scalar(query) or 0
