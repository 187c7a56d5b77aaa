"""What one attempt adds to the sums of its items."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from learning.assessment import read
from learning.authoring.summing import Key, Tally, add, chosen
from learning.content.model import Item, QuizFile
from learning.releases.shelf import Shelf
from tests.builders import cast_into
from tests.content_builders import compiled, every_kind, item, module, put, rightly, wrongly
from tests.progress.learner import Learner


def summed(session: Session, *items: object, wrong: tuple[str, ...] = ()) -> dict[Key, Tally]:
    put(session, compiled(module(items=list(items))))  # type: ignore[arg-type]
    alice = Learner(session, Shelf(seconds=0), cast_into(session).alice)
    tallies: dict[Key, Tally] = {}
    add(tallies, alice.take(wrong=wrong))
    return tallies


def rests(tallies: dict[Key, Tally]) -> dict[str, float | None]:
    return {key[0]: one.rest_sum if one.rested else None for key, one in tallies.items()}


def test_the_rest_is_the_mean_of_the_other_scored_items(session: Session) -> None:
    items = [item(item_id=one) for one in "abc"]
    found = summed(session, *items, wrong=("c",))
    assert rests(found) == {"a": 0.5, "b": 0.5, "c": 1.0}
    assert found["c", 1].score_sum == 0 and found["a", 1].score_sum == 1


def test_an_item_on_watch_counts_for_itself_and_in_nobodys_rest(session: Session) -> None:
    watched = item(item_id="w", status="watch")
    found = summed(session, item(item_id="a"), item(item_id="b"), watched, wrong=("w",))
    assert rests(found) == {"a": 1.0, "b": 1.0, "w": 1.0}
    assert found["w", 1].score_sum == 0 and found["w", 1].responses == 1


def test_an_item_alone_has_no_rest_and_a_reflection_has_none_at_all(session: Session) -> None:
    found = summed(session, item(item_id="a"), item("reflect", "r"))
    assert rests(found) == {"a": None, "r": None}
    assert found["r", 1].responses == 1 and not found["r", 1].chosen


def test_certain_and_wrong_is_counted_of_those_who_said_how_sure_they_were() -> None:
    tally = Tally("identity")
    for worth, said in ((0.0, "certain"), (1.0, "certain"), (0.0, "sure"), (0.0, None)):
        tally.add(worth, None, said)
    assert (tally.confident, tally.certain, tally.certain_wrong) == (3, 2, 1)


KINDS = {one.id: one for one in QuizFile.model_validate(
    {"pass": {"percent": 60}, "items": every_kind()}
).items}  # fmt: skip


def given(one: Item, raw: object) -> list[str]:
    shown = [part.id for name in ("options", "steps", "distractors", "right", "criteria")
             for part in getattr(one, name, [])]  # fmt: skip
    return list(chosen(one, read(one, raw, shown)))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [one for one in KINDS if one != "reflect"])
def test_what_was_chosen_fits_the_column_and_differs_when_it_is_wrong(kind: str) -> None:
    one = KINDS[kind]
    right, wrong = given(one, rightly(one)), given(one, wrongly(one))
    assert right and wrong and right != wrong
    assert all(len(each) <= 130 for each in right + wrong)


def test_a_number_is_counted_by_the_range_it_fell_into() -> None:
    number = item("numeric", answer=3, tolerance={"abs": 0})
    number["near"] = [{"range": [5, 6], "feedback": "That is the other one."}]
    one = QuizFile.model_validate({"pass": {"percent": 0}, "items": [number]}).items[0]
    told = [list(chosen(one, {"value": value})) for value in ("3", "5.5", "9")]
    assert told == [["right"], ["near-0"], ["other"]]


def test_none_of_these_is_counted_too_and_what_somebody_ticked_for_themselves_is_not() -> None:
    assert list(chosen(KINDS["multiple"], {"chosen": []})) == ["none"]
    assert list(chosen(KINDS["reflect"], {"criteria": ["x"]})) == []
