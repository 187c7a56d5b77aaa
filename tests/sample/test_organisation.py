"""The demo's organisation: made once, true to the rules, with every status on every day."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.content.compiling import compile_course
from learning.db import Database
from learning.people import joining, queries
from learning.people.joining import NewPerson
from learning.people.models import Person, Place, Recount, Role, Team
from learning.people.queries import DEMO_DOMAIN
from learning.progress.models import Completion, Enrolment, PastCompletion
from learning.releases.shelf import Shelf
from learning.sample.organisation import seed_organisation
from learning.sample.people import seed_cast
from learning.supervision import grid, recounting, sight
from learning.supervision.grid import Clock
from learning.supervision.models import Duty, Exemption, Pause, Requirement
from learning.supervision.sight import Sight
from learning.supervision.status import Status
from learning.tables import METADATA
from tests.builders import AT, Cast
from tests.content_builders import changes, compiled, module, put
from tests.content_builders import course as written

ZONE = "Europe/London"
DAYS = ["2027-03-03", "2026-11-25", "2026-11-30", "2026-12-05", "2027-04-01", "2028-02-29"]


def seed(database: Database, *, at: dt.datetime = AT) -> int:
    with database.writing() as unit:
        seed_cast(unit, at=at)
        added = seed_organisation(unit, Shelf(seconds=0), at=at)
    if added:
        recounting.catch_up(database, ZONE, on=at.date())
    return added


@pytest.fixture
def course(database: Database) -> None:
    with database.writing() as unit:
        put(unit, compiled(module("identity"), module("handover", items=())))


def seen_by(session: Session, key: str, on: dt.date) -> Sight:
    email = f"{key}@{DEMO_DOMAIN}"
    me = session.scalars(select(Person.id).where(Person.email == email)).one()
    return sight.sight(session, me, on=on)


def statuses(session: Session, key: str, on: dt.date) -> tuple[Counter[Status], int]:
    """How many courses stand where for a supervisor, and how many can be renewed."""
    seen, clock = seen_by(session, key, on), Clock(on, 30)
    cells = [
        cell
        for root in seen.roots
        for row in grid.with_cells(
            session,
            sight.people(session, seen, sight.in_or_below(root), on=on, most=400)[0],
            clock,
        )
        for cell in row.cells.values()
    ]
    renewal = sum(one.standing.renewal_due for one in cells)
    return Counter(one.standing.status for one in cells), renewal


def rows(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the database holds."""
    return {
        name: sorted(tuple(map(str, row)) for row in session.execute(select(table)))
        for name, table in METADATA.tables.items()
    }


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.usefixtures("course")
def test_every_status_is_there_on_whatever_day_it_is_made(database: Database, day: str) -> None:
    at = dt.datetime.fromisoformat(f"{day}T09:30:00+00:00")
    assert seed(database, at=at) == 114
    with database.reading() as session:
        counts, renewal = statuses(session, "bob", at.date())
        assert set(Status) - set(counts) == {Status.NOT_REQUIRED}, "of his team all are asked"
        assert renewal >= 2
        counts, renewal = statuses(session, "sian", at.date())
        assert set(counts) == set(Status)
        assert renewal >= 5
    assert recounting.rebuild(database, ZONE, on=at.date()) == (122, 0)


@pytest.mark.usefixtures("course")
def test_a_second_start_changes_nothing(database: Database) -> None:
    seed(database)
    with database.writing() as session:
        one = session.scalars(select(Person).where(Person.email.like("desmond.farrar@%"))).one()
        one.name = "Des Farrar"
    with database.reading() as session:
        before = rows(session)
    assert seed(database, at=AT + dt.timedelta(days=400)) == 0
    with database.reading() as session:
        assert rows(session) == before


@pytest.mark.usefixtures("course")
def test_it_is_not_made_anew_when_its_lead_has_another_address(database: Database) -> None:
    seed(database)
    with database.writing() as session:
        lead = session.scalars(select(Person).where(Person.email.like("sian@%"))).one()
        lead.email = "elsewhere@example.org"
        assert seed_organisation(session, Shelf(seconds=0), at=AT) == 0


@pytest.mark.usefixtures("course")
def test_all_of_them_are_invented_and_without_a_password(database: Database) -> None:
    seed(database)
    with database.reading() as session:
        people = session.scalars(select(Person)).all()
        assert all(one.invented and one.password is None for one in people)
        assert all(one.email.endswith(f"@{DEMO_DOMAIN}") for one in people)
        assert len({one.name for one in people}) == len(people) == 122
        assert all(one.joined_at <= AT for one in people)


@pytest.mark.usefixtures("course")
def test_who_supervises_has_the_role_and_who_administers_does_not(database: Database) -> None:
    seed(database)
    with database.reading() as session:
        supervise = set(session.scalars(select(Place.person_id).where(Place.supervises)))
        held = select(Role.person_id).where(Role.name == "supervisor")
        assert supervise == set(session.scalars(held))
        administers = session.scalars(select(Role.person_id).where(Role.name == "administrator"))
        assert not supervise & set(administers)


@pytest.mark.usefixtures("course")
def test_the_cast_has_its_places(database: Database) -> None:
    seed(database)
    with database.reading() as session:
        on = AT.date()
        for key, see in {
            "bob": {"Alice Learner", "Bob Supervisor"},
            "sian": {"Alice Learner"},
        }.items():
            seen = seen_by(session, key, on)
            root = next(one for one in seen.roots if "Missing" not in one.name)
            found, _ = sight.people(session, seen, sight.in_or_below(root), on=on, most=400)
            names = {one.name for one in found}
            assert see <= names
            assert not names & {"Charlie Elsewhere", "Olu Administrator"}
        assert not seen_by(session, "olu", on).roots
        lead = seen_by(session, "sian", on).roots[0]
        assert len(sight.teams_page(session, [lead], size=20)) >= 6


@pytest.mark.usefixtures("course")
def test_absences_exemptions_and_past_completions_say_where_they_come_from(
    database: Database,
) -> None:
    seed(database)
    with database.reading() as session:
        assert session.scalars(select(Exemption.reason).distinct()).all()
        olu = session.scalars(select(Person.id).where(Person.email.like("olu@%"))).one()
        assert set(session.scalars(select(Exemption.made_by))) == {olu}
        until = session.scalars(select(Pause.until)).all()
        assert None in until, "somebody whose return is not known"
        assert any(day is not None and day < AT.date() for day in until), "somebody is back"
        assert all(session.scalars(select(PastCompletion.source)))
        left = session.scalars(select(Person).where(Person.deactivated_on.is_not(None))).one()
        assert left.deactivated_on and left.deactivated_on < AT.date()
        closed = session.scalars(select(Team).where(Team.closed_on.is_not(None))).one()
        assert closed.name == "Family Support South"


def test_what_is_long_ago_was_completed_in_the_first_release(database: Database) -> None:
    with database.writing() as unit:
        put(unit, compiled())
        put(unit, compiled(title="Crew, again", changes=changes("material")))
    seed(database)
    with database.reading() as session:
        used = session.execute(select(Completion.release_id, func.count()).group_by("release_id"))
        assert len(used.all()) == 2


def test_without_a_course_there_are_people_and_nothing_is_required(database: Database) -> None:
    assert seed(database) == 114
    with database.reading() as session:
        for kind in (Requirement, Duty, Enrolment, Completion, PastCompletion, Exemption):
            assert session.scalar(select(func.count()).select_from(kind)) == 0, kind
        assert session.scalar(select(func.count()).select_from(Pause))


def test_another_live_course_does_as_well(database: Database) -> None:
    with database.writing() as unit:
        put(unit, compile_course(written(module("door"), course_id="other-course")))
    seed(database)
    with database.reading() as session:
        assert set(session.scalars(select(Requirement.course))) == {"other-course"}
        assert set(statuses(session, "sian", AT.date())[0]) == set(Status)


@pytest.mark.usefixtures("course")
def test_what_the_cast_has_learnt_or_where_they_work_already_stays(
    database: Database, cast: Cast
) -> None:
    with database.writing() as session:
        release = Shelf(seconds=0).course(session, "crew").release.release_id
        mine = {"person_id": cast.bob, "course": "crew", "release_id": release, "at": AT}
        session.add(Enrolment(**mine))
        team = Team(name="Another", path="/1/")
        session.add(team)
        session.flush()
        session.add(Place(person_id=cast.alice, team_id=team.id, supervises=False, since=AT.date()))
    seed(database)
    with database.reading() as session:
        places = select(Place.team_id).where(Place.person_id == cast.alice)
        assert len(session.scalars(places).all()) == 1
        past = select(PastCompletion.id).where(PastCompletion.person_id == cast.bob)
        assert session.scalars(past).all() == []


def test_it_is_not_made_where_its_names_are_taken(database: Database) -> None:
    with database.writing() as session:
        joining.add(session, NewPerson("Real", f"sian@{DEMO_DOMAIN}", "a hash"), at=AT)
    assert seed(database) == 0
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Team)) == 0


@pytest.mark.usefixtures("course")
def test_nothing_is_left_to_be_worked_out_but_what_time_brings(database: Database) -> None:
    seed(database)
    with database.reading() as session:
        days = session.scalars(select(Recount.on)).all()
        assert days and min(days) > AT.date()


@pytest.mark.usefixtures("course")
def test_the_sign_in_page_offers_the_lead_beside_the_cast(database: Database) -> None:
    seed(database)
    with database.reading() as session:
        offered = queries.demo_people(session)
        assert tuple(one.key for one in offered) == queries.DEMO_KEYS
        assert (offered[-1].name, offered[-1].roles) == ("Siân Prosser", ["supervisor"])
