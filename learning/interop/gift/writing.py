r"""Items written as GIFT, and what of them GIFT cannot hold: told, and kept in comments.

Every text is marked as Markdown and stands on one line, its own line ends written `\n`: an empty
line within an entry would end it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from learning.content.inline import read
from learning.content.model import (
    Item,
    Matching,
    Multiple,
    Numeric,
    QuizFile,
    Single,
)
from learning.interop.gift import leaving, numbers
from learning.interop.gift.keeping import lines

_SIGNS = re.compile(r"[\\:#={}~]")
_NO_TYPE = {
    "ordering": "GIFT has no ordering",
    "judgement": "GIFT has no item that a panel has voted on",
    "reflect": "Moodle's essay would keep what people write, and here nothing is kept",
}
#: weights that Moodle does not know by itself: 100 by 11 and by 12
_UNKNOWN_SHARES = (11, 12)


@dataclass(frozen=True, slots=True)
class Written:
    """An item as GIFT (None where it cannot be), and what is to be said of it."""

    id: str
    text: str | None
    told: tuple[str, ...]


def write(quiz: QuizFile) -> tuple[list[Written], tuple[str, ...]]:
    """Every item of a quiz, and what of the quiz itself is not written."""
    return [written(item) for item in quiz.items], leaving.of_quiz(quiz)


def document(module: str, items: Sequence[Written]) -> str:
    """A whole file."""
    head = f"// {module}, written by Debrief. Comments keep what GIFT cannot hold.\n"
    return "\n".join([head, *(one.text for one in items if one.text is not None)])


def written(item: Item) -> Written:
    """One item."""
    why = _why_not(item)
    if why:
        return Written(item.id, None, (f"not written: {why}",))
    kept = leaving.kept(item)
    head = [*lines(kept), f"::{item.id}::[markdown]{_sign(_stem(item))} {{"]
    rows = [f"\t{row}" for row in (*_body(item), *_general(item))]
    return Written(item.id, "\n".join([*head, *rows, "}\n"]), tuple(_told(item)))


def _why_not(item: Item) -> str:
    if item.status == "retired":
        return "it is retired"
    if item.type in _NO_TYPE:
        return _NO_TYPE[item.type]
    if isinstance(item, Multiple) and not any(one.correct for one in item.options):
        return "none of its options is correct, and GIFT needs one"
    if isinstance(item, Single) and sum(one.correct for one in item.options) != 1:
        return "not one of its options is correct: run 'learning check'"
    if any(not text.strip() for text in (item.prompt, *_parts(item))):
        return "a text in it has no words"
    return _why_not_pairs(item) if isinstance(item, Matching) else ""


def _parts(item: Item) -> Iterator[str]:
    if isinstance(item, Single | Multiple):
        yield from (one.text for one in item.options)
    elif isinstance(item, Matching):
        yield from (one.text for one in (*item.left, *item.right))


def _why_not_pairs(item: Matching) -> str:
    rights = [one.text.strip() for one in item.right]
    if len(set(rights)) < len(rights):
        return "two right sides read alike, and GIFT tells them apart by their words"
    if {one.id for one in item.left} != set(item.key):
        return "its key is not whole: run 'learning check'"
    return ""


def _told(item: Item) -> Iterator[str]:
    """What GIFT cannot hold, and what counts otherwise in Moodle."""
    fields = leaving.lost(item)
    yield f"only in comments, which Moodle drops: {', '.join(fields)}"
    if isinstance(item, Multiple):
        yield from _scored(item)
    if isinstance(item, Numeric) and item.unit:
        yield f"the unit '{item.unit}' is not shown in Moodle: say it in the prompt"
    if any("->" in text for text in _parts(item)):
        yield "'->' is written '-&gt;', which reads the same"
    texts = (item.context or "", item.prompt, *_parts(item))
    if any("![" in text and read(text).images for text in texts):
        yield "a picture is not taken along: add it in Moodle"
    if isinstance(item, Matching) and any(read(one.text).plain != one.text for one in item.right):
        yield "right sides are plain words in Moodle: signs of Markdown show in them"


def _scored(item: Multiple) -> Iterator[str]:
    if item.score != "net":
        yield f"score: {item.score} is counted in parts in Moodle, less what is chosen wrongly"
    keys = sum(one.correct for one in item.options)
    if keys in _UNKNOWN_SHARES:
        yield f"{keys} keys: tell Moodle to take the nearest weight, or it refuses the item"


def _stem(item: Item) -> str:
    context = f"{item.context.strip()}\n\n" if item.context else ""
    return f"{context}{item.prompt.strip()}"


def _body(item: Item) -> Iterator[str]:
    if isinstance(item, Single):
        yield from _deciding(item) if leaving.is_true_or_false(item) else _single(item)
    elif isinstance(item, Multiple):
        yield from _multiple(item)
    elif isinstance(item, Matching):
        yield from _pairs(item)
    elif isinstance(item, Numeric):
        yield from _number(item)
    else:
        raise AssertionError(f"{type(item).__name__} was refused above")


def _deciding(item: Single) -> Iterator[str]:
    """TRUE or FALSE, what is said to who is wrong, and what to who is right."""
    truth = item.options[0].correct
    wrong, right = (
        next(one.feedback for one in item.options if one.correct == correct)
        for correct in (False, True)
    )
    said = f"#{_text(wrong or '')}" if wrong or right else ""
    yield f"{str(truth).upper()}{said}{_said(right)}"


def _single(item: Single) -> Iterator[str]:
    for one in item.options:
        yield f"{'=' if one.correct else '~'}{_part(one.text)}{_said(one.feedback)}"


def _multiple(item: Multiple) -> Iterator[str]:
    """Weights that make Moodle's sum the score, or come nearest to it."""
    keys = sum(one.correct for one in item.options)
    off = -100.0 if item.score == "all" else -100 / keys
    for one in item.options:
        weight = 100 / keys if one.correct else off
        share = f"{weight:.5f}".rstrip("0").rstrip(".")
        yield f"~%{share}%{_part(one.text)}{_said(one.feedback)}"


def _pairs(item: Matching) -> Iterator[str]:
    rights = {one.id: one.text for one in item.right}
    for one in item.left:
        yield f"={_part(one.text)} -> {_sign(rights[item.key[one.id]].strip())}"
    for name, text in rights.items():
        if name not in item.key.values():
            yield f"= -> {_sign(text.strip())}"


def _number(item: Numeric) -> Iterator[str]:
    answer = numbers.decimal(item.answer)
    off = numbers.plainly(leaving.allowed(item))
    yield f"#={numbers.plainly(answer)}:{off}{_said(item.feedback.correct)}"
    for near in item.near:
        low, high = (numbers.plainly(numbers.decimal(one)) for one in near.range)
        yield f"=%0%{low}..{high}{_said(near.feedback)}"
    if item.feedback.incorrect:
        yield f"~{_said(item.feedback.incorrect)}"


def _general(item: Item) -> Iterator[str]:
    if item.feedback.general:
        yield f"####{_text(item.feedback.general)}"


def _said(feedback: str | None) -> str:
    return f"#{_text(feedback)}" if feedback and feedback.strip() else ""


def _part(text: str) -> str:
    """A text that may stand before an arrow, which has no escape."""
    return _text(text.replace("->", "-&gt;"))


def _text(text: str) -> str:
    """A text in the format of its entry; what would be read as a weight or a format is not."""
    bare = text.strip()
    return f"[markdown]{_sign(bare)}" if bare.startswith(("[", "%")) else _sign(bare)


def _sign(text: str) -> str:
    return _SIGNS.sub(lambda found: f"\\{found[0]}", text).replace("\n", "\\n")
