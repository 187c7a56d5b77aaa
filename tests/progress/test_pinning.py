"""The promise of releases: whatever an author does later, what a learner did stays what it was.

Random edits of a course, published in between random attempts of two people. After each step every
record of an attempt is the same bytes as before, progress has not fallen and is not above what
there is, and completions were at most added to.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import Conflict, NotFound
from learning.progress import awarding, records
from learning.progress.models import Attempt, Completion
from learning.releases.publishing import Provenance, publish
from learning.releases.shelf import Shelf
from tests.builders import AT, cast_into
from tests.progress.author import EDITS, Author
from tests.progress.learner import Learner

NUMBERS = st.integers(0, 5)
EDIT = st.tuples(st.sampled_from(sorted(EDITS)), NUMBERS, NUMBERS)
PUBLISH = st.tuples(st.just("publish"), NUMBERS, NUMBERS)
LEARN = st.tuples(st.sampled_from(["begin", "answer", "finish", "take"]), NUMBERS, NUMBERS)
STEPS = st.lists(st.one_of(EDIT, EDIT, PUBLISH, LEARN, LEARN), min_size=4, max_size=24)


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql])],
)
def opened(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(f"{request.param}_engine")
    return found


@contextmanager
def undone(database: Database) -> Iterator[Session]:
    """A session for one example, of which nothing stays."""
    with database.engine.connect() as connection:
        outer = connection.begin()
        session = Session(connection, join_transaction_mode="create_savepoint")
        yield session
        session.close()
        outer.rollback()


class Flight:
    """A course, its author, and two people who learn from it while it is edited."""

    def __init__(self, session: Session) -> None:
        cast, shelf = cast_into(session), Shelf(seconds=0)
        self.session, self.author = session, Author()
        self.people = [Learner(session, shelf, one) for one in (cast.alice, cast.charlie)]
        self.publish()

    def publish(self) -> None:
        outcome = publish(self.session, self.author.course(), Provenance(), at=AT)
        assert outcome.state == "published", outcome.reasons
        awarding.award(self.session, self.people[0].shelf, "crew", at=AT)

    def step(self, name: str, n: int, m: int) -> None:
        if name == "publish":
            self.publish()
        elif name in EDITS:
            self.author.edit(name, n, m)
        else:
            self.learn(self.people[n % 2], name, n, m)

    def learn(self, who: Learner, act: str, n: int, m: int) -> None:
        live = who.shelf.course(self.session, "crew").modules
        try:
            attempt = who.begin(live[m % len(live)].id)
        except (NotFound, Conflict):
            return  # a module without a quiz, or a retired course
        wrong = attempt.order[: n % 3]
        if act == "answer" and attempt.left:
            who.answer(attempt, attempt.left[0], right=bool(m % 2))
        if act == "finish":
            who.finish(attempt)
        if act == "take":
            who.finish(attempt, wrong=wrong)

    # --- what is held against what was ---

    def kept(self) -> dict[str, bytes]:
        """The record of every attempt, as bytes."""
        rows = self.session.execute(select(Attempt.public_id, Attempt.person_id)).all()
        by_id = {one.person_id: one for one in self.people}
        return {row[0]: records.record(by_id[row[1]].open(row[0])) for row in rows}

    def ended(self) -> set[str]:
        found = self.session.scalars(select(Attempt.public_id).where(Attempt.ended_at.is_not(None)))
        return set(found)

    def completions(self) -> list[tuple[Any, ...]]:
        table = Completion.__table__
        rows = self.session.execute(select(*table.columns).order_by(table.c.id))
        return [tuple(row) for row in rows]

    def progress(self) -> list[tuple[int, int]]:
        standings = [one.standing() for one in self.people]
        return [(one.done, one.required) if one.begun else (0, 0) for one in standings]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_no_edit_ever_changes_what_a_learner_did(
    opened: Database, steps: list[tuple[str, int, int]]
) -> None:
    with undone(opened) as session:
        flight = Flight(session)
        kept, ended = flight.kept(), flight.ended()
        completions, progress = flight.completions(), flight.progress()
        for step in [*steps, ("publish", 0, 0)]:
            flight.step(*step)
            session.expire_all()
            now = flight.kept()
            held = now.keys() if step[0] in ("publish", *EDITS) else ended
            assert {one: now[one] for one in held} == {one: kept[one] for one in held}
            assert flight.completions()[: len(completions)] == completions
            for (done, of), (before, pinned) in zip(flight.progress(), progress, strict=True):
                assert before <= done <= of, "progress never falls and is never above what there is"
                assert pinned in (0, of), "what is asked for is pinned at enrolment"
            kept, ended = now, flight.ended()
            completions, progress = flight.completions(), flight.progress()
