"""The picture of a case is honest for every combination of codes, and never leaves its sheet."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.cases.picture import HOLLOW, REACHED, Layer, Picture, draw
from learning.content.model import CaseFront, CaughtBy, CaughtWhen, Outcome

LABELS = {
    "com.identity": "Identity, checked or not",
    "tog.role": "Who does what, clear or not",
    "sta.time": "Time for one decision, enough or not",
    "com.not-passed": "What one person knows, passed on to all who need it or kept by chance",
    "tool.it": "W" * 60,
}
CODED = st.builds(
    dict, id=st.sampled_from(sorted(LABELS)), effect=st.sampled_from(["hindered", "helped"])
)


def _front(**codes: Any) -> CaseFront:
    """A case in which identity let a slip through and the family caught it before the child."""
    written = {
        "title": "The wrong door",
        "status": "live",
        "class": "NM",
        "kind": "near_miss",
        "domain": "child_protection",
        "stage": "visit",
        "factors": [{"id": "com.identity", "effect": "hindered"}],
        "caught_by": "family",
        "caught_when": "same_day",
        "outcome": "caught_before_child",
        "source": {"publisher": "P", "reference": "R", "licence": "L", "evidence": "primary"},
    }
    return CaseFront.model_validate(written | codes)


def _codes(name: str) -> Any:
    return st.sampled_from(get_args(CaseFront.model_fields[name].annotation))


FRONTS = st.builds(
    _front,
    kind=_codes("kind"),
    domain=_codes("domain"),
    factors=st.lists(CODED, min_size=1, max_size=34),
    caught_by=st.sampled_from(get_args(CaughtBy)),
    caught_when=st.sampled_from(get_args(CaughtWhen)),
    outcome=st.sampled_from(get_args(Outcome)),
)


def _path(picture: Picture) -> list[tuple[float, float]]:
    """All points of the path, bends included."""
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", picture.path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _solid(layer: Layer) -> bool:
    """Whether the layer spans the field without a gap."""
    return layer.kind in ("helped", "catch")


@given(FRONTS, st.booleans())
def test_everything_is_drawn_within_the_sheet(front: CaseFront, small: bool) -> None:
    picture = draw(front, LABELS, small=small)
    corners = _path(picture)
    for layer in picture.layers:
        assert layer.bars
        for bar in layer.bars:
            assert bar.width > 0 and bar.height > 0
            corners += [(bar.x, bar.y), (bar.x + bar.width, bar.y + bar.height)]
        corners += [(label.x, label.y) for label in layer.labels]
    for spot in (picture.start, picture.child, picture.end):
        corners += [(spot.left, spot.top), (spot.left + spot.size, spot.top + spot.size)]
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in corners)
    assert picture.view_box == f"0 0 {picture.width:g} {picture.height:g}"


@given(FRONTS, st.booleans())
def test_the_path_reaches_every_layer_it_passed_and_none_that_it_did_not(
    front: CaseFront, small: bool
) -> None:
    picture = draw(front, LABELS, small=small)
    assert picture.layers or front.caught_by == "not_caught"
    assert _path(picture)[-1] == (picture.end.x, picture.end.y)
    for layer in picture.layers:
        assert (layer.y < picture.end.y) == layer.passed
        assert not (layer.passed and _solid(layer)), "nothing runs through a whole layer"


@given(FRONTS, st.booleans())
def test_where_the_path_meets_a_layer_it_passed_there_is_no_bar(
    front: CaseFront, small: bool
) -> None:
    picture = draw(front, LABELS, small=small)
    across = {y: x for x, y in _path(picture)}
    for layer in picture.layers:
        if layer.passed:
            x = across[layer.y]
            assert not any(bar.x <= x <= bar.x + bar.width for bar in layer.bars)


@given(FRONTS, st.booleans())
def test_the_path_runs_downwards_only(front: CaseFront, small: bool) -> None:
    heights = [y for _, y in _path(draw(front, LABELS, small=small))]
    assert all(higher <= lower for higher, lower in pairwise(heights))


@given(FRONTS, st.booleans())
def test_the_path_meets_the_child_if_and_only_if_the_outcome_says_so(
    front: CaseFront, small: bool
) -> None:
    picture = draw(front, LABELS, small=small)
    assert picture.fate.reached == (front.outcome in REACHED)
    assert (picture.end.y >= picture.child.top) == picture.fate.reached
    assert picture.fate.doubtful == (front.outcome == "harm_possible_or_unknown")


@given(FRONTS, st.booleans())
def test_a_whole_bar_ends_the_path_only_where_something_caught_it(
    front: CaseFront, small: bool
) -> None:
    picture = draw(front, LABELS, small=small)
    catches = [layer for layer in picture.layers if layer.kind == "catch"]
    assert len(catches) == (front.caught_by != "not_caught")
    assert all(layer.hollow == (front.caught_by in HOLLOW) for layer in catches)
    assert picture.fate.held == (front.caught_by not in {*HOLLOW, "not_caught"})


@given(FRONTS)
def test_the_words_beside_it_name_every_factor_once_in_the_authors_order(front: CaseFront) -> None:
    picture = draw(front, LABELS, small=False)
    assert [told.name for told in picture.twin.told] == [LABELS[one.id] for one in front.factors]
    assert [told.number for told in picture.twin.told] == list(range(1, len(front.factors) + 1))
    assert all(
        f"{told.number}. {told.name}: {told.effect}." in picture.twin.desc
        for told in picture.twin.told
    )
    assert picture.twin.desc.endswith(" ".join(picture.twin.ending))
    assert front.title in picture.twin.title


@given(FRONTS)
def test_large_and_small_show_the_same_layers_and_only_the_large_one_has_words(
    front: CaseFront,
) -> None:
    large, small = (draw(front, LABELS, small=size) for size in (False, True))
    assert [(one.kind, one.passed, one.hollow) for one in large.layers] == [
        (one.kind, one.passed, one.hollow) for one in small.layers
    ]
    assert all(one.labels for one in large.layers)
    assert not any(one.labels for one in [*small.layers, small.start, small.child, small.end])


def test_a_slip_the_family_caught_stops_above_the_child() -> None:
    picture = draw(_front(), LABELS, small=False)
    assert [layer.kind for layer in picture.layers] == ["hindered", "catch"]
    assert picture.end.y < picture.child.y
    assert picture.twin.desc == (
        "The slip runs down towards the child or the family. 1. Identity, checked or not: let it "
        "through. Caught by a parent or somebody in a family, the same day. It did not reach the "
        "child or the family."
    )


def test_a_child_who_was_reached_stands_above_what_caught_it() -> None:
    picture = draw(_front(outcome="reached_child_no_known_harm"), LABELS, small=False)
    assert picture.layers[0].y < picture.child.y < picture.layers[1].y
    assert picture.layers[1].kind == "catch"


def test_what_helped_stands_with_what_caught_it() -> None:
    helped = [{"id": "tog.role", "effect": "helped"}, {"id": "sta.time", "effect": "hindered"}]
    picture = draw(_front(factors=helped), LABELS, small=False)
    assert [layer.kind for layer in picture.layers] == ["hindered", "catch", "helped"]


def test_what_helped_without_stopping_it_leaves_a_way_round() -> None:
    helped = [{"id": "tog.role", "effect": "helped"}]
    codes = {"caught_by": "not_caught", "outcome": "harm_known", "factors": helped}
    [layer] = draw(_front(**codes), LABELS, small=False).layers
    assert (layer.kind, layer.passed, len(layer.bars)) == ("beside", True, 1)


def test_a_path_that_nothing_caught_and_nobody_met_has_an_open_end_in_words() -> None:
    picture = draw(_front(caught_by="not_caught", outcome="good_outcome"), LABELS, small=False)
    assert [label.text for label in picture.end.labels] == ["Not caught"]
    assert picture.end.y < picture.child.top


def test_a_concern_without_an_outcome_shows_a_way_it_could_go() -> None:
    concern = _front(kind="concern", outcome="not_applicable")
    assert not draw(concern, LABELS, small=True).fate.happened


def test_a_factor_without_words_is_a_fault_and_not_a_raw_code() -> None:
    with pytest.raises(KeyError):
        draw(_front(), {}, small=False)
