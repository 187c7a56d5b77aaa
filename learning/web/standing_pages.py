"""What supervisors' pages show: words and shapes for a status, rows of a grid, sentences to copy.

Nothing is decided here; `learning.supervision.status` does that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from flask import current_app
from markupsafe import Markup
from sqlalchemy.orm import Session

from learning.releases.shelf import LIBRARY
from learning.supervision import status as rules
from learning.supervision.grid import Cell, Choice, Clock, Grid, Row
from learning.supervision.service import TeamCounts, Wanting
from learning.supervision.sight import Sight
from learning.supervision.status import Status
from learning.web import database, moments, shelves
from learning.web.templating import day

#: shape and word of each status, and the words under which it can be chosen
WORDS: Mapping[Status, tuple[str, str]] = {
    Status.EXEMPT: ("exempt", "Exempt"),
    Status.PAUSED: ("paused", "Away"),
    Status.NOT_REQUIRED: ("neutral", "Not required"),
    Status.COMPLETE: ("complete", "Complete"),
    Status.EXPIRED: ("expired", "Ran out"),
    Status.OVERDUE: ("overdue", "Overdue"),
    Status.DUE_SOON: ("due", "Due soon"),
    Status.IN_PROGRESS: ("in-progress", "In progress"),
    Status.NOT_STARTED: ("not-started", "Not started"),
}
CHOICES = [
    ("", "Everybody"),
    ("wanting", "Due soon, overdue or run out"),
    ("renewal", "Can be renewed"),
    *((str(status), word) for status, (_, word) in WORDS.items()),
]
SORTS = [("name", "Name"), ("due", "Due first")]


def in_one_word() -> dict[Status, str]:
    """The word of each status, for lists."""
    return {status: word for status, (_, word) in WORDS.items()}


def clock() -> Clock:
    """Today, and what "soon" means here."""
    settings = current_app.extensions["settings"]
    return Clock(moments.now().date(), settings.due_soon_days)


@dataclass(frozen=True)
class CellShown:
    """A status with its shape, its word and the day that matters."""

    course: str
    code: str
    word: str
    note: str
    renewal: bool

    @property
    def drawn(self) -> Markup:
        """The shape and the words, as HTML: the same for everybody who stands there."""
        return _drawn(self.code, self.word, self.note, self.renewal and self.code == "complete")


@lru_cache(maxsize=8_192)
def _drawn(code: str, word: str, note: str, renewal: bool) -> Markup:
    template = current_app.jinja_env.get_template("team/cell.html")
    return Markup(template.render(code=code, word=word, note=note, renewal=renewal).strip())


@dataclass(frozen=True)
class RowShown:
    """A person of the grid."""

    href: str
    name: str
    #: where they are seen, if that is not in this team alone
    teams: str
    cells: Sequence[CellShown | None]


def titles(courses: Sequence[str], session: Session | None = None) -> dict[str, str]:
    """The titles of some courses; one that is gone keeps its id."""
    shelf, session = shelves.shelf(), session or database.session()
    known = set(shelf.active(session)) - {LIBRARY}
    return {one: shelf.course(session, one).front.title if one in known else one for one in courses}


def all_titles() -> dict[str, str]:
    """The titles of all courses."""
    return titles(list(shelves.shelf().active(database.session())))


def rows(found: Grid, named: Mapping[str, str], team: str) -> list[RowShown]:
    """The people of a grid, each with a cell for each of its courses."""
    return [_row(one, found.courses, named, team) for one in found.rows]


def _row(row: Row, courses: Sequence[str], named: Mapping[str, str], team: str) -> RowShown:
    member = row.member
    cells = [_cell(row.cells[one], named[one]) if one in row.cells else None for one in courses]
    elsewhere = "" if member.teams == (team,) else ", ".join(member.teams)
    return RowShown(f"/people/{member.public_id}", member.name, elsewhere, cells)


def _cell(cell: Cell, title: str) -> CellShown:
    code, word = WORDS[cell.standing.status]
    return CellShown(title, code, word, _note(cell), cell.standing.renewal_due)


def _note(cell: Cell) -> str:
    """The day that matters to a status, in few words."""
    dates, now = cell.dates, cell.standing.status
    said: Mapping[Status, tuple[str, dt.date | None]] = {
        Status.EXEMPT: ("until", dates.exempt_until),
        Status.PAUSED: ("until", dates.paused_until),
        Status.NOT_REQUIRED: ("completed", dates.completed_on),
        Status.COMPLETE: ("until", dates.valid_until),
        Status.EXPIRED: ("on", dates.valid_until),
    }
    before, on = said.get(now, ("by", dates.due))
    return f"{before} {short(on)}" if on else ""


def short(on: dt.date) -> str:
    """A day in a narrow cell: 3 Mar 2027."""
    return f"{on.day} {on:%b %Y}"


def summary(counts: Mapping[Status, int]) -> list[tuple[str, str]]:
    """How many courses of people stand where: shape and words, in one order, none that are none."""
    return [
        (code, f"{number} {word.lower()}")
        for status, (code, word) in WORDS.items()
        if (number := counts.get(status, 0))
    ]


def counted(number: int) -> str:
    """`1 person`, `2 people`."""
    return "1 person" if number == 1 else f"{number} people"


def leads_to(path: str, choice: Choice, **changed: str) -> str:
    """The address of a page with a choice, changed in some points."""
    asked = {name: value for name, value in (vars(choice) | changed).items() if value}
    if asked.get("sort") == "name":
        del asked["sort"]
    return f"{path}?{urlencode(asked)}" if asked else path


@dataclass(frozen=True)
class TeamShown:
    """A team in the list of a service."""

    href: str
    name: str
    depth: int
    people: str
    summary: Sequence[tuple[str, str]]


def team_row(one: TeamCounts, seen: Sight) -> TeamShown:
    """A team with its counts, set in by how far it lies below what one supervises."""
    team = one.team
    top = next(root.depth for root in seen.roots if team.path.startswith(root.path))
    deep = min(team.depth - top, 4)
    return TeamShown(
        f"/team/{team.public_id}", team.name, deep, counted(one.people), summary(one.counts)
    )


@dataclass(frozen=True)
class DueShown:
    """Something that asks to be done, in a list."""

    href: str
    name: str
    course: str
    code: str
    word: str
    note: str


def due_row(one: Wanting, named: Mapping[str, str]) -> DueShown:
    """A line of what is due: who, what, and by when."""
    cell = _cell(one.cell, named[one.cell.course])
    dates, now = one.cell.dates, one.cell.standing.status
    note = f"by {day(dates.due)}" if dates.due else ""
    if now is Status.EXPIRED and dates.valid_until:
        note = f"on {day(dates.valid_until)}"
    if now is Status.COMPLETE:
        note = f"to be renewed {note}"
    href = f"/people/{one.member.public_id}"
    return DueShown(href, one.member.name, cell.course, cell.code, cell.word, note)


@dataclass(frozen=True)
class CourseShown:
    """A course on somebody's page: everything that their supervisor may know of it."""

    id: str
    title: str
    code: str
    word: str
    renewal: bool
    explained: str
    facts: Sequence[tuple[str, str]]


def course(cell: Cell, title: str, now: Clock) -> CourseShown:
    """A course with its sentence and its dates."""
    code, word = WORDS[cell.standing.status]
    said = rules.explained(cell.dates, on=now.on, soon=now.soon)
    renewal = cell.standing.renewal_due
    return CourseShown(cell.course, title, code, word, renewal, said, _facts(cell))


def _facts(cell: Cell) -> list[tuple[str, str]]:
    dates, now = cell.dates, cell.standing.status
    release = f"Release {dates.release}" if dates.release else ""
    if dates.completed_on and not dates.release:
        release = "Completed elsewhere, as recorded by the employer"
    ran_out = now is Status.EXPIRED
    told = [
        ("Required since", _day(dates.required_since)),
        ("Away until", _day(dates.paused_until) if now is Status.PAUSED else ""),
        ("Exempt until", _day(dates.exempt_until) if now is Status.EXEMPT else ""),
        ("Due by", _day(dates.due) if rules.has_due_day(dates, now) else ""),
        ("Completed on", _day(dates.completed_on)),
        ("Counted until" if ran_out else "Counts until", _day(dates.valid_until)),
        ("Can be renewed from", _day(dates.renewal_opens) if now is Status.COMPLETE else ""),
        ("What was completed", release),
        ("Certificate", f"Made; its id is {dates.certificate}" if dates.certificate else ""),
    ]
    return [(term, value) for term, value in told if value]


def _day(on: dt.date | None) -> str:
    return day(on) if on else ""


def for_notes(name: str, courses: Sequence[CourseShown], on: dt.date) -> str:
    """A sentence a course, to be copied into the notes of supervision."""
    lines = [f"{one.title}: {one.explained}" for one in courses]
    return "\n".join([f"{name}, as of {day(on)} (Debrief):", *lines])
