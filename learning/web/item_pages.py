"""What a page shows of an item: its rendered pieces in the order drawn, and the feedback once
final.

Plain values for templates. HTML here comes from the renderer, which cleaned it when it was
published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from learning.assessment import Mark, Response, counts, mark, write
from learning.content.model import Item
from learning.progress.attempts import Open
from learning.web import verdicts


@dataclass(frozen=True)
class Part:
    """An option, step, side or criterion as the page shows it."""

    id: str
    html: Markup
    picked: bool = False
    #: right, wrong, missed or neutral, and in words; empty until the response is final
    verdict: str = ""
    words: str = ""
    #: what was given and what belongs here, in a sentence
    note: str = ""
    feedback: Markup = Markup("")


@dataclass(frozen=True)
class Final:
    """What is said of an item once its response is final."""

    verdict: str
    words: str
    #: the parts that were chosen or belong, then the others
    first: Sequence[Part]
    others: Sequence[Part]
    said: Sequence[Markup]
    sentence: str = ""


@dataclass(frozen=True)
class ItemPage:
    """One item of an attempt. `number` counts from 1; `final` is None while it waits."""

    id: str
    type: str
    number: int
    of: int
    counts: bool
    critical: bool
    prompt: Markup
    context: Markup
    hint: Markup
    parts: Sequence[Part]
    #: pairs of value and words for the lists of ordering and matching items
    choices: Sequence[tuple[str, str]]
    unit: str
    #: what the form fields hold, as the marker reads them
    filled: Mapping[str, Sequence[str]] = field(default_factory=dict)
    confidence: str = ""
    model_answer: Markup = Markup("")
    none_correct: bool = False
    keeps_text: bool = False
    final: Final | None = None


@dataclass(frozen=True)
class Where:
    """The place of an item among those shown, and its parts in the order shown."""

    number: int
    of: int
    shown: Sequence[str]


def item_page(attempt: Open, pieces: Mapping[str, Any], item_id: str) -> ItemPage:
    """The page of one item of an attempt; with feedback where its response is final."""
    item, row = attempt.quiz.items[item_id], attempt.responses.get(item_id)
    order = attempt.order
    where = Where(order.index(item_id) + 1, len(order), attempt.shown(item_id))
    made = page_of(
        item, pieces, where, row.given if row else None, final=bool(row and row.score is not None)
    )
    return replace(made, confidence=(row.confidence or "") if row else "")


def page_of(
    item: Item,
    pieces: Mapping[str, Any],
    where: Where,
    given: Response | None = None,
    *,
    final: bool = False,
) -> ItemPage:
    """An item as its page shows it, with a response where one was given, marked if it is final."""
    filled = write(item, given) if given is not None else {}
    judged = mark(item, given) if given is not None and final else None
    parts = _parts(item, pieces, where.shown, filled)
    return ItemPage(
        id=item.id,
        type=item.type,
        number=where.number,
        of=where.of,
        counts=counts(item),
        critical=item.critical,
        prompt=Markup(pieces["prompt"]),
        context=Markup(pieces.get("context", "")),
        hint=Markup(pieces.get("hint", "")),
        parts=parts,
        choices=_choices(item, pieces, where.shown),
        unit=getattr(item, "unit", None) or "",
        filled=filled,
        model_answer=Markup(pieces.get("model_answer", "")),
        none_correct=getattr(item, "none_correct", False),
        keeps_text=getattr(item, "store", "none") == "private",
        final=_final(item, pieces, parts, filled, judged) if judged else None,
    )


def _parts(
    item: Item, pieces: Mapping[str, Any], shown: Sequence[str], filled: Mapping[str, Sequence[str]]
) -> list[Part]:
    """The parts to answer: shown order, except matching, whose left sides keep the author's."""
    texts = texts_of(item, pieces)
    ids = [side.id for side in item.left] if item.type == "matching" else shown
    picked = {*filled.get("choice", ()), *filled.get("criterion", ())}
    return [Part(one, Markup(texts[one]["text"]), picked=one in picked) for one in ids]


def texts_of(item: Item, pieces: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The rendered text and feedback of each part, by its id."""
    if item.type == "reflect":
        return {one: {"text": html} for one, html in pieces["criteria"].items()}
    name = "left" if item.type == "matching" else "options"
    texts: dict[str, dict[str, str]] = pieces.get(name, {})
    return texts


def _choices(item: Item, pieces: Mapping[str, Any], shown: Sequence[str]) -> list[tuple[str, str]]:
    """What the lists offer: places 1 to n, or the right sides in drawn order, as plain words."""
    if item.type == "ordering":
        return [(str(n), f"Step {n}") for n in range(1, len(item.steps) + 1)]
    if item.type == "matching":
        return [(one, verdicts.plain(pieces["right"][one]["text"])) for one in shown]
    return []


def _final(
    item: Item,
    pieces: Mapping[str, Any],
    parts: Sequence[Part],
    filled: Mapping[str, Sequence[str]],
    judged: Mark,
) -> Final:
    """Each part with its verdict and feedback: what was chosen or belongs first."""
    given = {note.id: note.verdict for note in judged.notes}
    texts = texts_of(item, pieces)
    said = [
        Part(
            id=part.id,
            html=part.html,
            picked=part.picked,
            verdict=given.get(part.id, ""),
            words=verdicts.of_part(item, given.get(part.id, "")),
            note=verdicts.note(item, part.id, filled, pieces),
            feedback=Markup(texts[part.id].get("feedback", "")),
        )
        for part in parts
    ]
    first = [part for part in said if part.picked or part.verdict not in ("neutral", "")]
    if item.type == "reflect":
        first = [part for part in said if part.picked]
    code, words = verdicts.of_item(item, judged)
    return Final(
        verdict=code,
        words=words,
        first=first,
        others=[part for part in said if part not in first] if item.type != "reflect" else [],
        said=verdicts.feedback(pieces, judged),
        sentence=verdicts.number(item, filled),
    )
