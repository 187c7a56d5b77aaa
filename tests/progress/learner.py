"""A learner as tests see one: somebody who begins quizzes, answers and completes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.progress import attempting, queries
from learning.progress.attempts import Open
from learning.progress.models import Completion, ResponseRow
from learning.progress.queries import CourseStanding
from learning.releases.shelf import Shelf
from tests.builders import AT
from tests.content_builders import rightly, wrongly


def saved(session: Session) -> list[tuple[Any, ...]]:
    """Every column of every response that is kept."""
    table = ResponseRow.__table__
    return [tuple(row) for row in session.execute(select(*table.columns).order_by(table.c.item))]


def take(database: Database, person_id: int, *modules: str, course: str = "crew") -> None:
    """Somebody passes the quizzes of some modules, each in a unit of its own."""
    for one in modules:
        with database.writing() as session:
            Learner(session, Shelf(seconds=0), person_id).take(one, course)


@dataclass
class Learner:
    """One person at their quizzes, in one unit of work."""

    session: Session
    shelf: Shelf
    person_id: int

    def begin(self, module: str = "identity", course: str = "crew", at: dt.datetime = AT) -> Open:
        """Begin an attempt, or come back to the open one."""
        public_id = attempting.begin(
            self.session, self.shelf, self.person_id, course=course, module=module, at=at
        )
        return self.open(public_id)

    def open(self, public_id: str) -> Open:
        """An attempt, read anew."""
        return attempting.opened(self.session, self.shelf, self.person_id, public_id)

    def answer(self, attempt: Open, item: str, *, right: bool = True, at: dt.datetime = AT) -> None:
        """Respond to one item; certain, where the quiz asks."""
        raw = (rightly if right else wrongly)(attempt.quiz.items[item])
        said = {} if attempt.quiz.file.confidence == "off" else {"confidence": ["certain"]}
        attempting.respond(self.session, attempt, item, {**raw, **said}, at=at)

    def finish(self, attempt: Open, *, wrong: Collection[str] = (), at: dt.datetime = AT) -> Open:
        """Answer what is left, those in `wrong` wrongly, and hand in where that is needed."""
        for item in attempt.left:
            self.answer(attempt, item, right=item not in wrong, at=at)
        attempting.hand_in(self.session, attempt, at=at)
        return attempt

    def take(
        self,
        module: str = "identity",
        course: str = "crew",
        *,
        wrong: Collection[str] = (),
        at: dt.datetime = AT,
    ) -> Open:
        """A whole attempt, from its beginning to its end."""
        return self.finish(self.begin(module, course, at), wrong=wrong, at=at)

    def completions(self) -> list[tuple[str, str | None, dt.date, dt.date | None]]:
        """What was completed: course, module (None: all of it), on which day, until when."""
        rows = self.session.scalars(
            select(Completion).where(Completion.person_id == self.person_id).order_by(Completion.id)
        )
        return [(row.course, row.module, row.completed_on, row.valid_until) for row in rows]

    def completed(self) -> list[str | None]:
        """The modules completed, in the order they were; None for the course."""
        return [module for _, module, _, _ in self.completions()]

    def standing(self, course: str = "crew") -> CourseStanding:
        """Where they stand in a course today."""
        found = self.shelf.course(self.session, course)
        return queries.standing(self.session, self.shelf, found, self.person_id)
