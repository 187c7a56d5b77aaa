"""A crowd of learners who take a quiz for the first time, each as the test says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.people.models import Person
from learning.people.queries import DEMO_DOMAIN
from learning.releases.shelf import Shelf
from learning.sample.people import seed_learners
from tests.builders import AT
from tests.progress.learner import Learner

Wrong = Callable[[int], Collection[str]]


def nobody(_turn: int) -> Collection[str]:
    """Everybody is right everywhere."""
    return ()


class Crowd:
    """Invented learners, made as they are needed; each takes a module once, in turn."""

    def __init__(self, session: Session) -> None:
        self.session, self.shelf, self.taken = session, Shelf(seconds=0), 0

    def take(
        self,
        number: int,
        module: str = "identity",
        *,
        wrong: Wrong = nobody,
        at: dt.datetime = AT,
    ) -> list[Learner]:
        """So many more people take a module; `wrong` names the items that one gets wrong."""
        first = self.taken
        found = self.people(number)
        for turn, one in enumerate(found, start=first):
            one.take(module, wrong=wrong(turn), at=at)
        self.session.flush()
        return found

    def people(self, number: int) -> list[Learner]:
        """So many more people, who have done nothing yet."""
        seed_learners(self.session, self.taken + number, at=AT)
        query = select(Person.id).where(Person.email.like(f"learner-%@{DEMO_DOMAIN}"))
        ids = self.session.scalars(query.order_by(Person.id)).all()[self.taken :]
        self.taken += number
        return [Learner(self.session, self.shelf, one) for one in ids]


def crowd_in(
    database: Database, number: int, *, wrong: Wrong = nobody, at: dt.datetime = AT
) -> None:
    """A crowd of its own unit, committed."""
    with database.writing() as unit:
        Crowd(unit).take(number, wrong=wrong, at=at)
