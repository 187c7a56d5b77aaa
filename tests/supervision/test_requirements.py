"""Whom a requirement is for today: counted by place, role and account; and which there are."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.errors import NotFound
from learning.people import places, teams
from learning.people.models import Person, Team
from learning.people.places import Span
from learning.people.teams import Naming
from learning.supervision import requirements, requiring
from learning.supervision.requirements import Sought
from tests.builders import Cast
from tests.supervision.test_requiring import DAY, make
from tests.supervision.test_terms import AFTER, TODAY


@pytest.fixture
def duty(session: Session, family_help: Team, people: Cast) -> Team:
    """A team in Family Help: Alice in it, Bob supervising, Charlie no longer, Ada not yet."""
    made = teams.make(session, Naming("Duty"), family_help)
    last = dt.date(2027, 3, 2)
    for person, span, supervises in (
        (people.alice, Span(TODAY, TODAY), False),
        (people.bob, Span(TODAY), True),
        (people.charlie, Span(last, last), False),
        (people.ada, Span(TODAY + DAY), False),
    ):
        places.put(session, person, made, span, supervises=supervises, on=last)
    return made


def test_people_in_a_team_and_below_it_count_while_they_are_there(
    session: Session, family_help: Team, duty: Team
) -> None:
    for team in (family_help, duty):
        assert requirements.number_asked(session, team, None, on=TODAY) == 2
        assert requirements.number_asked(session, team, "learner", on=TODAY) == 2
        assert requirements.number_asked(session, team, "supervisor", on=TODAY) == 1
        assert requirements.number_asked(session, team, None, on=TODAY + DAY) == 2  # Ada came
    other = teams.make(session, Naming("Elsewhere"), None)
    assert requirements.number_asked(session, other, None, on=TODAY) == 0


def test_without_a_team_everybody_with_an_open_account_counts(
    session: Session, people: Cast
) -> None:
    everybody = requirements.number_asked(session, None, None, on=TODAY)
    assert everybody == len(vars(people))
    session.get_one(Person, people.charlie).deactivated_on = TODAY
    session.flush()
    assert requirements.number_asked(session, None, None, on=TODAY) == everybody - 1


def test_a_page_goes_on_after_the_last_one_and_loses_none(
    session: Session, crew: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requirements, "PAGE", 3)
    made = []
    for number in range(7):
        team = teams.make(session, Naming(f"Team {number}"), None)
        made.append(make(session, team).public_id)
    seen, after = [], ""
    while True:
        found = requirements.page(session, Sought(), after, on=TODAY)
        seen += [one.requirement.public_id for one in found.kept]
        if not (after := found.later):
            break
    assert seen == made
    for after in ("nowhere", "\0"):
        with pytest.raises(NotFound, match="no such page"):
            requirements.page(session, Sought(), after, on=TODAY)


def test_what_has_ended_is_listed_apart(session: Session, crew: str) -> None:
    made = make(session, asked=AFTER)
    requiring.end(session, made, last=TODAY, version=1, on=TODAY)
    ended = Sought(ended=True)
    assert requirements.page(session, Sought(), on=TODAY).kept
    assert not requirements.page(session, ended, on=TODAY).kept
    assert not requirements.page(session, Sought(), on=TODAY + DAY).kept
    [one] = requirements.page(session, ended, on=TODAY + DAY).kept
    assert one.requirement is made and one.team is None
    assert requirements.courses_required(session) == ["crew"]
