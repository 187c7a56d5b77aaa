"""A walk is the choices in their order, and the moment they lead to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.scenario_graph import DEPTH
from learning.errors import Invalid
from learning.scenarios.walking import walk
from tests.scenarios.plays import WELL, WRONG, blue_door


def test_nobody_has_gone_anywhere_at_the_start() -> None:
    here = walk(blue_door(), [])
    assert (here.node, list(here.steps), here.ended) == ("pavement", [], False)


def test_a_walk_tells_what_else_could_have_been() -> None:
    here = walk(blue_door(), WELL)
    assert [step.node for step in here.steps] == ["pavement", "number"]
    assert [one.id for one in here.steps[0].others] == ["knock"]
    assert here.ended and here.moment.end == "You checked before you began."


def test_a_walk_tells_the_factors_of_what_was_chosen() -> None:
    assert [one.effect for one in walk(blue_door(), WELL).factors()] == ["helped"]
    assert [one.effect for one in walk(blue_door(), WRONG).factors()] == ["hindered"]


@pytest.mark.parametrize("path", [["sit-down"], ["knock", "knock"], [*WELL, "cross"], [""]])
def test_a_choice_that_is_not_there_is_refused(path: list[str]) -> None:
    with pytest.raises(Invalid):
        walk(blue_door(), path)


@given(st.data())
def test_every_way_through_a_checked_scenario_ends(data: st.DataObject) -> None:
    path: list[str] = []
    while not (here := walk(blue_door(), path)).ended:
        path.append(data.draw(st.sampled_from([one.id for one in here.moment.choices])))
    assert len(path) <= DEPTH and here.moment.end
