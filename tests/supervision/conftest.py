"""What tests of supervision share: a published course and an organisation of the cast."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from learning.people import teams
from learning.people.models import Team
from learning.people.teams import Naming
from tests.builders import Cast, cast_into
from tests.content_builders import compiled, put
from tests.supervision.organisation import Organisation


@pytest.fixture
def people(session: Session) -> Cast:
    return cast_into(session)


@pytest.fixture
def house(session: Session, people: Cast) -> Organisation:
    """Family Help above Duty and Long-term; Alice works in Duty, Bob supervises it."""
    return Organisation.of(session, people)


@pytest.fixture
def crew(session: Session) -> str:
    """The id of a live course."""
    put(session, compiled())
    return "crew"


@pytest.fixture
def family_help(session: Session) -> Team:
    """A team with nobody in it."""
    return teams.make(session, Naming("Family Help"), None)
