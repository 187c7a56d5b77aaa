"""Whom a list touched is found in the audit lines, on both databases."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.audit import queries
from learning.audit.models import AuditLine
from learning.audit.queries import Sought
from learning.db import Database
from learning.lists import importing
from learning.people.models import Person, Team
from tests.builders import AT, Cast, published
from tests.lists.lists import PEOPLE, TEAMS, brought, looked_at
from tests.statements import statements

LATER = AT + dt.timedelta(days=1)


def acts(session: Session, kind: str, subject: str) -> list[str]:
    """What was done to somebody or something, the oldest first."""
    which = (AuditLine.subject_kind == kind) & (AuditLine.subject == subject)
    found = session.scalars(select(AuditLine).where(which).order_by(AuditLine.id)).all()
    assert {(one.note, one.actor) for one in found} <= {("by a list", "")}
    return [one.act for one in found]


def person(session: Session, external_id: str) -> str:
    return session.scalars(select(Person.public_id).where(Person.external_id == external_id)).one()


def team(session: Session, external_id: str) -> str:
    return session.scalars(select(Team.public_id).where(Team.external_id == external_id)).one()


def test_what_became_of_a_team_stands_in_its_lines(session: Session) -> None:
    brought(session, TEAMS)
    brought(session, "team_id,name,parent_id\nN1,Moved,S\nN2,North long term,S\nS,Other,\n")
    found = [acts(session, "team", team(session, one)) for one in ("N", "N1", "N2", "S")]
    assert found == [
        ["team.made"],
        ["team.made", "team.changed", "team.moved"],
        ["team.made", "team.moved"],
        ["team.made", "team.changed"],
    ]


def test_what_became_of_a_person_stands_in_their_lines(session: Session) -> None:
    brought(session, TEAMS)
    brought(session, PEOPLE)
    changed = PEOPLE.replace("N1,no,2027-01-04", "S,no,").replace("Jo Reid", "Jo Ray")
    changed = changed.replace("2026-09-01,", "2026-09-01,2027-12-31").replace(
        "3,Kit Vale,kit@example.org,,,,,,", f"3,Kit Vale,kit@example.org,,,,,,{LATER.date()}"
    )
    brought(session, changed, at=LATER)
    assert acts(session, "person", person(session, "1")) == [
        *("person.made", "place.given", "place.ended", "place.given"),
    ]
    assert acts(session, "person", person(session, "2")) == [
        *("person.made", "place.given", "person.changed", "place.changed"),
    ]
    assert acts(session, "person", person(session, "3")) == ["person.made", "person.deactivated"]
    brought(session, changed, at=LATER)
    assert len(acts(session, "person", person(session, "1"))) == 4


def test_what_a_person_completed_before_stands_in_their_lines(
    session: Session, database: Database, cast: Cast
) -> None:
    published(database)
    head = "email,course,completed_on,valid_until,source\n"
    brought(session, f"{head}alice@demo.invalid,crew,2026-11-30,2027-11-30,Old system\n")
    brought(session, f"{head}alice@demo.invalid,crew,2026-11-30,,Old system\n")
    alice = session.get_one(Person, cast.alice).public_id
    assert acts(session, "person", alice) == ["completion.added", "completion.changed"]


def test_a_search_by_person_and_by_who_did_it_finds_them(session: Session, cast: Cast) -> None:
    olu = session.get_one(Person, cast.olu).public_id
    plan = looked_at(session, "person_id,name,email\nA1,Alice New,alice@demo.invalid\n")
    importing.apply(session, plan, at=AT, by=olu)
    alice = session.get_one(Person, cast.alice).public_id
    for sought in (Sought(person=alice), Sought(actor=olu), Sought(act="person.changed")):
        [line] = queries.page(session, sought).lines
        assert (line.actor, line.act, line.subject) == (olu, "person.changed", alice)
        assert (line.at, line.note) == (AT, "by a list")


def test_all_lines_are_added_in_one_statement(session: Session) -> None:
    brought(session, TEAMS)
    rows = "".join(f"P{n},Person {n},p{n}@x.org,N1\n" for n in range(20))
    with statements(session) as sent:
        brought(session, f"person_id,name,email,team_id\n{rows}")
    assert len([one for one in sent if "INSERT INTO audit_line" in one]) == 1
    assert len(queries.page(session, Sought(act="place.given")).lines) == 20
