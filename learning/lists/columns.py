"""The three kinds of list, and what their columns are called.

A list tells its kind by its head: the row of names above the lines.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learning.errors import Invalid

_BETWEEN = re.compile(r"[\s_\-./]+")


@dataclass(frozen=True)
class Kind:
    """A kind of list: its columns in the order in which they are written, each with its meaning."""

    name: str
    title: str
    #: for each column whether a list must have it, and what to write in it
    columns: Mapping[str, tuple[bool, str]]

    @property
    def needed(self) -> list[str]:
        """The columns without which a list cannot be read."""
        return [name for name, (needed, _) in self.columns.items() if needed]


TEAMS = Kind(
    "teams",
    "Teams",
    {
        "team_id": (True, "Your own number or short name of the team. It stays the same for ever."),
        "name": (True, "What the team is called."),
        "parent_id": (False, "The team_id of the team it lies in; empty for one at the top."),
    },
)
PEOPLE = Kind(
    "people",
    "People and their places in teams",
    {
        "person_id": (True, "Your own number of the person. By it they are known again."),
        "name": (True, "The name they go by at work."),
        "email": (True, "What they sign in with. One person, one address."),
        "team_id": (False, "The team they work in; empty for none. Several places: a line each."),
        "supervises": (False, "yes or no: whether they supervise that team. Empty is no."),
        "since": (False, "The first day of the place; empty is today, or as it is here."),
        "until": (False, "The last day of the place; empty for no end."),
        "roles": (False, "learner, supervisor, author or reviewer, several with spaces between."),
        "leaves_on": (
            False,
            "The first day on which they no longer work with you. Their places end the day "
            "before; a list that comes in on that day or later deactivates the account.",
        ),
    },
)
COMPLETIONS = Kind(
    "completions",
    "Past completions",
    {
        "person_id": (False, "Your own number of the person; or give their address."),
        "email": (False, "Their e-mail address, where there is no person_id."),
        "course": (True, "The id of the course here, as it stands in the course's address."),
        "completed_on": (True, "The day on which it was completed."),
        "valid_until": (False, "The last day on which it counts; empty where it does not run out."),
        "source": (True, "Where it is recorded: the name of a system or of a provider."),
    },
)
KINDS = {one.name: one for one in (TEAMS, PEOPLE, COMPLETIONS)}
_ALSO = {
    "employee_id": "person_id",
    "employee_number": "person_id",
    "staff_id": "person_id",
    "e_mail": "email",
    "email_address": "email",
    "e_mail_address": "email",
    "mail": "email",
    "full_name": "name",
    "person_name": "name",
    "team_name": "name",
    "team": "team_id",
    "parent": "parent_id",
    "parent_team_id": "parent_id",
    "supervisor": "supervises",
    "from": "since",
    "to": "until",
    "role": "roles",
    "leaving_date": "leaves_on",
    "course_id": "course",
    "completed": "completed_on",
    "completion_date": "completed_on",
    "expires_on": "valid_until",
    "expires": "valid_until",
    "provenance": "source",
}


@dataclass(frozen=True)
class Head:
    """The head of a list: its kind, and which column each cell stands in."""

    kind: Kind
    columns: Sequence[str]


def head_of(cells: Sequence[str]) -> Head:
    """Read a head. `Invalid` where a column is unknown, missing, or there twice."""
    names = [_known(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    kind = max(KINDS.values(), key=lambda one: len(set(names) & set(one.columns)))
    if not set(names) & set(kind.columns):
        raise Invalid(f"The first line must name the columns. {_all_kinds()}")
    for name, cell in zip(names, cells, strict=False):
        if name not in kind.columns:
            raise Invalid(_unknown(kind, name, cell.strip()))
        if names.count(name) > 1:
            raise Invalid(f"The column '{name}' is there twice. Take one of them out.")
    missing = [name for name in kind.needed if name not in names]
    if missing:
        raise Invalid(_missing(kind, missing))
    if kind is COMPLETIONS and not {"person_id", "email"} & set(names):
        raise Invalid("A list of completions names people by 'person_id' or 'email'. Add one.")
    return Head(kind, names)


def _known(cell: str) -> str:
    name = _BETWEEN.sub("_", cell.strip().casefold()).strip("_")
    return _ALSO.get(name, name)


def _unknown(kind: Kind, name: str, cell: str) -> str:
    listed = ", ".join(kind.columns)
    if not cell:
        return f"A column has no name. A list of {kind.name} has the columns {listed}."
    near = difflib.get_close_matches(name, kind.columns, 1)
    meant = f" Did you mean '{near[0]}'?" if near else ""
    return (
        f"A list of {kind.name} has no column '{cell[:60]}'.{meant} "
        f"It has the columns {listed}. Rename the column, or take it out."
    )


def _missing(kind: Kind, missing: Sequence[str]) -> str:
    named = " and ".join(f"'{name}'" for name in missing)
    which = "the column" if len(missing) == 1 else "the columns"
    return f"A list of {kind.name} needs {which} {named}. Add it to the first line. {_all_kinds()}"


def _all_kinds() -> str:
    told = [f"{one.name} ({', '.join(one.columns)})" for one in KINDS.values()]
    return f"The kinds of list are: {'; '.join(told)}."
