"""What would change as lines: numbers of people, what is refused, and nothing that is too wide."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from learning.authoring.differing import Difference
from learning.authoring.looking import Look
from learning.authoring.states import CourseState, Live
from learning.cli import diff_lines

WIDTH = 88
LIVE = Live(1, 3, "m", "editorial", dt.datetime(2027, 3, 3, tzinfo=dt.UTC), "", False, True)
STATE = CourseState("crew", "Crew", LIVE, "newer", False)
FOUND = Difference(
    course="crew",
    live=3,
    manifest="m",
    parts=(),
    declares="editorial",
    needs="material",
    material=("Item 'door' means something else",),
    refusals=("Item 'door' means something else than rev 1, which is published. " * 3,),
    midway={"identity": 1, "handover": 2},
    completed=1200,
    shortened=0,
)


def told(found: Difference | None = FOUND, state: CourseState = STATE) -> str:
    return "\n".join(diff_lines.lines(Look(state, found, ("It was perhaps renamed.",))))


def test_a_held_release_and_what_asks_for_an_effect_are_told() -> None:
    said = told()
    assert "release 3 is live and held, because somebody went back to it" in said
    assert "editorial is declared, material is needed" in said
    assert "- Item 'door' means something else" in said and "Note: It was perhaps" in said
    assert "Nothing that is read differs" in said
    assert "Refused: Item 'door'" in said
    assert max(len(line) for line in said.splitlines()) <= WIDTH


def test_people_are_told_in_numbers() -> None:
    said = " ".join(told().split())
    assert "3 open attempts (identity 1, handover 2)" in said
    assert "1,200 people hold a completion that counts today: it stays as it is" in said
    said = " ".join(told(replace(FOUND, completed=1, shortened=1, midway={})).split())
    assert "1 person holds a completion that counts today: 28 days more" in said
    assert "open attempt" not in said
    assert "Nobody holds a completion" in told(replace(FOUND, completed=0))


def test_a_course_that_is_not_live_touches_nobody() -> None:
    new = replace(STATE, live=None, waits="new")
    said = told(replace(FOUND, live=0, completed=0, midway={}, refusals=()), new)
    assert "no release is live; never published yet" in said
    assert "Effect" not in said and "completion" not in said


def test_where_there_is_nothing_to_compare_the_values_say_null() -> None:
    values = diff_lines.values(Look(replace(STATE, waits="same"), None, ()))
    assert values["difference"] is None and values["held"] is True
    assert values["problems"] == [] and values["live"] == 3
    found = diff_lines.values(Look(STATE, FOUND, ()))["difference"]
    assert found["midway"] == {"identity": 1, "handover": 2} and found["completed"] == 1200
