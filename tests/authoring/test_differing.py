"""What publishing would change, and for how many: people are counted once and never named."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.authoring import differing, states
from learning.authoring.differing import Difference
from learning.content.blobs import Compiled
from learning.releases.shelf import Shelf
from tests.builders import AT, cast_into
from tests.content_builders import changes, compiled, item, module, put
from tests.progress.learner import Learner

TODAY, LATER = AT.date(), dt.date(2099, 1, 1)


def against_live(session: Session, made: Compiled, on: dt.date = TODAY) -> Difference:
    live = states.live_releases(session).get("crew")
    return differing.difference(session, made, live, on=on)


def test_against_nothing_all_of_it_is_new_and_nobody_is_touched(session: Session) -> None:
    found = against_live(session, compiled())
    assert (found.live, found.completed, found.shortened, found.midway) == (0, 0, 0, {})
    assert {one.state for one in found.parts} == {"new"} and found.refusals == ()


def test_the_same_again_differs_in_nothing(session: Session) -> None:
    put(session, compiled())
    found = against_live(session, compiled())
    assert found.parts == () and found.live == 1 and found.effect == "editorial"


def test_people_in_the_middle_and_with_a_completion_are_counted(session: Session) -> None:
    cast = cast_into(session)
    put(session, compiled(validity={"months": 12, "anchor": "completion"}))
    for person in (cast.alice, cast.bob):
        Learner(session, Shelf(seconds=0), person).take("identity")
    Learner(session, Shelf(seconds=0), cast.charlie).begin("identity")
    found = against_live(session, compiled(title="Another"))
    assert (found.midway, found.completed, found.shortened) == ({"identity": 1}, 2, 0)
    assert against_live(session, compiled(title="Another"), LATER).completed == 0
    critical = compiled(title="Another", changes=changes("critical"))
    assert against_live(session, critical).shortened == 2


@pytest.mark.parametrize(("rev", "refused"), [(1, True), (2, False)])
def test_another_meaning_needs_another_rev(session: Session, rev: int, refused: bool) -> None:
    put(session, compiled())
    other = item(item_id="identity-door", rev=rev, critical=True)
    found = against_live(session, compiled(module(items=[other]), changes=changes("material")))
    assert found.effect == "material" and found.material
    assert bool(found.refusals) is refused


def test_what_differs_between_two_releases_is_told_both_ways(session: Session) -> None:
    made = [compiled(), compiled(module(), module("handover"), changes=changes("material"))]
    put(session, *made)
    old, new = (one.manifest.sha256 for one in made)
    there = {one.id: one.state for one in differing.between(session, old, new)}
    back = {one.id: one.state for one in differing.between(session, new, old)}
    assert (there["handover"], back["handover"]) == ("new", "gone")
    assert differing.between(session, old, old) == ()
