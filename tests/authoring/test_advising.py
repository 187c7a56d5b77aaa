"""Verdicts in words: each says what to do."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.assessment.analysis import ORDER, Bounds, Reading
from learning.authoring import advising
from learning.authoring.health import Health, of_course
from learning.authoring.tallying import catch_up
from learning.content.model import Item, QuizFile
from learning.db import Database
from learning.releases.shelf import Shelf
from tests.authoring.crowd import Crowd
from tests.builders import AT
from tests.content_builders import KINDS, compiled, every_kind, module, put

ITEMS = QuizFile.model_validate({"pass": {"percent": 60}, "items": every_kind()}).items


def health(one: Item, reading: Reading, **chosen: int) -> Health:
    return Health("crew", "identity", one, "", reading, chosen)


def test_each_verdict_has_words_and_advice() -> None:
    reading = Reading(100, Bounds(0.4, 0.3, 0.5), verdicts=ORDER, unchosen=("b", "c", "d"))
    found = advising.said(health(ITEMS[0], reading))
    assert [one.words for one in found] == [
        "check the key",
        "tells nobody apart",
        "hardly anybody is right",
        "certain and wrong",
        "many find it unclear",
        "nobody chooses b, c and d",
        "too easy",
    ]
    assert all(one.advice.endswith(".") for one in found)


def test_a_comment_is_one_line_that_yaml_passes_over() -> None:
    reading = Reading(214, Bounds(0.41, 0.35, 0.47), Bounds(0.05, -0.06, 0.16), verdicts=("key",))
    assert advising.comment(health(ITEMS[0], reading), dt.date(2026, 11, 25)) == (
        "# 2026-11: 214 first responses, facility 0.41, discrimination 0.05 (-0.06 to 0.16): "
        "check the key"
    )
    assert advising.comment(health(ITEMS[0], Reading(40)), dt.date(2026, 11, 25)) == (
        "# 2026-11: 40 first responses: nothing to do"
    )


@pytest.mark.parametrize("one", ITEMS, ids=KINDS)
def test_the_parts_of_every_type_are_those_that_are_counted(
    database: Database, session: Session, one: Item
) -> None:
    put(session, compiled(module(items=[item for item in every_kind() if item["id"] == one.id])))
    Crowd(session).take(30)
    session.commit()
    catch_up(database)
    [found] = of_course(session, Shelf(seconds=0), "crew", on=AT.date())
    told = advising.taken(found)
    if one.type in ("reflect", "judgement"):
        assert not any(part.right for part in told)
    else:
        assert told and all(part.words == "100 in 100" for part in told if part.right)
