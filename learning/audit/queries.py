"""Reading audit lines: a page at a time or all of them, always the newest first.

Nothing here counts: a line is found by the keys of the table, however many there are. Who is behind
an id is for whoever shows the lines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select, union_all
from sqlalchemy.orm import Session

from learning.audit.models import AuditLine
from learning.errors import NotFound

PAGE = 50
#: lines are numbered in the order of their moments, but for clocks that differ by less than this
_SLACK = dt.timedelta(hours=1)
_HIGHEST = 2**31 - 1
_NO_PAGE = "There is no such page. Begin with the newest lines."


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which lines are looked for; what is empty leaves nothing out.

    `actor` and `person` are public ids; `since` is the first moment, `before` the first too late.
    """

    actor: str = ""
    person: str = ""
    act: str = ""
    since: dt.datetime | None = None
    before: dt.datetime | None = None


@dataclass(frozen=True)
class Read:
    """A line as it was written. `number` tells where in the list it stands."""

    number: int
    at: dt.datetime
    actor: str
    act: str
    kind: str
    subject: str
    note: str


@dataclass(frozen=True)
class Lines:
    """A page of lines, and what to ask for the next one with."""

    lines: Sequence[Read]
    earlier: str


def page(session: Session, sought: Sought, after: str = "", *, most: int = PAGE) -> Lines:
    """The newest lines that are sought, `most` at a time from the one after `after`."""
    rows = _select(session, sought).order_by(AuditLine.id.desc()).limit(most + 1)
    if after:
        rows = rows.where(AuditLine.id < _number(after))
    return _lines([_read(one) for one in session.scalars(rows)], most)


@dataclass(frozen=True)
class Within:
    """A team, by its public id, and the moments between which somebody belonged to it."""

    team: str
    since: dt.datetime
    before: dt.datetime | None = None


def looks_at(
    session: Session, person: str, teams: Collection[Within], after: str = "", *, most: int = PAGE
) -> Lines:
    """Who looked at what a person has completed: at their page, or at a team while it was theirs.

    The person is named by their public id. Whoever shows the lines tells the day and not the time.
    """
    wanted = [_about("person", person, ["person.seen", "person.reminded"])]
    for one in teams:
        seen = _about("team", one.team, ["team.seen", "team.exported"])
        seen &= AuditLine.at >= one.since
        wanted.append(seen if one.before is None else seen & (AuditLine.at < one.before))
    if after:
        wanted = [one & (AuditLine.id < _number(after)) for one in wanted]
    newest = select(AuditLine.id).order_by(AuditLine.id.desc()).limit(most + 1)
    found = union_all(*(select(newest.where(one).subquery().c.id) for one in wanted)).subquery()
    rows = select(AuditLine).where(AuditLine.id.in_(select(found.c.id)))
    read = session.scalars(rows.order_by(AuditLine.id.desc()).limit(most + 1))
    return _lines([_read(one) for one in read], most)


def about(session: Session, person: str) -> Iterator[Read]:
    """Every line about a person."""
    return _every(session, (AuditLine.subject_kind == "person") & (AuditLine.subject == person))


def by(session: Session, person: str) -> Iterator[Read]:
    """Every line of what a person did."""
    return _every(session, AuditLine.actor == person)


def _every(session: Session, which: ColumnElement[bool]) -> Iterator[Read]:
    rows = select(AuditLine).where(which).order_by(AuditLine.id.desc())
    return (_read(one) for one in session.scalars(rows.execution_options(yield_per=PAGE)))


def _select(session: Session, sought: Sought) -> Select[AuditLine]:
    rows = select(AuditLine)
    if sought.actor:
        rows = rows.where(AuditLine.actor == sought.actor)
    if sought.person:
        rows = rows.where(AuditLine.subject_kind == "person", AuditLine.subject == sought.person)
    if sought.act:
        rows = rows.where(AuditLine.act == sought.act)
    if sought.since:
        rows = rows.where(AuditLine.at >= sought.since)
        last = select(AuditLine.id).where(AuditLine.at < sought.since - _SLACK)
        number = session.scalar(last.order_by(AuditLine.at.desc()).limit(1))
        rows = rows if number is None else rows.where(AuditLine.id > number)
    if sought.before:
        rows = rows.where(AuditLine.at < sought.before)
        first = select(AuditLine.id).where(AuditLine.at >= sought.before + _SLACK)
        number = session.scalar(first.order_by(AuditLine.at).limit(1))
        rows = rows if number is None else rows.where(AuditLine.id < number)
    return rows


def _about(kind: str, subject: str, acts: Sequence[str]) -> ColumnElement[bool]:
    same = (AuditLine.subject_kind == kind) & (AuditLine.subject == subject)
    return same & AuditLine.act.in_(acts)


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
    if not 0 < number <= _HIGHEST:
        raise NotFound(_NO_PAGE)
    return number


def _lines(found: Sequence[Read], most: int) -> Lines:
    return Lines(found[:most], str(found[most - 1].number) if len(found) > most else "")


def _read(one: AuditLine) -> Read:
    return Read(one.id, one.at, one.actor, one.act, one.subject_kind, one.subject, one.note)
