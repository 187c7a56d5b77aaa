"""How a mark is said: words beside a part, the sentence under it, an item's own feedback."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from learning.assessment import Mark
from learning.content.model import Item

_WORDS = {
    "right": "Right",
    "wrong": "Not this one",
    "missed": "This one too",
    "neutral": "Rightly left out",
}
_ONE = {"right": "Right", "wrong": "Not this one", "missed": "This is the one", "neutral": ""}
_PLACED = {
    "right": "In order with the others",
    "wrong": "Elsewhere",
    "missed": "Left out",
    "neutral": "Left out",
}
_PAIRED = {"right": "Right", "wrong": "Another one"}


def plain(text: str) -> str:
    """Rendered HTML as plain words, for places that can hold no more."""
    return html.unescape(str(Markup(text).striptags()))


def of_part(item: Item, verdict: str) -> str:
    """The words of a part's verdict; empty where there is nothing to say."""
    tables: dict[str, Mapping[str, str]] = {
        "multiple": _WORDS,
        "ordering": _PLACED,
        "matching": _PAIRED,
    }
    if item.type == "judgement":
        return "The panel's favourite" if verdict == "right" else ""
    return tables.get(item.type, _ONE).get(verdict, "")


def of_item(item: Item, judged: Mark) -> tuple[str, str]:
    """The verdict on the whole item, as a code and in words."""
    if item.type == "reflect":
        return "neutral", "For you alone"
    if judged.right:
        return "right", "Right"
    if item.type == "judgement":
        return "neutral", "Others on the panel chose differently"
    return ("missed", "Partly right") if judged.score > 0 else ("wrong", "Not this time")


def note(
    item: Item, part: str, filled: Mapping[str, Sequence[str]], pieces: Mapping[str, Any]
) -> str:
    """What was given for a step or pair and what belongs there, in a sentence."""
    if item.type == "ordering":
        return _place(item, part, next(iter(filled.get(f"place-{part}", ())), ""))
    if item.type == "matching":
        right = pieces["right"]
        given = plain(right[filled[f"pair-{part}"][0]]["text"])
        key = plain(right[item.key[part]]["text"])
        return (
            f"It goes with: {key}." if given == key else f"You chose: {given}. It goes with: {key}."
        )
    return ""


def _place(item: Any, part: str, given: str) -> str:
    places = {step.id: str(n) for n, step in enumerate(item.steps, start=1)}
    belongs = places.get(part, "")
    if given == belongs:
        return f"Step {belongs}." if belongs else "It does not belong here, and you left it out."
    said = f"You made it step {given}." if given else "You left it out."
    return f"{said} It is step {belongs}." if belongs else f"{said} It does not belong here."


def feedback(pieces: Mapping[str, Any], judged: Mark) -> list[Markup]:
    """The item's own feedback: for a right or another response, near a number, and always.

    A judgement item ends with the panel's reasons.
    """
    own = pieces.get("feedback", {})
    near = pieces["near"][judged.near] if judged.near is not None else ""
    first = own.get("correct") if judged.right else near or own.get("incorrect")
    said = (first, own.get("general"), pieces.get("rationale"))
    return [Markup(html) for html in said if html]


def number(item: Item, filled: Mapping[str, Sequence[str]]) -> str:
    """For a numeric item, what was given and what it is."""
    if item.type != "numeric":
        return ""
    unit = f" {item.unit}" if item.unit else ""
    exact = format(Decimal(repr(item.answer)).normalize(), "f")
    return f"You gave {filled['value'][0]}{unit}. It is {exact}{unit}."
