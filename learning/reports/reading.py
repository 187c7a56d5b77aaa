"""Reading: the queue of reports, opening one, and what reviewers write.

The queue is by age in weeks and says nothing of what was told. Whoever opens the raw text is noted
before it is shown, see `note_opening`; opening itself happens outside any unit of work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from learning.errors import Conflict, NotFound, Stale
from learning.reports import keyring, parts
from learning.reports.models import OUTCOMES, HolderKey, Opening, Part, PartKey, Report
from learning.reports.parts import ReadyPart

TEXT_DAYS = 21
"""Days a reporter has to object to a text."""
OPEN_STATES = ("received", "in_review")
_GONE = "There is no such report. It may have been withdrawn or destroyed."
_MOVED = (
    "Something happened to this report while you wrote. Nothing was sent: read what is new, then "
    "send yours again."
)


@dataclass(frozen=True)
class Waiting:
    """A line of the queue. `mine` says whether one's own key opens all of it."""

    reference: str
    week: dt.date
    moved_week: dt.date
    state: str
    outcome: str | None
    waits_for: str
    mine: bool


@dataclass(frozen=True)
class Page:
    """Some lines of the queue, and where the next page begins (None at the end)."""

    lines: list[Waiting]
    next: str | None


def queue(
    session: Session, key_id: str | None, *, over: bool = False, after: str = "", most: int = 25
) -> Page:
    """The reports that are open, or those that are over, oldest week first.

    Within a week the order is that of random ids. `after` is what a page before gave as `next`.
    """
    states = ("closed", "withdrawn") if over else OPEN_STATES
    query = select(Report).where(Report.state.in_(states)).order_by(Report.week, Report.id)
    rows = list(session.scalars(_after(query, after).limit(most + 1)))
    shut = _shut(session, key_id, [one.id for one in rows])
    lines = [
        Waiting(
            reference=one.reference,
            week=one.week,
            moved_week=one.moved_week,
            state=one.state,
            outcome=one.outcome,
            waits_for=one.waits_for,
            mine=one.id not in shut,
        )
        for one in rows[:most]
    ]
    more = len(rows) > most
    return Page(lines, f"{rows[most - 1].week.isoformat()}.{rows[most - 1].id}" if more else None)


def number_open(session: Session) -> int:
    """How many reports are open."""
    query = select(func.count()).select_from(Report).where(Report.state.in_(OPEN_STATES))
    return session.scalar(query) or 0


@dataclass(frozen=True)
class Raw:
    """A report as it is stored, with the data keys that one key opens, by part."""

    id: str
    reference: str
    week: dt.date
    moved_week: dt.date
    state: str
    outcome: str | None
    waits_for: str
    version: int
    public: bytes
    parts: list[Part] = field(repr=False)
    wrapped: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True)
class Opened:
    """One part in the clear; `said` is None where one's own key does not open it."""

    number: int
    kind: str
    week: dt.date
    until: dt.date | None
    said: Mapping[str, str] | None = field(repr=False)


def raw(session: Session, reference: str, key_id: str) -> Raw:
    """A report with its sealed parts. Raises `NotFound`."""
    report = session.scalar(select(Report).where(Report.reference == reference))
    if report is None:
        raise NotFound(_GONE)
    found = parts.of(session, report.id)
    query = select(PartKey.part_id, PartKey.wrapped).where(
        PartKey.key_id == key_id, PartKey.part_id.in_([one.id for one in found])
    )
    return Raw(
        id=report.id,
        reference=report.reference,
        week=report.week,
        moved_week=report.moved_week,
        state=report.state,
        outcome=report.outcome,
        waits_for=report.waits_for,
        version=report.version,
        public=report.reporter_public,
        parts=found,
        wrapped=dict(session.execute(query).all()),
    )


def opened(found: Raw, private: bytes) -> list[Opened]:
    """The parts of a report in order, each opened where the key opens it."""
    return [
        Opened(one.number, one.kind, one.week, one.until, _said(found, one, private))
        for one in found.parts
    ]


def _said(found: Raw, part: Part, private: bytes) -> dict[str, str] | None:
    wrapped = found.wrapped.get(part.id)
    return None if wrapped is None else parts.opened(found.id, part, wrapped, private)


def note_opening(session: Session, report_id: str, person_id: int) -> None:
    """Note that somebody opens the raw text; the first time, the report is in review from then."""
    report = _held(session, report_id)
    if session.get(Opening, (report_id, person_id)) is None:
        session.add(Opening(report_id=report_id, person_id=person_id))
    if report.state == "received":
        report.state = "in_review"
    session.flush()


def write(session: Session, ready: ReadyPart, *, version: int, on: dt.date) -> None:
    """Store what a reviewer wrote. `version` is that of the report they were looking at.

    After a message or a text the reporter is next; a note moves nothing.
    """
    report = _open(session, ready.report_id, version)
    parts.store(session, report, ready, on=on)
    if ready.kind != "note":
        report.waits_for = "reporter"
    session.flush()


def close(session: Session, outcome: str, ready: ReadyPart, *, version: int, on: dt.date) -> None:
    """End reading with an outcome, and with words for the reporter."""
    assert outcome in OUTCOMES and ready.kind == "outcome", "the page offers these alone"
    report = _open(session, ready.report_id, version)
    parts.store(session, report, ready, on=on)
    report.state, report.outcome, report.waits_for = "closed", outcome, "nobody"
    session.flush()


def reopen(session: Session, report_id: str, *, version: int) -> None:
    """Take a closed report up again."""
    report = _held(session, report_id)
    if report.version != version:
        raise Stale(_MOVED)
    if report.state != "closed":
        raise Conflict("This report is not closed. Nothing was changed.")
    report.state, report.outcome, report.waits_for = "in_review", None, "reviewers"
    report.version += 1
    session.flush()


def key_of(session: Session, key_id: str) -> HolderKey:
    """A key in use, by its id."""
    key = session.get(HolderKey, key_id)
    if key is None or key.ended_on is not None:
        raise NotFound("That key is no longer in use.")
    return key


def holders(session: Session) -> dict[str, bytes]:
    """Whom what a reviewer writes is sealed to, the reporter apart."""
    return keyring.publics(keyring.holders(session))


def _open(session: Session, report_id: str, version: int) -> Report:
    report = _held(session, report_id)
    if report.version != version:
        raise Stale(_MOVED)
    if report.state not in OPEN_STATES:
        raise Conflict("This report is closed. Nothing was sent: take it up again first.")
    return report


def _held(session: Session, report_id: str) -> Report:
    report = session.get(Report, report_id, with_for_update=True)
    if report is None or report.state == "withdrawn":
        raise NotFound(_GONE)
    return report


def _after(query: Select[Report], after: str) -> Select[Report]:
    """The rows after a place in the queue; a place that nobody gave is the beginning."""
    week, _, last = after.partition(".")
    try:
        day = dt.date.fromisoformat(week)
    except ValueError:
        return query
    return query.where(tuple_(Report.week, Report.id) > tuple_(day, last))


def _shut(session: Session, key_id: str | None, report_ids: list[str]) -> set[str]:
    """The reports with a part that a key does not open."""
    mine = select(PartKey.part_id).where(PartKey.key_id == (key_id or ""))
    query = select(Part.report_id).where(Part.report_id.in_(report_ids), Part.id.not_in(mine))
    return set(session.scalars(query.distinct()))
