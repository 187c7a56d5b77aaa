"""Lists brought in: what was planned is what is there afterwards, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.db import Database
from learning.errors import Conflict, Invalid
from learning.lists import importing
from learning.lists.findings import summary
from learning.people import joining, signing_in
from learning.people.models import Person, Place, Recount, Role, Team, TeamMove
from learning.progress.models import PastCompletion
from tests.builders import AT, Cast, published
from tests.lists.lists import ON, PEOPLE, TEAMS, brought, looked_at, outcomes, said
from tests.statements import statements

LATER = AT + dt.timedelta(days=1)


def person(session: Session, external_id: str) -> Person:
    return session.scalars(select(Person).where(Person.external_id == external_id)).one()


def places(session: Session, external_id: str) -> list[tuple[str, bool, str, str]]:
    rows = session.execute(
        select(Team.name, Place.supervises, Place.since, Place.until)
        .join_from(Place, Team)
        .join(Person, Person.id == Place.person_id)
        .where(Person.external_id == external_id)
        .order_by(Place.since, Place.id)
    )
    return [
        (name, supervises, str(since), str(until or "")) for name, supervises, since, until in rows
    ]


def roles(session: Session, external_id: str) -> set[str]:
    mine = Role.person_id == person(session, external_id).id
    return set(session.scalars(select(Role.name).where(mine)))


def paths(session: Session) -> dict[str, str]:
    """The way down to each team in its own list's numbers."""
    rows = session.execute(select(Team.id, Team.external_id, Team.path)).all()
    called = {str(row.id): str(row.external_id) for row in rows}
    return {
        str(row.external_id): ">".join(called[one] for one in row.path.strip("/").split("/"))
        for row in rows
    }


def test_teams_are_made_in_any_order_and_lie_where_they_should(session: Session) -> None:
    plan = brought(session, "team_id,name,parent_id\nC,Gamma,B\nB,Beta,A\nA,Alpha,\n")
    assert summary(plan.findings) == "3 new." and plan.changes
    assert paths(session) == {"A": "A", "B": "A>B", "C": "A>B>C"}


def test_the_same_list_of_teams_twice_changes_nothing(session: Session) -> None:
    brought(session, TEAMS)
    plan = looked_at(session, TEAMS)
    assert summary(plan.findings) == "4 unchanged." and not plan.changes
    importing.apply(session, plan, at=AT)
    assert set(session.scalars(select(Team.version))) == {1}


def test_a_team_moves_with_all_that_lies_in_it_and_its_people_are_counted_anew(
    session: Session,
) -> None:
    brought(session, f"{TEAMS}N11,Deep,N1\n")
    brought(session, PEOPLE)
    session.query(Recount).delete()
    brought(session, "team_id,name,parent_id\nN1,Moved,S\n")
    assert paths(session)["N11"] == "S>N1>N11"
    move = session.scalars(select(TeamMove)).one()
    assert (move.on, move.from_id, move.to_id) == (
        ON,
        *[session.scalars(select(Team.id).where(Team.external_id == one)).one() for one in "NS"],
    )
    moved = session.scalars(select(Team).where(Team.external_id == "N1")).one()
    assert (moved.name, moved.version) == ("Moved", 2)
    asked = set(session.scalars(select(Recount.person_id)))
    assert asked == {person(session, "1").id}


def test_people_get_accounts_without_a_password_and_places(session: Session) -> None:
    brought(session, TEAMS)
    plan = brought(session, PEOPLE)
    assert plan.newcomers == 3 and plan.wrong == 0
    assert places(session, "1") == [("North duty", False, "2027-01-04", "")]
    assert places(session, "2") == [("North", True, "2026-09-01", "")]
    assert places(session, "3") == []
    assert roles(session, "2") == {"author", "supervisor"} and roles(session, "1") == set()
    assert person(session, "1").password is None
    assert signing_in.credentials(session, "AMA@example.org") is not None
    assert set(session.scalars(select(Recount.person_id))) == set(
        session.scalars(select(Person.id))
    )
    assert summary(looked_at(session, PEOPLE).findings) == "3 unchanged."


def test_a_person_moves_and_their_history_stays(session: Session) -> None:
    brought(session, TEAMS)
    brought(session, PEOPLE)
    moved = PEOPLE.replace("N1,no,2027-01-04", "S,no,")
    plan = brought(session, moved, at=LATER)
    assert outcomes(plan.findings)[0] == (2, "changed")
    assert places(session, "1") == [
        ("North duty", False, "2027-01-04", "2027-03-03"),
        ("South", False, "2027-03-04", ""),
    ]
    assert "The place in North duty ends." in said(plan.findings, 2)
    assert not importing.plan(session, plan.listing, on=LATER.date()).changes


def test_whoever_leaves_later_stays_until_then(session: Session) -> None:
    brought(session, TEAMS)
    brought(session, PEOPLE)
    going = PEOPLE.replace("2027-01-04,,,", "2027-01-04,,,2027-12-25")
    plan = brought(session, going)
    assert summary(plan.findings) == "1 to look at, 1 changed, 2 unchanged."
    assert places(session, "1") == [("North duty", False, "2027-01-04", "2027-12-24")]
    plan = looked_at(session, going)
    assert summary(plan.findings) == "1 to look at, 3 unchanged." and not plan.changes
    plan = brought(session, going, at=AT.replace(month=12, day=25))
    assert summary(plan.findings) == "1 leaving, 2 unchanged."
    assert places(session, "1") == [("North duty", False, "2027-01-04", "2027-12-24")]


def test_a_place_that_has_not_begun_is_taken_away(session: Session) -> None:
    brought(session, TEAMS)
    brought(session, PEOPLE.replace("2027-01-04", "2027-09-01"))
    plan = brought(session, PEOPLE.replace("N1,no,2027-01-04", "S,no,2027-01-04"))
    assert "is taken away" in said(plan.findings, 2)
    assert places(session, "1") == [("South", False, "2027-01-04", "")]


def test_days_of_a_place_are_corrected(session: Session) -> None:
    brought(session, TEAMS)
    brought(session, PEOPLE)
    brought(session, PEOPLE.replace("2027-01-04,,", "2027-01-11,2027-12-31,"))
    assert places(session, "1") == [("North duty", False, "2027-01-11", "2027-12-31")]


def test_names_addresses_and_roles_follow_the_list(session: Session) -> None:
    brought(session, TEAMS)
    brought(session, PEOPLE)
    changed = PEOPLE.replace("Ama Boateng,ama@", "Ama Osei,osei@").replace("author", "reviewer")
    brought(session, changed)
    ama = person(session, "1")
    session.refresh(ama)
    assert (ama.name, ama.email, ama.version) == ("Ama Osei", "osei@example.org", 2)
    assert roles(session, "2") == {"reviewer", "supervisor"}


def test_two_people_may_exchange_their_addresses(session: Session) -> None:
    head = "person_id,name,email\n"
    brought(session, f"{head}1,Ann,a@x.org\n2,Bea,b@x.org\n")
    brought(session, f"{head}1,Ann,b@x.org\n2,Bea,a@x.org\n3,Cy,c@x.org\n")
    brought(session, f"{head}1,Ann,d@x.org\n4,Di,b@x.org\n")
    session.expire_all()
    found = {one: person(session, one).email for one in "1234"}
    assert found == {"1": "d@x.org", "2": "a@x.org", "3": "c@x.org", "4": "b@x.org"}


def test_an_account_that_is_here_is_linked_and_keeps_its_password(
    session: Session, cast: Cast
) -> None:
    plan = brought(session, "person_id,name,email\nA1,Alice Learner,ALICE@demo.invalid\n")
    assert outcomes(plan.findings) == [(2, "linked")]
    assert person(session, "A1").id == cast.alice


def test_leavers_are_deactivated_and_the_last_administrator_stays(
    session: Session, cast: Cast
) -> None:
    brought(session, "person_id,name,email\nO,Olu Administrator,olu@demo.invalid\n9,Di,d@x.org\n")
    plan = brought(session, "person_id,name,email\n8,Ed,e@x.org\n", leavers=True)
    assert person(session, "9").deactivated_on == ON
    assert person(session, "O").deactivated_on is None
    assert plan.missing == 2 and plan.wrong == 1
    again = looked_at(session, "person_id,name,email\n8,Ed,e@x.org\n", leavers=True)
    assert not again.changes


def test_an_administrator_keeps_that_role_whatever_a_list_says(
    session: Session, cast: Cast
) -> None:
    brought(session, "person_id,name,email,roles\nO,Olu,olu@demo.invalid,learner\n")
    assert roles(session, "O") == {"administrator"}


def test_completions_come_in_once_and_say_where_from(
    session: Session, database: Database, cast: Cast
) -> None:
    published(database)
    row = "alice@demo.invalid,crew,2026-11-30,2027-11-30,Old system\n"
    head = "email,course,completed_on,valid_until,source\n"
    assert summary(brought(session, head + row).findings) == "1 new."
    assert summary(looked_at(session, head + row).findings) == "1 unchanged."
    brought(session, head + row.replace("2027-11-30", ""), at=LATER)
    found = session.scalars(select(PastCompletion)).one()
    assert (found.person_id, found.valid_until, found.source) == (cast.alice, None, "Old system")
    assert found.added_on == LATER.date()
    assert cast.alice in set(session.scalars(select(Recount.person_id)))


def test_a_plan_with_wrong_lines_or_many_leavers_is_applied_only_when_told_to(
    session: Session,
) -> None:
    plan = looked_at(session, "team_id,name\nA,Alpha\nB,\n")
    with pytest.raises(Conflict, match="1 line is wrong, so nothing was changed"):
        importing.check(plan, skip_wrong=False, all_leavers=False)
    importing.check(plan, skip_wrong=True, all_leavers=False)
    rows = "".join(f"{n},Person {n},p{n}@x.org\n" for n in range(10))
    brought(session, f"person_id,name,email\n{rows}")
    plan = looked_at(session, "person_id,name,email\n0,Person 0,p0@x.org\n", leavers=True)
    with pytest.raises(Conflict, match="9 of 10 people would leave"):
        importing.check(plan, skip_wrong=False, all_leavers=False)
    importing.check(plan, skip_wrong=False, all_leavers=True)


def test_only_a_list_of_people_tells_of_leavers(session: Session) -> None:
    with pytest.raises(Invalid, match="this is one of teams"):
        looked_at(session, TEAMS, leavers=True)


def test_what_was_shown_is_told_apart_from_what_is_shown_now(session: Session) -> None:
    first, same = looked_at(session, TEAMS), looked_at(session, TEAMS)
    assert first.digest == same.digest
    brought(session, "team_id,name\nN,North\n")
    assert looked_at(session, TEAMS).digest != first.digest
    assert looked_at(session, f"{TEAMS}\n").digest != looked_at(session, TEAMS).digest


def test_an_address_that_was_taken_in_the_meantime_is_a_refusal(session: Session) -> None:
    plan = looked_at(session, "person_id,name,email\n1,Ann,a@x.org\n")
    joining.add(session, joining.NewPerson("Other", "b@x.org", None), at=AT)
    session.execute(update(Person).values(email="a@x.org", external_id="1"))
    with pytest.raises(Conflict, match="Bring it in again"):
        importing.apply(session, plan, at=AT)


@pytest.mark.slow
def test_a_tenth_of_fifty_thousand_people_takes_less_than_a_tenth_of_a_minute(
    session: Session,
) -> None:
    brought(session, TEAMS)
    rows = "".join(f"P{n},Person {n},p{n}@x.org,N1,no,2027-01-04\n" for n in range(5_000))
    begun = clock.ticks()
    brought(session, f"person_id,name,email,team_id,supervises,since\n{rows}")
    assert clock.ticks() - begun < 6


@pytest.mark.slow
def test_many_lines_take_few_statements(session: Session) -> None:
    brought(session, TEAMS)
    rows = "".join(f"P{n},Person {n},p{n}@x.org,N1,no,2027-01-04\n" for n in range(3_000))
    head = "person_id,name,email,team_id,supervises,since\n"
    with statements(session) as sent:
        brought(session, head + rows)
    assert len(sent) < 60
    moved = rows.replace(",N1,", ",S,")
    with statements(session) as sent:
        brought(session, head + moved)
    assert len(sent) < 60
    assert session.scalar(select(func.count()).select_from(Place)) == 6_000
