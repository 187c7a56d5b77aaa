"""A quiz as its author tries it: any item marked at once, and what every option would be told.

Nothing is kept. What was chosen stands in the address of the page, so that it is still there, and
marked anew, after the item has been changed.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from learning.assessment import Raw, draw, read
from learning.content.model import CourseFile, Item, QuizFile
from learning.errors import Invalid
from learning.web import item_pages, verdicts
from learning.web.item_pages import ItemPage, Part, Where
from learning.web.preview_shapes import Shown

SPLIT = "."
"""Between an item's id and the name of a field, as on the site's own page of a whole quiz."""
_STATES = {
    "draft": "Draft: learners are not shown it",
    "watch": "On watch: shown and not scored",
    "retired": "Retired: learners are not shown it",
}


@dataclass(frozen=True)
class Reply:
    """What is said of an item whatever is chosen: for whom, and the words."""

    to: str
    html: Markup


@dataclass(frozen=True)
class Tried:
    """An item of the preview: its page, what was filled in, and what it can say."""

    page: ItemPage
    filled: Raw
    refusal: str
    labels: Sequence[str]
    objective: str
    #: every option with its verdict and feedback, then what is said of the whole item
    parts: Sequence[Part]
    replies: Sequence[Reply]


@dataclass(frozen=True)
class Quiz:
    """The items of a module, and the rules of its quiz in sentences."""

    items: Sequence[Tried]
    rules: Sequence[str]
    asks: str
    #: the items that are shown marked, by id: the form sends them along
    marked: Sequence[str]


def quiz_of(shown: Shown, course: CourseFile, sent: Raw) -> Quiz | None:
    """The quiz of a module as the address of its page fills it in; None where it has none."""
    if shown.quiz is None:
        return None
    named = {objective.id: objective.text for objective in course.objectives}
    asked = [*sent.get("marked", ()), *sent.get("mark", ())]
    marked = [item.id for item in shown.quiz.items if item.id in asked]
    items = list({item.id: item for item in shown.quiz.items}.values())  # an id twice is told
    found = []
    for number, item in enumerate(items, start=1):
        where = Where(number, len(items), _order(shown.quiz, item))
        filled = fields(sent, item.id)
        page, refusal = _page(item, shown.pieces[item.id], where, filled, item.id in marked)
        found.append(_tried(item, shown.pieces[item.id], named, page, (filled, refusal)))
    return Quiz(found, rules(shown.quiz), shown.quiz.confidence, marked)


def fields(sent: Raw, item: str) -> dict[str, Sequence[str]]:
    """What was filled in for one item of a page with many."""
    start = f"{item}{SPLIT}"
    return {name.removeprefix(start): sent[name] for name in sent if name.startswith(start)}


def _page(
    item: Item, pieces: Mapping[str, Any], where: Where, filled: Raw, asked: bool
) -> tuple[ItemPage, str]:
    """The page of an item, marked where that was asked; else why it was not.

    An item with errors may have no key, or one that leads nowhere.
    """
    bare = item_pages.page_of(item, pieces, where)
    if not asked:
        return bare, ""
    try:
        given = read(item, filled, where.shown)
        return item_pages.page_of(item, pieces, where, given, final=True), ""
    except Invalid as refused:
        return bare, refused.text
    except (LookupError, ValueError, ArithmeticError):
        return bare, "It cannot be marked as it is: mend its problems first."


def _tried(
    item: Item,
    pieces: Mapping[str, Any],
    named: Mapping[str, str],
    page: ItemPage,
    said: tuple[Raw, str],
) -> Tried:
    return Tried(
        page=page,
        filled=said[0],
        refusal=said[1],
        labels=_labels(item, page),
        objective=named.get(item.objective, f"Unknown objective: {item.objective}"),
        parts=_parts(item, pieces),
        replies=list(_replies(item, pieces)),
    )


def _order(quiz: QuizFile, item: Item) -> tuple[str, ...]:
    """The author's order, so that nothing moves while they write; drawn where it gives the key."""
    still = quiz.shuffle.model_copy(update={"options": False})
    alone = {"items": [item.model_copy(update={"status": "live"})], "draw": None, "shuffle": still}
    return draw(quiz.model_copy(update=alone), zlib.crc32(item.id.encode()))[0].shown


def _labels(item: Item, page: ItemPage) -> list[str]:
    found = [f"Item {page.number} of {page.of}", item.id, item.type]
    if item.critical:
        found.append("Critical")
    return [*found, _STATES[item.status]] if item.status in _STATES else found


def _parts(item: Item, pieces: Mapping[str, Any]) -> list[Part]:
    """Every part with what it says, in the author's order."""
    found = []
    for one, texts in item_pages.texts_of(item, pieces).items():
        verdict, words, note = _said(item, one, pieces)
        html, feedback = Markup(texts["text"]), Markup(texts.get("feedback", ""))
        found.append(Part(one, html, verdict=verdict, words=words, note=note, feedback=feedback))
    return found


def _said(item: Item, part: str, pieces: Mapping[str, Any]) -> tuple[str, str, str]:
    """Whether a part belongs, as a code and in words, and where it does or how it was voted for."""
    match item.type:
        case "single" | "multiple":
            right = any(one.correct for one in item.options if one.id == part)
            return ("right", "Key", "") if right else ("wrong", "Distractor", "")
        case "ordering":
            steps = [step.id for step in item.steps]
            if part not in steps:
                return "wrong", "Distractor", "It belongs nowhere."
            return "right", "Belongs", f"Step {steps.index(part) + 1}."
        case "matching":
            key = pieces["right"].get(item.key.get(part, ""))
            goes = verdicts.plain(key["text"]) if key else "nothing yet"
            return "", "", f"It goes with: {goes}."
        case "judgement":
            return "", "", f"Votes of the panel: {item.panel.votes.get(part, 0)}."
    return "", "", ""


def _replies(item: Item, pieces: Mapping[str, Any]) -> list[Reply]:
    """The feedback of the item itself, for whom each is meant."""
    own = pieces.get("feedback", {})
    told = [("Whoever is right", own.get("correct")), ("Whoever is not", own.get("incorrect"))]
    if item.type == "numeric":
        near = zip(item.near, pieces.get("near", ()), strict=False)
        told += [(f"From {min(one.range)} to {max(one.range)}", html) for one, html in near]
    told += [("Everybody", own.get("general")), ("Everybody", pieces.get("rationale"))]
    told.append(("Everybody, to compare", pieces.get("model_answer")))
    return [Reply(to, Markup(html)) for to, html in told if html]


def rules(quiz: QuizFile) -> list[str]:
    """What holds for the quiz as a whole, in sentences."""
    said = [f"A pass needs {quiz.pass_.percent} %."]
    if quiz.pass_.critical == "all":
        said.append("Every critical item must be right.")
    later = "once the quiz is handed in" if quiz.feedback == "after_quiz" else "after each item"
    said.append(f"Learners get feedback {later}.")
    if quiz.draw is not None:
        said.append(f"Each try draws {quiz.draw.n} of the items.")
    if quiz.shuffle.items or quiz.shuffle.options:
        drawn = {"items": quiz.shuffle.items, "options": quiz.shuffle.options}
        what = " and ".join(name for name, is_drawn in drawn.items() if is_drawn)
        said.append(f"The {what} come in another order at each try; here they stand as written.")
    return said
