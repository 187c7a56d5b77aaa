"""Refreshers: two or three items asked again, one at a time, when an objective is due.

For the person alone. They count for no pass, no completion and no validity; all that comes of them
is the day to ask again.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import asdict, dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.assessment import MARKER, Confidence, Raw, draw, read, read_confidence, score
from learning.assessment.scheduling import Memory, reviewed
from learning.db.base import is_public_id, table
from learning.errors import Conflict, NotFound
from learning.progress.attempts import AttemptRow, Given, Open
from learning.progress.holdings import Candidate, Holding, holdings
from learning.progress.models import Refresher, RefresherPause, RefresherResponse, RefresherRound
from learning.releases.shelf import Shelf

MOST = 3
"""Items in a round: about two minutes."""


@dataclass(frozen=True)
class Asked:
    """An item of a round: where it is, in which release, what it shows, and what was known."""

    course: str
    objective: str
    module: str
    release_id: int
    quiz_sha256: str
    item: str
    shown: tuple[str, ...]
    memory: Memory


@dataclass(frozen=True)
class Overview:
    """Where a person's refreshers stand on a day. `next_on` is None where nothing is left."""

    due: int
    next_on: dt.date | None
    open_round: str
    paused: bool
    paused_until: dt.date | None


def overview(session: Session, shelf: Shelf, person_id: int, *, on: dt.date) -> Overview:
    """How many objectives are due, and when the next one is."""
    found = holdings(session, shelf, person_id)
    pause = session.get(RefresherPause, person_id)
    paused = pause is not None and (pause.until is None or pause.until > on)
    later = [one.due_on for one in found if one.due_on > on]
    return Overview(
        due=sum(one.due_on <= on for one in found),
        next_on=min(later, default=None),
        open_round=_open_round(session, person_id),
        paused=paused,
        paused_until=pause.until if paused and pause is not None else None,
    )


def due_of_old(session: Session, person_id: int, *, on: dt.date) -> int:
    """How many objectives are due again that were asked before: one indexed read, for the home
    page; none while refreshers rest.
    """
    pause = session.get(RefresherPause, person_id)
    if pause is not None and (pause.until is None or pause.until > on):
        return 0
    due = (Refresher.person_id == person_id) & (Refresher.due_on <= on)
    return session.scalar(select(func.count()).select_from(Refresher).where(due)) or 0


def pause(session: Session, person_id: int, until: dt.date | None) -> None:
    """Let refreshers rest until a day, or (None) until they are resumed."""
    session.merge(RefresherPause(person_id=person_id, until=until))
    session.flush()


def resume(session: Session, person_id: int) -> None:
    """Let refreshers come again; twice is once."""
    found = session.get(RefresherPause, person_id)
    if found is not None:
        session.delete(found)
        session.flush()


def begin(session: Session, shelf: Shelf, person_id: int, *, at: dt.datetime) -> str:
    """Begin a round with what is due, or go on with the open one; returns its public id."""
    going = _open_round(session, person_id)
    if going:
        return going
    due = [one for one in holdings(session, shelf, person_id) if one.due_on <= at.date()][:MOST]
    if not due:
        raise Conflict("Nothing is due. The page of your refreshers says when the next one is.")
    asked = _last_asked(session, person_id)
    paper = [asdict(_asked(one, asked)) for one in due]
    made = RefresherRound(person_id=person_id, paper=paper, begun_at=at)
    session.add(made)
    session.flush()
    return made.public_id


@dataclass
class Round:
    """A round with what was answered so far, by place."""

    row: RefresherRound
    responses: dict[int, RefresherResponse]

    @property
    def paper(self) -> list[Asked]:
        """What it asks, in order."""
        return [Asked(**{**one, "shown": tuple(one["shown"])}) for one in self.row.paper]

    @property
    def left(self) -> list[int]:
        """The places that wait for an answer."""
        return [place for place in range(len(self.row.paper)) if place not in self.responses]


def opened(session: Session, person_id: int, public_id: str) -> Round:
    """A round of this person; `NotFound` for anybody else's and for none."""
    mine = (RefresherRound.public_id == public_id) & (RefresherRound.person_id == person_id)
    row = session.scalar(select(RefresherRound).where(mine)) if is_public_id(public_id) else None
    if row is None:
        raise NotFound("There are no such refreshers of yours. Begin from their page.")
    query = select(RefresherResponse).where(RefresherResponse.round_id == row.id)
    return Round(row, {one.place: one for one in session.scalars(query)})


def as_attempt(session: Session, shelf: Shelf, found: Round, place: int) -> Open:
    """One item of a round as the pages of quizzes know it."""
    if not 0 <= place < len(found.paper):
        raise NotFound("This item is not part of these refreshers. Open their page again.")
    asked, row = found.paper[place], found.row
    quiz = shelf.quiz(session, asked.quiz_sha256)
    paper = [{"item": asked.item, "sha256": quiz.sha256[asked.item], "shown": list(asked.shown)}]
    attempt = AttemptRow(
        *(0, row.public_id, row.person_id, asked.course, asked.module, asked.release_id),
        *(asked.quiz_sha256, paper, row.begun_at, None, None, None),
    )
    given = found.responses.get(place)
    responses = {}
    if given is not None:
        told = (given.item, given.given, given.confidence, given.score, given.marker)
        responses[asked.item] = Given(*told, given.saved_at)
    return Open(attempt, quiz, responses, shelf)


def respond(
    session: Session, shelf: Shelf, found: Round, place: int, raw: Raw, *, at: dt.datetime
) -> None:
    """Save and mark the answer to one item, and set the day to ask again; the first one stands."""
    attempt = as_attempt(session, shelf, found, place)
    if place in found.responses:
        return
    asked = found.paper[place]
    item = attempt.quiz.items[asked.item]
    given = read(item, raw, asked.shown)
    said = read_confidence("optional", raw)
    worth = score(item, given)
    row = {
        "round_id": found.row.id,
        "place": place,
        "item": asked.item,
        "item_sha256": attempt.quiz.sha256[asked.item],
        "given": given,
        "confidence": said.value if said else None,
        "score": worth,
        "marker": MARKER,
        "saved_at": at,
    }
    try:
        with session.begin_nested():
            session.execute(insert(table(RefresherResponse)).values(row))
    except IntegrityError:
        return  # another tab was first
    found.responses[place] = session.get_one(RefresherResponse, (found.row.id, place))
    _remember(session, found.row.person_id, asked, right=worth >= 1, said=said, on=at.date())


def _remember(
    session: Session,
    person_id: int,
    asked: Asked,
    *,
    right: bool,
    said: Confidence | None,
    on: dt.date,
) -> None:
    memory, due = reviewed(asked.memory, right=right, confidence=said, on=on)
    key = {"person_id": person_id, "course": asked.course, "objective": asked.objective}
    session.merge(Refresher(**key, memory=memory, reviewed_on=on, due_on=due))
    session.flush()


def _open_round(session: Session, person_id: int) -> str:
    """The last round, while something of it waits."""
    query = select(RefresherRound).where(RefresherRound.person_id == person_id)
    row = session.scalar(query.order_by(RefresherRound.id.desc()).limit(1))
    if row is None:
        return ""
    of = select(func.count()).select_from(RefresherResponse)
    answered = session.scalar(of.where(RefresherResponse.round_id == row.id)) or 0
    return row.public_id if answered < len(row.paper) else ""


def _last_asked(session: Session, person_id: int) -> dict[str, int]:
    """In which round each version of an item was asked last."""
    query = (
        select(RefresherResponse.item_sha256, func.max(RefresherRound.id))
        .join_from(RefresherRound, RefresherResponse)
        .where(RefresherRound.person_id == person_id)
        .group_by(RefresherResponse.item_sha256)
    )
    rows = session.execute(query)
    return {row[0]: row[1] for row in rows}


def _asked(holding: Holding, before: dict[str, int]) -> Asked:
    """The item of an objective that was asked longest ago; of several, the first in the quiz."""

    def last(one: Candidate) -> int:
        return before.get(one.quiz.sha256[one.item.id], 0)

    chosen = min(holding.candidates, key=last)
    [drawn] = draw(
        chosen.quiz.file.model_copy(update={"items": [chosen.item], "draw": None}),
        secrets.randbits(64),
    )
    return Asked(
        course=holding.course.id,
        objective=holding.objective,
        module=chosen.module,
        release_id=holding.course.release.release_id,
        quiz_sha256=chosen.quiz_sha256,
        item=chosen.item.id,
        shown=drawn.shown,
        memory=holding.memory,
    )
