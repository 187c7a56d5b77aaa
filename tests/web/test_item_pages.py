"""What a page shows of an item: its parts in drawn order, and the verdict once it is final."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning.assessment import Raw
from learning.progress import attempting
from learning.progress.attempts import Open
from learning.releases.shelf import Shelf
from learning.web.item_pages import Final, ItemPage, item_page
from tests.builders import AT, cast_into
from tests.content_builders import KINDS, compiled, item, module, put, rightly
from tests.progress.learner import Learner


class Shown:
    """One item in an open attempt, as its page shows it."""

    def __init__(self, session: Session, kind: str, rules: Any = None, **changed: Any) -> None:
        put(
            session,
            compiled(module(items=[item(kind, **changed), item(item_id="next")], rules=rules)),
        )
        self.shelf = Shelf(seconds=0)
        self.learner = Learner(session, self.shelf, cast_into(session).alice)
        self.attempt: Open = self.learner.begin()

    def page(self) -> ItemPage:
        pieces = self.shelf.pieces(self.learner.session, self.attempt.quiz.sha256["door"])
        return item_page(self.attempt, pieces, "door")

    def after(self, raw: Raw) -> Final:
        """What is said once this is given."""
        attempting.respond(self.learner.session, self.attempt, "door", raw, at=AT)
        final = self.page().final
        assert final is not None
        return final


def verdicts(final: Final) -> dict[str, tuple[str, str]]:
    """The verdict of every part, as a code and in words."""
    return {part.id: (part.verdict, part.words) for part in (*final.first, *final.others)}


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_that_waits_says_nothing_of_its_key(session: Session, kind: str) -> None:
    page = Shown(session, kind).page()
    assert page.final is None and page.confidence == ""
    assert not any(part.verdict or part.feedback or part.note for part in page.parts)


def test_an_item_counts_its_place(session: Session) -> None:
    page = Shown(session, "single").page()
    assert (page.number, page.of, page.counts) == (1, 2, True)


@pytest.mark.parametrize("kind", ["single", "multiple", "ordering", "judgement", "reflect"])
def test_parts_stand_in_the_order_they_were_drawn(session: Session, kind: str) -> None:
    shown = Shown(session, kind)
    assert [part.id for part in shown.page().parts] == list(shown.attempt.shown("door"))


def test_left_sides_keep_the_authors_order_and_the_right_ones_are_drawn(session: Session) -> None:
    shown = Shown(session, "matching")
    page = shown.page()
    assert [part.id for part in page.parts] == ["probe", "alert"]
    assert [value for value, _ in page.choices] == list(shown.attempt.shown("door"))
    assert dict(page.choices) == {"ask": "Ask", "tell": "Tell"}


def test_places_go_up_to_the_number_of_right_steps(session: Session) -> None:
    page = Shown(session, "ordering").page()
    assert page.choices == [("1", "Step 1"), ("2", "Step 2"), ("3", "Step 3")]
    assert len(page.parts) == 4, "the distractor is one of them"


def test_texts_are_rendered_and_choices_are_plain_words(session: Session) -> None:
    right = [{"id": "ask", "text": "*Ask* & go"}, {"id": "tell", "text": "Tell"}]
    page = Shown(session, "matching", right=right, prompt="What **now**?").page()
    assert page.prompt == "<p>What <strong>now</strong>?</p>"
    assert dict(page.choices)["ask"] == "Ask & go"


def test_a_wrong_option_comes_first_with_the_key_and_its_feedback(session: Session) -> None:
    final = Shown(session, "single").after({"choice": ["name"]})
    assert (final.verdict, final.words) == ("wrong", "Not this time")
    assert verdicts(final) == {
        "name": ("wrong", "Not this one"),
        "both": ("missed", "This is the one"),
    }
    chosen = next(part for part in final.first if part.picked)
    assert chosen.feedback == "<p>Two children share it.</p>"


def test_some_of_several_right_options_are_partly_right(session: Session) -> None:
    final = Shown(session, "multiple", score="each").after({"choice": ["a"]})
    assert (final.verdict, final.words) == ("missed", "Partly right")
    assert verdicts(final) == {
        "a": ("right", "Right"),
        "b": ("missed", "This one too"),
        "c": ("neutral", "Rightly left out"),
    }
    assert [part.id for part in final.others] == ["c"]


def test_each_step_says_where_it_was_put_and_where_it_belongs(session: Session) -> None:
    raw = {"place-ask": ["1"], "place-hope": ["2"], "place-check": ["3"]}
    final = Shown(session, "ordering", score="lcs").after(raw)
    notes = {part.id: part.note for part in (*final.first, *final.others)}
    assert notes == {
        "stop": "You left it out. It is step 1.",
        "ask": "You made it step 1. It is step 2.",
        "check": "Step 3.",
        "hope": "You made it step 2. It does not belong here.",
    }


def test_a_distractor_that_was_left_out_was_rightly_so(session: Session) -> None:
    shown = Shown(session, "ordering")
    final = shown.after(rightly(shown.attempt.quiz.items["door"]))
    assert final.words == "Right"
    notes = {part.id: part.note for part in (*final.first, *final.others)}
    assert notes["hope"] == "It does not belong here, and you left it out."


def test_each_pair_says_what_it_goes_with(session: Session) -> None:
    final = Shown(session, "matching").after({"pair-probe": ["ask"], "pair-alert": ["ask"]})
    assert final.words == "Partly right"
    assert {part.id: part.note for part in (*final.first, *final.others)} == {
        "probe": "It goes with: Ask.",
        "alert": "You chose: Ask. It goes with: Tell.",
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("15", "<p>Yes.</p>"),
        ("16.0", "<p>Yes.</p>"),
        ("10", "<p>That is the <em>other</em> limit.</p>"),
        ("99", "<p>No.</p>"),
    ],
)
def test_a_number_is_told_by_how_near_it_is(session: Session, given: str, said: str) -> None:
    texts = {"correct": "Yes.", "incorrect": "No.", "general": "Always."}
    final = Shown(session, "numeric", feedback=texts).after({"value": [given]})
    assert list(final.said) == [said, "<p>Always.</p>"]
    gave = given.removesuffix(".0")
    assert final.sentence == f"You gave {gave} working days. It is 15 working days."


@pytest.mark.parametrize(
    ("answer", "said"), [(1_500_000, "1500000"), (0.00005, "0.00005"), (-2.5, "-2.5"), (0, "0")]
)
def test_a_number_is_written_as_people_write_it(session: Session, answer: float, said: str) -> None:
    shown = Shown(session, "numeric", answer=answer, unit=None, near=[])
    assert shown.after({"value": ["7"]}).sentence == f"You gave 7. It is {said}."


def test_the_panel_has_a_favourite_and_nobody_is_wrong(session: Session) -> None:
    final = Shown(session, "judgement").after({"choice": ["wait"]})
    assert (final.verdict, final.words) == ("neutral", "Others on the panel chose differently")
    assert {words for _, words in verdicts(final).values()} <= {"", "The panel's favourite"}
    assert list(final.said) == ["<p>Silence reads as agreement.</p>"]


def test_the_panels_favourite_is_right_and_named(session: Session) -> None:
    final = Shown(session, "judgement").after({"choice": ["say"]})
    assert final.words == "Right"
    assert verdicts(final)["say"] == ("right", "The panel's favourite")


def test_a_reflection_is_for_its_writer_alone(session: Session) -> None:
    shown = Shown(session, "reflect")
    assert not shown.page().counts
    final = shown.after({"criterion": ["ask"]})
    assert (final.verdict, final.words) == ("neutral", "For you alone")
    assert [part.id for part in final.first] == ["ask"] and not final.others


def test_feedback_where_it_comes_at_the_end_waits_for_the_end(session: Session) -> None:
    shown = Shown(session, "single", {"feedback": "after_quiz"})
    attempting.respond(session, shown.attempt, "door", {"choice": ["name"]}, at=AT)
    page = shown.page()
    assert page.final is None and page.filled == {"choice": ["name"]}
    shown.learner.finish(shown.attempt)
    assert shown.page().final is not None
