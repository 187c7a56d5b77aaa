"""What tests of progress share: a shelf, the cast, and Alice with a course to learn from."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from learning.releases.shelf import Shelf
from tests.builders import Cast, cast_into
from tests.progress.learner import Learner


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(seconds=0)


@pytest.fixture
def people(session: Session) -> Cast:
    return cast_into(session)


@pytest.fixture
def alice(session: Session, shelf: Shelf, people: Cast) -> Learner:
    return Learner(session, shelf, people.alice)


@pytest.fixture
def charlie(session: Session, shelf: Shelf, people: Cast) -> Learner:
    return Learner(session, shelf, people.charlie)
