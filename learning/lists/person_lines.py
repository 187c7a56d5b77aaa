"""The lines of a list of people, understood: one line a person and place, gathered by person."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from learning.lists.cell_values import (
    LONGEST_NAME,
    Wrong,
    address,
    day,
    line_of,
    number,
    sensible,
    yes,
)
from learning.lists.reading import Line, Listing
from learning.lists.there import KnownPerson, People
from learning.people.models import ROLES

_BETWEEN = re.compile(r"[\s,;|/]+")
_GIVEN = tuple(role for role in ROLES if role != "administrator")


@dataclass
class PersonLine:
    """What one line says."""

    number: int
    called: str
    name: str = ""
    email: str = ""
    team: str = ""
    #: None where the list has no such column
    supervises: bool | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    #: None where the cell is empty: then they stay as they are
    roles: frozenset[str] | None = None
    leaves_on: dt.date | None = None
    wrong: str = ""

    @property
    def says(self) -> tuple[object, ...]:
        """Everything but its number."""
        told = (self.called, self.name, self.email, self.team, self.supervises)
        return (*told, self.since, self.until, self.roles, self.leaves_on)


@dataclass
class Group:
    """All lines about one person; what they say of the person is one thing."""

    called: str
    known: KnownPerson | None
    #: the account was found by its address and gets the list's number
    links: bool = False
    lines: list[PersonLine] = field(default_factory=list)
    name: str = ""
    email: str = ""
    roles: frozenset[str] | None = None
    leaves_on: dt.date | None = None

    @property
    def wrong(self) -> bool:
        """Whether anything is wrong with it, so that nothing of it is done."""
        return any(line.wrong for line in self.lines)

    def refuse(self, text: str) -> None:
        """Say of each of its lines what is wrong with the person."""
        for line in self.lines:
            line.wrong = line.wrong or text


def understood(listing: Listing, *, on: dt.date) -> list[PersonLine]:
    """Every line; what is wrong with its cells is said in it."""
    return [_understood(line, listing, on=on) for line in listing.lines]


def _understood(line: Line, listing: Listing, *, on: dt.date) -> PersonLine:
    made = PersonLine(line.number, line.cell("person_id"), wrong=line.wrong)
    if made.wrong:
        return made

    def day_of(column: str) -> dt.date | None:
        found = day(line.cell(column), column=column, serials=listing.is_workbook)
        return sensible(found, column=column, on=on)

    try:
        made.called = number(line.cell("person_id"), column="person_id")
        made.name = line_of(line.cell("name"), column="name", most=LONGEST_NAME)
        made.email = address(line.cell("email"))
        made.team = line.cell("team_id")
        if listing.has("supervises"):
            made.supervises = yes(line.cell("supervises"), column="supervises")
        made.since, made.until = day_of("since"), day_of("until")
        made.roles, made.leaves_on = _roles(line.cell("roles")), day_of("leaves_on")
        made.wrong = _wrong(made, on=on)
    except Wrong as wrong:
        made.wrong = str(wrong)
    return made


def _wrong(line: PersonLine, *, on: dt.date) -> str:
    if not line.called and not line.email:
        return "It names nobody. Give each line a person_id."
    if line.until is not None and line.until < (line.since or on):
        first = "since" if line.since else "today, and since is empty"
        return f"until is before {first}. Exchange them, or correct one."
    if not line.team and (line.since or line.until or line.supervises):
        return "It tells of a place and names no team. Write its team_id, or empty the other cells."
    return ""


def _roles(text: str) -> frozenset[str] | None:
    named = [one.casefold() for one in _BETWEEN.split(text) if one]
    for role in named:
        if role == "administrator":
            raise Wrong(
                "No list makes administrators. Take it out of roles; an administrator gives the "
                "role on the person's page."
            )
        if role not in _GIVEN:
            near = difflib.get_close_matches(role, _GIVEN, 1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise Wrong(f"There is no role '{role[:40]}'.{hint} Roles are {', '.join(_GIVEN)}.")
    return frozenset(named) - {"learner"} if named else None


def grouped(lines: Iterable[PersonLine], people: People) -> list[Group]:
    """The lines by person: by number, else by the id here, else by the address of an account."""
    lines = list(lines)
    numbers = {line.called for line in lines}
    groups: dict[str | int, Group] = {}
    for line in lines:
        if not line.called and not line.email:
            groups[f"line {line.number}"] = Group("", None, lines=[line])
            continue
        known, links = _account(line, people, numbers)
        key = known.id if known else line.called or line.email
        group = groups.setdefault(key, Group(line.called, known, links))
        _join(group, line)
    made = list(groups.values())
    for group in made:
        _settle(group)
    return made


def _account(
    line: PersonLine, people: People, numbers: set[str]
) -> tuple[KnownPerson | None, bool]:
    """Whose account a line is about, and whether it gets the list's number only now."""
    known = people.find(line.called) if line.called else None
    if known is not None:
        return known, False
    held = people.by_email.get(line.email) if line.email else None
    if held is None:
        if not line.called:
            line.wrong = line.wrong or (
                "It has no person_id, and nobody here has the address. Give it a person_id."
            )
        return None, False
    if not line.called:
        return held, False
    if held.external_id is None:
        return held, True
    if held.external_id in numbers:
        return None, False  # that person may be getting another address in this list
    line.wrong = line.wrong or (
        f"The account with this address has the person_id '{held.external_id}' here. "
        "Use that number, or correct the address."
    )
    return None, False


def _join(group: Group, line: PersonLine) -> None:
    if line.called and group.called and line.called != group.called:
        text = "Line {} gives the same account another person_id. Keep one of the two."
        line.wrong = line.wrong or text.format(group.lines[0].number)
        group.refuse(text.format(line.number))
    group.called = group.called or line.called
    group.lines.append(line)


def _settle(group: Group) -> None:
    """Take what the lines say of the person; where they contradict each other, all are wrong."""
    for what in ("name", "email", "roles", "leaves_on"):
        said = {getattr(line, what): line.number for line in reversed(group.lines)}
        given = {value: number for value, number in said.items() if value not in ("", None)}
        if len(given) > 1:
            numbers = " and ".join(str(one) for one in sorted(given.values())[:2])
            group.refuse(f"Lines {numbers} give this person two values of {what}. Keep one.")
        if given:
            setattr(group, what, next(iter(given)))
