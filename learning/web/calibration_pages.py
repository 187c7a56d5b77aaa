"""What the page on how sure one was shows: sentences, bars and tables of the same counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from learning.assessment import Confidence
from learning.progress.calibration import ENOUGH, Calibration, Count, Month
from learning.web.course_pages import MONTHS

_HEIGHT, _STEP, _WIDTH, _FOOT = 160, 96, 48, 28


@dataclass(frozen=True)
class Bar:
    """A bar of the chart, in its units; `words` name it below, `share` above."""

    x: int
    y: int
    height: int
    middle: int
    words: str
    share: str


def page(found: Calibration) -> dict[str, Any]:
    """Everything the page shows."""
    enough = [(word, count) for word, count in found.words.items() if count.of >= ENOUGH]
    return {
        "any": any(count.of for count in found.words.values()),
        "sentences": [_sentence(word, count) for word, count in found.words.items()],
        "bars": [_bar(place, *one) for place, one in enumerate(enough)],
        "width": max(1, len(enough)) * _STEP,
        "height": _HEIGHT + _FOOT,
        "base": _HEIGHT,
        "bar_width": _WIDTH,
        "desc": " ".join(_sentence(*one) for one in enough),
        "rows": [_row(month) for month in found.months],
        "heads": ["Month", *(_capital(word) for word in Confidence)],
    }


def _sentence(word: Confidence, count: Count) -> str:
    if count.of < ENOUGH:
        return f"When you were {word.label}: not enough yet to say, {count.of} of {ENOUGH}."
    return f"When you were {word.label}, you were right {count.right} of {count.of} times."


def _bar(place: int, word: Confidence, count: Count) -> Bar:
    share = count.right / count.of
    height = round(share * (_HEIGHT - 24))
    x = place * _STEP + (_STEP - _WIDTH) // 2
    middle = place * _STEP + _STEP // 2
    return Bar(x, _HEIGHT - height, height, middle, word.label, f"{count.right} of {count.of}")


def _row(month: Month) -> Sequence[str]:
    said = [_share(month.words.get(word, Count())) for word in Confidence]
    return [f"{MONTHS[month.month - 1]} {month.year}", *said]


def _share(count: Count) -> str:
    return f"{count.right} of {count.of} right" if count.of else "none"


def _capital(word: Confidence) -> str:
    return word.label[0].upper() + word.label[1:]
