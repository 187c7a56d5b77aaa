"""A scenario can be walked: no way is endless, none is longer than it may be, all can be met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from learning.content.scenario_graph import explore
from learning.content.scenario_model import Moment

Drawn = Mapping[str, Sequence[str]]
NAMES = ["a", "b", "c", "d", "e", "f"]


def moments(drawn: Drawn) -> dict[str, Moment]:
    """Moments whose choices lead where it is drawn."""
    return {
        name: Moment.model_validate(
            {
                "title": name,
                "text": name,
                "choices": [
                    {"id": f"to-{at}", "text": "Go.", "to": to, "feedback": "Gone."}
                    for at, to in enumerate(leads)
                ],
            }
        )
        for name, leads in drawn.items()
    }


def walks(drawn: Drawn, at: str, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every way from a moment on that meets none twice; a closed loop ends with the second."""
    here = (*before, at)
    if at in before or not drawn[at]:
        return [here]
    return [one for to in dict.fromkeys(drawn[at]) for one in walks(drawn, to, here)]


graphs = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3), min_size=1
).map(lambda some: {name: [to for to in leads if to in some] for name, leads in some.items()})


@given(graphs)
def test_what_is_found_is_what_following_every_choice_finds(drawn: Drawn) -> None:
    start = min(drawn)
    graph, ways = explore(moments(drawn), start), walks(drawn, start)
    assert set(graph.depths) == {name for way in ways for name in way}
    all_ways = [way for name in drawn for way in walks(drawn, name)]
    loops = [way for way in all_ways if way[-1] in way[:-1]]
    assert bool(graph.loops) == bool(loops)
    for name, at in graph.loops:
        assert any(way[-2:] == (name, drawn[name][at]) for way in loops)
    if not loops:
        assert graph.deepest == max(len(way) - 1 for way in ways)


def test_depth_counts_the_choices_of_the_longest_way() -> None:
    graph = explore(moments({"a": ["b", "c"], "b": ["c"], "c": ["d"], "d": []}), "a")
    assert (graph.deepest, graph.depths["c"], graph.loops) == (3, 2, [])


def test_a_moment_that_leads_to_itself_is_a_loop() -> None:
    assert explore(moments({"a": ["a", "b"], "b": []}), "a").loops == [("a", 0)]


def test_without_its_start_nothing_is_reached() -> None:
    graph = explore(moments({"a": []}), "z")
    assert (graph.deepest, dict(graph.depths), graph.loops) == (0, {}, [])


def test_many_ways_that_meet_again_are_followed_once() -> None:
    """Twelve forks of six make two milliards of ways."""
    names = [f"n{at}" for at in range(13)]
    drawn = {name: [to] * 6 for name, to in pairwise(names)}
    assert explore(moments({**drawn, names[-1]: []}), names[0]).deepest == 12
