"""Rules of a quiz as a whole: it can be passed, and not by test-wiseness."""

from __future__ import annotations

from learning.content.model import Option, QuizFile, Reflect, Single
from learning.content.places import Places
from learning.content.problems import Findings

#: Fewer singles than this show no pattern.
_ENOUGH = 5
_MOSTLY = 0.7


def check(quiz: QuizFile, places: Places, findings: Findings) -> None:
    """The pass mark, the draw, and what gives the key away."""
    live = [item for item in quiz.items if item.status == "live"]
    scored = [item for item in live if not isinstance(item, Reflect)]
    if quiz.pass_.percent and not scored:
        none = "no live item counts to a pass: make one live, or set percent: 0"
        findings.add("quiz.no-scored", places.at("pass", "percent"), none)
    critical = sum(item.critical for item in scored)
    if quiz.draw and quiz.draw.n > len(live):
        few = f"{quiz.draw.n} of {len(live)} live items cannot be drawn: lower n, or write more"
        findings.add("quiz.draw", places.at("draw", "n"), few)
    elif quiz.draw and quiz.draw.n < critical:
        many = f"{critical} critical items are always drawn: raise n to that, or more"
        findings.add("quiz.draw", places.at("draw", "n"), many)
    singles = [item for item in live if isinstance(item, Single)]
    if len(singles) >= _ENOUGH:
        _patterns(quiz, singles, places, findings)


def _patterns(quiz: QuizFile, singles: list[Single], places: Places, findings: Findings) -> None:
    """Whether the right option can be told without reading."""
    spots = {_key(item.options) for item in singles}
    if not quiz.shuffle.options and len(spots) == 1 and None not in spots:
        same = "the right option stands in the same place in every single: move some, or shuffle"
        findings.add("quiz.key-position", places.key("items"), same)
    longest = sum(_is_longest(item.options) for item in singles)
    if longest > _MOSTLY * len(singles):
        told = f"the right option is the longest in {longest} of {len(singles)} singles"
        told = f"{told}: shorten some, or fill out others"
        findings.add("quiz.longest-option", places.key("items"), told)


def _key(options: list[Option]) -> int | None:
    return next((at for at, option in enumerate(options) if option.correct), None)


def _is_longest(options: list[Option]) -> bool:
    right = [len(option.text) for option in options if option.correct]
    wrong = [len(option.text) for option in options if not option.correct]
    return bool(right) and max(right) > max(wrong, default=0)
