"""Lists taken out: brought in again they change nothing, whatever stands in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from learning.db import Database, open_database, schema
from learning.lists import exporting
from learning.lists.findings import counted
from learning.lists.writing import FORMATS
from learning.people import joining, places, teams
from learning.people.models import Person, Team
from learning.people.places import Span
from learning.people.teams import Naming
from learning.progress.models import PastCompletion
from learning.tables import METADATA
from tests.builders import AT, Cast, published
from tests.lists.lists import ON, PEOPLE, TEAMS, brought, looked_at

NASTY = st.text(st.sampled_from("=+-@'\"\n\r\t ,;|x🙂é≤_"), min_size=1, max_size=12).filter(
    lambda text: text.strip() != ""
)
KINDS = ("teams", "people", "completions")


def taken(session: Session, kind: str, form: str = "csv") -> bytes:
    return b"".join(FORMATS[form](exporting.rows(session, kind, on=ON)))


def table(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("form", list(FORMATS))
def test_what_is_taken_out_and_brought_in_again_changes_nothing(
    session: Session, database: Database, cast: Cast, form: str
) -> None:
    published(database)
    brought(session, TEAMS)
    brought(session, PEOPLE)
    brought(session, "person_id,course,completed_on,source\n1,crew,2026-11-30,=Old\n")
    for kind in KINDS:
        plan = looked_at(session, taken(session, kind, form))
        assert plan.kind.name == kind and not plan.changes
        assert [words for words, _ in counted(plan.findings)] == ["unchanged"]


@pytest.fixture(scope="module")
def empty() -> Iterator[Database]:
    """A database of its own, for many examples."""
    opened = open_database("sqlite://")
    schema.upgrade(opened, METADATA)
    yield opened
    opened.close()


@contextmanager
def undone(database: Database) -> Iterator[Session]:
    session, end = database.session(writes=True)
    try:
        yield session
    finally:
        end()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(NASTY, NASTY, NASTY, st.booleans(), st.sampled_from(sorted(FORMATS)))
def test_no_name_is_so_nasty_that_it_comes_back_as_another(
    empty: Database, person: str, team: str, source: str, numbered: bool, form: str
) -> None:
    with undone(empty) as session:
        number = "'=1" if numbered else None
        made = teams.make(session, Naming("x", number), None)
        below = teams.make(session, Naming("y"), made)
        ann = joining.add(session, joining.NewPerson("x", "o'neill+a@x.org", None), at=AT)
        session.execute(update(Team).values(name=team))
        session.execute(update(Person).values(name=person, external_id=number))
        session.expire_all()
        places.put(session, ann, below, Span(ON), supervises=True, on=ON)
        day = AT.date()
        row = PastCompletion(person_id=ann, course="crew", completed_on=day, added_on=day)
        row.source = source
        session.add(row)
        session.flush()
        for kind in ("teams", "people"):
            plan = looked_at(session, taken(session, kind, form))
            assert [words for words, _ in counted(plan.findings)] == ["unchanged"], plan.findings
        [_, cells] = table(taken(session, "completions"))
        assert cells[-1].startswith("'") or not source.startswith(tuple("=+-@\t\r\n"))


def test_what_is_closed_ended_or_deactivated_is_left_out(session: Session, cast: Cast) -> None:
    brought(session, TEAMS)
    brought(session, PEOPLE)
    brought(session, PEOPLE.replace("N1,no,2027-01-04,", "N1,no,2027-01-04,2027-02-01"))
    brought(session, "person_id,name,email,leaves_on\n3,Kit,,2027-03-01\n")
    south = session.query(Team).filter(Team.external_id == "S").one()
    south.closed_on = ON
    session.flush()
    people = {row[0]: row for row in table(taken(session, "people"))[1:]}
    assert "3" not in people and people["1"][3:7] == ["", "", "", ""]
    assert people["2"] == [
        *("2", "Jo Reid", "jo@example.org", "N", "yes", "2026-09-01", "", "author supervisor", "")
    ]
    assert [row[0] for row in table(taken(session, "teams"))] == ["team_id", "N", "N1", "N2"]
    [olu] = [row for row in people.values() if row[2] == "olu@demo.invalid"]
    assert olu[7] == "learner"
    assert not looked_at(session, taken(session, "people"), leavers=True).changes
