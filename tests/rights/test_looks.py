"""A person's copy tells who looked at what they completed and who changed what is theirs."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.audit import noting
from learning.audit.noting import Line
from learning.people import places, teams
from learning.people.models import Person
from learning.people.places import Span
from learning.people.teams import Naming
from learning.releases.shelf import Shelf
from learning.rights import copying, looks
from tests.builders import AT, Cast
from tests.rights.test_copying import as_json

DAY = dt.timedelta(days=1)
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def ids(session: Session, people: Cast) -> dict[str, str]:
    """The public ids of the cast."""
    rows = session.execute(select(Person.email, Person.public_id))
    return {row.email.partition("@")[0]: row.public_id for row in rows}


def note(session: Session, act: str, kind: str, subject: str, actor: str, day: int = 0) -> None:
    noting.note(session, Line(act, kind, subject, actor, "a note"), at=AT + day * DAY)


def told(session: Session, person_id: int, name: str) -> list[tuple[object, ...]]:
    [sheet] = [one for one in looks.sheets(LONDON) if one.name == name]
    rows = [tuple(row.values()) for row in sheet.rows(session, person_id)]
    assert sheet.count(session, person_id) == len(rows)
    return rows


def test_looks_and_changes_are_told_by_day_with_who_it_was(
    session: Session, people: Cast, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "_AT_ONCE", 2)
    on = AT.date()
    team = teams.make(session, Naming("North"), None)
    span = Span(on, on + 3 * DAY)
    places.put(session, people.alice, team, span, supervises=False, on=on)
    alice, bob, olu = ids["alice"], ids["bob"], ids["olu"]
    note(session, "person.seen", "person", alice, bob)
    note(session, "team.seen", "team", team.public_id, bob, day=1)
    note(session, "place.given", "person", alice, olu, day=1)
    note(session, "person.changed", "person", alice, "gone", day=2)
    note(session, "team.exported", "team", team.public_id, bob, day=3)
    note(session, "team.exported", "team", team.public_id, bob, day=4)  # no longer there
    note(session, "person.changed", "person", ids["charlie"], olu, day=4)
    note(session, "person.changed", "person", alice, "", day=5)
    assert [(*row[:3], row[4]) for row in told(session, people.alice, "looks_and_changes")] == [
        (on + 5 * DAY, "the command line, or Debrief itself", "person.changed", None),
        (on + 3 * DAY, "Bob Supervisor", "team.exported", "North"),
        (on + 2 * DAY, "somebody who has been erased", "person.changed", None),
        (on + DAY, "Olu Administrator", "place.given", None),
        (on + DAY, "Bob Supervisor", "team.seen", "North"),
        (on, "Bob Supervisor", "person.seen", None),
    ]


def test_what_somebody_did_is_told_without_whom_it_was_done_to(
    session: Session, people: Cast, ids: dict[str, str]
) -> None:
    note(session, "person.seen", "person", ids["alice"], ids["bob"])
    [(at, act, words, said)] = told(session, people.bob, "acts")
    assert (at, act, words, said) == (AT, "person.seen", "looked at the page of", "a note")
    assert told(session, people.alice, "acts") == []


def test_a_day_is_that_of_the_installations_zone(
    session: Session, people: Cast, ids: dict[str, str]
) -> None:
    summer = dt.datetime(2027, 7, 1, 23, 30, tzinfo=dt.UTC)
    noting.note(session, Line("person.seen", "person", ids["alice"], ids["bob"]), at=summer)
    [row] = told(session, people.alice, "looks_and_changes")
    assert row[0] == dt.date(2027, 7, 2)


def test_both_are_in_the_copy(session: Session, people: Cast, ids: dict[str, str]) -> None:
    note(session, "person.changed", "person", ids["alice"], ids["olu"])
    held = as_json(session, people.alice)
    assert held["looks_and_changes"][0]["by"] == "Olu Administrator"
    assert held["acts"] == []
    titles = [one.title for one in copying.sheets(Shelf(seconds=0))]
    assert "Who looked at what you completed, and who changed your account" in titles
