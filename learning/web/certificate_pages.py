"""What a certificate shows, on its page and on paper: the same words in both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from learning.progress.certificates import Completed
from learning.signing.statements import Statement
from learning.web.templating import day, minutes

_LIMITS = (
    "It gives no score: everybody may try as often as they like. It does not show that anybody is "
    "competent or that children are safer. It shows that the course was completed."
)
_CHECK = (
    "This file carries what it says as signed data. Anybody can check it without asking us: open "
    "it on the checking page of whoever issued it, or run the command learning verify on it. Only "
    "what the check reads out is certain, not what is printed here."
)


@dataclass(frozen=True)
class Shown:
    """A certificate in words."""

    id: str
    name: str
    title: str
    issuer: str
    issued_on: str
    invented: bool
    rows: Sequence[tuple[str, str]]
    limits: str = _LIMITS
    check: str = _CHECK


@dataclass(frozen=True)
class Row:
    """A completed course on the record: its certificate, or how to make one."""

    title: str
    completed: str
    until: str
    href: str | None
    act: str


def shown(said: Statement) -> Shown:
    """A certificate's statement in words."""
    return Shown(
        id=said["id"],
        name=said["name"],
        title=said["title"],
        issuer=said["issuer"] or "an installation that gives no name",
        issued_on=said["issued_on"],
        invented=bool(said.get("invented")),
        rows=[
            ("Completed on", _day(said["completed_on"])),
            ("Valid until", until(said["valid_until"])),
            ("Stated length", minutes(said["minutes"])),
            ("Course as published", f"Release {said['release']} (content {said['manifest']})"),
            ("Issued by", _issuer(said)),
            ("Issued on", _day(said["issued_on"])),
            ("Certificate", said["id"]),
        ],
    )


def row(one: Completed) -> Row:
    """A completion as the record lists it."""
    course, on = one.course.id, one.completed_on.isoformat()
    return Row(
        title=one.course.front.title,
        completed=day(one.completed_on),
        until=day(one.valid_until) if one.valid_until else "Does not run out",
        href=f"/record/certificates/{one.certificate}" if one.certificate else None,
        act=f"/record/courses/{course}/{on}/certificate",
    )


def until(text: str | None) -> str:
    """The last day something counts, in words."""
    return _day(text) if text else "Does not run out"


def file_name(said: Statement) -> str:
    """A safe name for a downloaded certificate, without its ending: no name of a person."""
    return f"certificate-{said['course']}-{said['completed_on']}"


def _issuer(said: Statement) -> str:
    name = said["issuer"] or "An installation that gives no name"
    return f"{name} ({said['origin']})" if said["origin"] else str(name)


def _day(text: str) -> str:
    return day(dt.date.fromisoformat(text))
