"""What goes out as GIFT comes home whole; without its comments, with all that GIFT can hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as examples

from learning.content.building import fields
from learning.content.model import Item, Matching, Multiple, Numeric, QuizFile, Single
from learning.content.problems import Notebook
from learning.interop.gift.joining import joined
from learning.interop.gift.leaving import allowed
from learning.interop.gift.taking import take
from learning.interop.gift.writing import document, write, written
from tests.interop.gift.items import ITEM, bare, ground, item, items, quiz

SHIPPED = Path(__file__).parents[3] / "courses"


def home(item: Item, *, drop_comments: bool = False) -> Item:
    """An item that went out and came back."""
    text = written(item).text
    assert text is not None
    if drop_comments:
        text = "\n".join(line for line in text.split("\n") if not line.startswith("//"))
    taken = take(text, ground(), {}, {})
    assert [one.text for one in taken.findings if one.outcome == "left out"] == []
    return ITEM.validate_python(taken.items[0])


@given(items())
@examples(max_examples=200)
def test_every_item_that_gift_can_hold_comes_home_whole(item: Item) -> None:
    assert bare(home(item)) == bare(item)


@given(items())
@examples(max_examples=200)
def test_without_comments_an_item_keeps_its_words_its_key_and_its_feedback(item: Item) -> None:
    assert held(home(item, drop_comments=True)) == held(item)


def held(item: Item) -> dict[str, Any]:
    """What GIFT itself holds of an item: nothing by ids, and the context within the prompt."""
    prompt = f"{item.context}\n\n{item.prompt}" if item.context else item.prompt
    told: dict[str, Any] = {"type": item.type, "prompt": prompt, "general": item.feedback.general}
    if isinstance(item, Single | Multiple):
        options = [(one.text, one.correct, one.feedback) for one in item.options]
        return {**told, "options": options}
    if isinstance(item, Matching):
        lefts = {one.id: one.text for one in item.left}
        rights = {one.id: one.text for one in item.right}
        # the right side is plain to Moodle, and comes back as Markdown that shows the same
        pairs = [(text, list(rights).index(item.key[name])) for name, text in lefts.items()]
        used = list(dict.fromkeys(at for _, at in pairs))
        used += [at for at in range(len(rights)) if at not in used]
        return {**told, "pairs": [(text, used.index(at)) for text, at in pairs]}
    assert isinstance(item, Numeric)
    return {
        **told,
        "answer": (item.answer, float(allowed(item))),
        "near": [(one.range, one.feedback) for one in item.near],
        "said": (item.feedback.correct, item.feedback.incorrect),
    }


def test_the_shipped_quizzes_come_home_whole() -> None:
    paths = sorted(SHIPPED.glob("*/*/quiz.yaml"))
    assert paths
    for path in paths:
        front = yaml.safe_load((path.parents[1] / "course.yaml").read_text("utf-8"))
        quiz, _ = fields(path, QuizFile, "quiz", Notebook().of("quiz"))
        assert quiz is not None
        out, _ = write(quiz)
        held = ground(
            objectives={one["id"]: tuple(one["sources"]) for one in front["objectives"]},
            sources=frozenset(one["id"] for one in front["sources"]),
            cases=frozenset(one.stem for one in (SHIPPED / "cases").glob("*.md")),
        )
        taken = take(document("crew/it", out), held, {}, {})
        there = {one.id: stripped(bare(one)) for one in quiz.items}
        back = {one["id"]: bare(ITEM.validate_python(one)) for one in taken.items}
        assert back == {one.id: there[one.id] for one in out if one.text is not None}


def stripped(value: Any) -> Any:
    """The line end that a block of YAML leaves behind a text means nothing."""
    if isinstance(value, dict):
        return {name: stripped(one) for name, one in value.items()}
    if isinstance(value, list):
        return [stripped(one) for one in value]
    return value.strip() if isinstance(value, str) else value


@given(items())
@examples(max_examples=100)
def test_what_is_written_as_yaml_reads_back_as_it_was(item: Item) -> None:
    values = take(written(item).text or "", ground(), {}, {}).items
    text, _ = joined(None, values, "quiz.yaml")
    back = yaml.safe_load(text)["items"][0]
    back["review"] = {name: str(one) for name, one in back["review"].items()}
    assert back == values[0]


@pytest.mark.parametrize("kind", ["ordering", "reflect", "judgement"])
def test_what_gift_cannot_hold_is_told_and_not_written(kind: str) -> None:
    [one], lost = write(quiz(item(kind)))
    assert one.text is None
    assert one.told[0].startswith("not written: ")
    assert lost == ("pass", "shuffle", "confidence", "feedback")
