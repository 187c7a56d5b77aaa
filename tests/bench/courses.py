"""Generated courses of a stated size: valid, dull, and the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

PER_COURSE = 50
#: The modules whose quizzes are taken: one with feedback after each item, one handed in whole.
STEPPED, WHOLE = "m-000", "m-001"
COURSE = "generated-00"
ITEMS = 10

_WORDS = (
    "a the this each before after while when because until child family visit record call team "
    "colleague supervisor nurse teacher officer school door address date name page letter check "
    "asks looks says writes reads waits stops repeats confirms hears sees tells keeps finds plain "
    "early late quiet clear certain second first known missing shared wrong right same other"
)
_REVIEW = "{last: 2026-11-22, by: Benchmark, due: 2030-11-01}"


def write(root: Path, modules: int, most: int = PER_COURSE) -> None:
    """Write `modules` modules, in courses of at most so many, into the folder `root`."""
    for number in range(0, modules, most):
        ids = [f"m-{one:03d}" for one in range(min(most, modules - number))]
        folder = root / f"generated-{number // most:02d}"
        folder.mkdir(parents=True)
        (folder / "course.yaml").write_text(_course(number, ids), encoding="utf-8")
        for place, module in enumerate(ids):
            words = _Words(number + place)
            (folder / module).mkdir()
            (folder / module / "module.md").write_text(_module(words), encoding="utf-8")
            quiz = "\n".join(_quiz(words, module, whole=module == WHOLE))
            (folder / module / "quiz.yaml").write_text(quiz, encoding="utf-8")


class _Words:
    """Sentences drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self._random, self._words = random.Random(seed), _WORDS.split()

    def line(self, words: int = 9) -> str:
        """One sentence."""
        return " ".join(self._random.choices(self._words, k=words)).capitalize() + "."

    def lines(self, number: int) -> str:
        """Several sentences."""
        return " ".join(self.line(11) for _ in range(number))


def _course(number: int, modules: list[str]) -> str:
    return f"""format: 1
title: Generated course {number // PER_COURSE}
summary: A course that only a benchmark reads.
status: live
licence: CC BY 4.0
audience: [Nobody]
owners:
  - role: Benchmark
tasks:
  - id: visit-a-home
    text: Visit a home.
objectives:
  - {{id: look-twice, text: Look twice., task: visit-a-home, sources: [handbook]}}
  - {{id: ask-once-more, text: Ask once more., task: visit-a-home, sources: [handbook]}}
sources:
  - {{id: handbook, title: A handbook that does not exist, kind: textbook}}
modules: [{", ".join(modules)}]
validity: {{months: 12, anchor: completion}}
review: {_REVIEW}
"""


def _module(words: _Words) -> str:
    sections = "\n".join(_section(words, number) for number in range(6))
    return f"""---
title: {words.line(5)}
minutes: 20
objectives: [look-twice, ask-once-more]
sources:
  - {{id: handbook, locator: chapter 1}}
review: {_REVIEW}
peer_task: |
  {words.lines(2)}

  1. {words.line()}
  2. {words.line()}
---
{sections}"""


def _section(words: _Words, number: int) -> str:
    extra = (
        f"- {words.line()}\n- {words.line()}\n- {words.line()}",
        f'!!! note "Notice"\n    {words.lines(2)}',
        f"| What | Who |\n| --- | --- |\n| {words.line(4)} | {words.line(3)} |",
        f"1. {words.line()}\n2. {words.line()}",
        f'!!! practice "Try it"\n    {words.lines(2)}',
        f"> {words.lines(2)}",
    )[number % 6]
    first, second = words.lines(7), words.lines(5)
    return f"\n## {words.line(4)[:-1]} {number}\n\n{first}\n\n{extra}\n\nIn *short*: {second}\n"


def _quiz(words: _Words, module: str, *, whole: bool) -> Iterator[str]:
    yield "pass: {percent: 80, critical: all}"
    yield "shuffle: {items: false, options: true}"
    yield "confidence: optional"
    yield f"feedback: {'after_quiz' if whole else 'after_item'}"
    yield "items:"
    kinds = ("single", "multiple", "single", "ordering", "single", "matching", "single", "numeric")
    for number in range(ITEMS):
        kind = kinds[number % len(kinds)]
        objective = ("look-twice", "ask-once-more")[number % 2]
        yield _common(words, f"{module}-i{number}", kind, objective)
        yield from _OWN[kind](words)


def _common(words: _Words, item: str, kind: str, objective: str) -> str:
    return f"""  - id: {item}
    rev: 1
    type: {kind}
    status: live
    objective: {objective}
    level: apply
    sources:
      - {{id: handbook, locator: chapter 2}}
    review: {_REVIEW}
    context: >-
      {words.line(14)}
    prompt: {words.line()}
    feedback:
      incorrect: {words.line(12)}
      general: {words.line(12)}"""


def _options(words: _Words, keys: str) -> Iterator[str]:
    yield "    options:"
    for one in "abcd":
        yield f"      - id: {one}\n        text: {words.line(7)}"
        yield f"        feedback: >-\n          {words.line()}"
        if one in keys:
            yield "        correct: true"


def _single(words: _Words) -> Iterator[str]:
    yield from _options(words, "b")


def _multiple(words: _Words) -> Iterator[str]:
    yield from _options(words, "ac")


def _ordering(words: _Words) -> Iterator[str]:
    yield "    steps:"
    for one in "abcd":
        yield f"      - {{id: {one}, text: {words.line()}, feedback: {words.line(8)}}}"


def _matching(words: _Words) -> Iterator[str]:
    for side in ("left", "right"):
        yield f"    {side}:"
        for one in "abc":
            yield f"      - {{id: {one}, text: {words.line(6)}, feedback: {words.line(8)}}}"
    yield "    key: {a: b, b: c, c: a}"


def _numeric(words: _Words) -> Iterator[str]:
    yield "    answer: 15\n    tolerance: {abs: 0.5}\n    unit: minutes"
    yield f"    near:\n      - {{range: [30, 40], feedback: {words.line(14)}}}"


_OWN = {
    "single": _single,
    "multiple": _multiple,
    "ordering": _ordering,
    "matching": _matching,
    "numeric": _numeric,
}
