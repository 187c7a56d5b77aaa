"""The demo's answers: sums in which each verdict is seen, and nobody's attempt."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from learning.assessment.analysis import ORDER
from learning.authoring import health
from learning.authoring.models import ItemTally
from learning.db import Database
from learning.progress.models import Attempt, Doubt
from learning.releases.shelf import Shelf
from learning.sample.answers import LATELY, PEOPLE, seed_answers
from learning.sample.people import seed_cast, seed_learners
from tests.builders import AT
from tests.content_builders import compiled, every_kind, item, module, put_into

THREE = [
    {"id": "both", "text": "Name and day.", "correct": True},
    {"id": "name", "text": "The name.", "feedback": "Two share it."},
    {"id": "day", "text": "The day.", "feedback": "Two share it."},
]
SINGLES = [item(item_id=f"i{n}", options=THREE) for n in range(10)]


def seed(database: Database) -> int:
    with database.writing() as unit:
        seed_cast(unit, at=AT)
        seed_learners(unit, 30, at=AT)
        return seed_answers(unit, Shelf(seconds=0), at=AT)


def course(database: Database) -> None:
    rules = {"confidence": "optional"}
    first = module(items=[*SINGLES, *every_kind()], rules=rules)
    put_into(database, compiled(first, module("handover")))


def test_every_verdict_but_one_is_seen_and_the_last_module_is_too_new(database: Database) -> None:
    course(database)
    assert seed(database) == PEOPLE + LATELY
    with database.reading() as unit:
        found = health.of_course(unit, Shelf(seconds=0), "crew", on=AT.date())
        assert {one for each in found for one in each.reading.verdicts} >= set(ORDER) - {"flat"}
        assert {one.reading.is_enough for one in found if one.module == "handover"} == {False}
        assert unit.scalar(select(func.count()).select_from(Attempt)) == 0
        unclear = next(one for one in found if one.item.id == "i5")
        assert unclear.doubts == 20
        assert len(health.notes(unit, "crew", "i5", on=AT.date())[0]) == 4


def test_sums_that_are_there_stay_as_they_are(database: Database) -> None:
    course(database)
    seed(database)
    with database.writing() as unit:
        assert seed_answers(unit, Shelf(seconds=0), at=AT) == 0
        assert unit.scalar(select(func.max(ItemTally.responses))) == PEOPLE


@pytest.mark.parametrize("published", [False, True])
def test_without_a_course_or_without_options_there_is_nothing_unclear(
    database: Database, published: bool
) -> None:
    if published:
        put_into(database, compiled())
    assert seed(database) == (PEOPLE if published else 0)
    with database.reading() as unit:
        assert unit.scalar(select(func.count()).select_from(Doubt)) == 0
