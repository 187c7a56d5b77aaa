"""Audit lines in words, with the names that are behind their ids now, on a page and as a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy.orm import Session

from learning.audit import queries, wording
from learning.audit.acts import ACTS
from learning.audit.queries import Read, Sought
from learning.db import Database
from learning.people.naming import people_named, teams_named
from learning.people.queries import Listed, called
from learning.supervision.naming import requirements_named
from learning.web import database
from learning.web.audit_forms import BY, TO, AuditForm, in_list
from learning.web.chosen_pages import MEANT
from learning.web.templating import begun, day

ADDRESS = "/admin/audit"
_AT_ONCE = 500
_HEADS = ("at", "by", "by_id", "act", "in_words", "to", "to_kind", "to_id", "note")


@dataclass(frozen=True)
class Told:
    """A line as it is read: "Olu Administrator", "made a link for", "Alice Learner"."""

    when: str
    who: str
    did: str
    whom: str
    note: str


@dataclass(frozen=True)
class Names:
    """Who and what is behind the ids of some lines. `titles` are those of courses."""

    people: Mapping[str, str]
    teams: Mapping[str, str]
    requirements: Mapping[str, tuple[str, str]]
    titles: Mapping[str, str]

    @classmethod
    def of(cls, session: Session, lines: Sequence[Read], titles: Mapping[str, str]) -> Names:
        """Look them up, a query for each kind."""
        ids = {kind: [one.subject for one in lines if one.kind == kind] for kind in _NAMED}
        people = [*ids["person"], *(one.actor for one in lines)]
        return cls(
            people_named(session, people),
            teams_named(session, ids["team"]),
            requirements_named(session, ids["requirement"]),
            titles,
        )

    def actor(self, one: Read) -> str:
        """Who did it, at the beginning of a sentence."""
        if not one.actor:
            return begun(wording.PLATFORM)
        return self.people.get(one.actor, begun(wording.ERASED))

    def subject(self, one: Read) -> str:
        """Whom or what it was done to; empty where the act says all."""
        tell = _NAMED.get(one.kind)
        return tell(self, one.subject) if tell else ""

    def person(self, public_id: str) -> str:
        """Somebody by their id."""
        return self.people.get(public_id, wording.ERASED)

    def _team(self, public_id: str) -> str:
        return self.teams.get(public_id, "a team that is no more")

    def _requirement(self, public_id: str) -> str:
        if public_id not in self.requirements:
            return "a requirement that was taken away"
        course, team = self.requirements[public_id]
        return f"the requirement of “{self.titles.get(course, course)}” for {team or 'everybody'}"

    def _setting(self, key: str) -> str:
        return f"“{MEANT[key].label}”" if key in MEANT else key

    def _course(self, course: str) -> str:
        return f"“{self.titles.get(course, course)}”"

    def _file(self, kind: str) -> str:
        return f"the list of {kind}" if kind else "a list"


_NAMED = {
    "person": Names.person,
    "team": Names._team,
    "requirement": Names._requirement,
    "setting": Names._setting,
    "file": Names._file,
    "course": Names._course,
}


def zone() -> ZoneInfo:
    """The zone in which a day begins and ends."""
    return ZoneInfo(current_app.extensions["settings"].timezone)


def told(session: Session, lines: Sequence[Read], titles: Mapping[str, str]) -> list[Told]:
    """Lines as they are read on the page."""
    names, here = Names.of(session, lines, titles), zone()
    return [
        Told(
            _moment(one.at.astimezone(here)),
            names.actor(one),
            ACTS.get(one.act, one.act),
            names.subject(one),
            one.note,
        )
        for one in lines
    ]


def rows(
    opened: Database, sought: Sought, titles: Mapping[str, str], here: ZoneInfo
) -> Iterator[Sequence[str]]:
    """Every line that is sought, the newest first, under the names of its columns.

    Each batch has a unit of its own: who reads slowly holds nothing up.
    """
    yield _HEADS
    after, more = "", True
    while more:
        with opened.reading() as session:
            found = queries.page(session, sought, after, most=_AT_ONCE)
            names = Names.of(session, found.lines, titles)
        yield from (_row(one, names, here) for one in found.lines)
        after, more = found.earlier, bool(found.earlier)


def candidates(form: AuditForm) -> list[tuple[Listed, str]]:
    """Who may be meant by what was typed, each with the address that chooses them."""
    found = called(database.session(), form.q.data) if form.q.data else []
    chosen, role = form.chosen(), form.role.data
    return [(one, f"{ADDRESS}?{urlencode(chosen | {role: one.public_id})}") for one in found]


def kept(form: AuditForm) -> list[tuple[str, str, str]]:
    """What is looked for, each with what it is, in words, and the address without it.

    Nothing of a form with a mistake.
    """
    if form.errors:
        return []
    chosen = form.chosen()
    named = people_named(database.session(), [chosen.get(BY, ""), chosen.get(TO, "")])
    told = {
        BY: ("Done by", named.get(chosen.get(BY, ""), wording.ERASED)),
        TO: ("Done to", named.get(chosen.get(TO, ""), wording.ERASED)),
        "act": ("What was done:", in_list(chosen["act"]) if "act" in chosen else ""),
        "since": ("From", day(form.since.data) if form.since.data else ""),
        "until": ("Until", day(form.until.data) if form.until.data else ""),
    }
    return [(*told[one], _address({**chosen, one: ""})) for one in told if one in chosen]


def address(form: AuditForm, **more: str) -> str:
    """The page with what is looked for."""
    return _address({**form.chosen(), **more})


def _address(named: Mapping[str, str]) -> str:
    asked = urlencode({name: text for name, text in named.items() if text})
    return f"{ADDRESS}?{asked}" if asked else ADDRESS


def _moment(local: dt.datetime) -> str:
    return f"{day(local.date())}, {local:%H:%M}"


def _row(one: Read, names: Names, here: ZoneInfo) -> list[str]:
    at = one.at.astimezone(here).isoformat(timespec="seconds")
    who, words = names.actor(one), ACTS.get(one.act, one.act)
    whom = names.subject(one)
    return [at, who, one.actor, one.act, words, whom, one.kind, one.subject, one.note]
