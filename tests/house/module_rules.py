"""Rules of the shipped modules: length, opening, callouts, peer task, reviews, reading age."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from learning.content.building import Case, Module
from tests.house import library_rules
from tests.house.curriculum import Finding, running, sentences
from tests.house.readability import Measure, measure
from tests.house.wording_rules import quiz_file

OLDEST = 14.0
FEWEST, MOST = 900, 1600
_NOTED = re.compile(r"\[\^[^\]]+\](?!:)")
_LEAVE_OUT = re.compile(r"leave out names|no real case|made-up|invent", re.IGNORECASE)
_MINUTES = re.compile(r"\bMinutes? \d", re.IGNORECASE)


def read(module: Module | Case) -> Measure:
    """Measure what a learner reads in one go."""
    return measure([*sentences(running(module.document))])


def too_hard(module: Module | Case) -> list[Finding]:
    """Texts for older readers than a tired practitioner wants to be."""
    age = read(module).age
    if age <= OLDEST:
        return []
    return [
        Finding(module.file, 1, f"reading age {age:.1f}: at most {OLDEST:g}; shorter sentences")
    ]


def row(module: Module) -> str:
    """A module's row in the table of the authors' guide."""
    found = read(module)
    return f"| `{module.id}` | {module.document.words:,} | {found.mean:.1f} | {found.age:.1f} |"


def stale_row(module: Module, guide: str) -> str:
    """The row that the guide should have, where it has none or one that is far from it.

    Far is a year of age, two words a sentence or a hundred words: an edit of some words may wait.
    """
    written = re.search(rf"^\| `{module.id}` \| ([\d,]+) \| ([\d.]+) \| ([\d.]+) \|$", guide, re.M)
    found = read(module)
    if written is None:
        return row(module)
    words, mean, age = (float(one.replace(",", "")) for one in written.groups())
    near = abs(words - module.document.words) <= 100 and abs(mean - found.mean) <= 2
    return "" if near and abs(age - found.age) <= 1 else row(module)


def shape(module: Module) -> Iterator[str]:
    """What a module lacks as a whole."""
    words = module.document.words
    if not FEWEST <= words <= MOST:
        yield f"{words} words of body: have {FEWEST} to {MOST}"
    kinds = Counter(one.kind for one in module.document.callouts)
    if kinds["aviation"] != 1:
        yield f"{kinds['aviation']} callouts of aviation: have exactly one main parallel"
    for kind in ("practice", "reflect", "safety"):
        if not kinds[kind]:
            yield f"no callout !!! {kind}"
    if not opens_with_a_case(module):
        yield "it does not open with a case: tell one before the second heading, with its footnote"
    yield from task(module.front.peer_task)


def opens_with_a_case(module: Module) -> bool:
    """Whether the first section tells something that has a footnote."""
    headings = [one.line for one in module.document.headings if one.level == 2]
    second = (*headings, 10**6, 10**6)[1]
    first = module.document.source.split("\n")[: second - module.document.first_line]
    return bool(_NOTED.search("\n".join(first)))


def task(text: str) -> Iterator[str]:
    """What a peer task lacks."""
    if not _LEAVE_OUT.search(text):
        yield "the peer task does not say to leave out names and places"
    if len(_MINUTES.findall(text)) < 4:
        yield "the peer task is not told minute by minute"


def misshapen(module: Module, cases: Sequence[Case]) -> list[Finding]:
    """What a module lacks, its cases included."""
    said = [*shape(module), *library_rules.few_cases(module, cases)]
    said += library_rules.unnoted(module, cases)
    return [Finding(module.file, 1, say) for say in said]


def without_ground(module: Module) -> list[Finding]:
    """Sources of a module without a locator."""
    return [
        Finding(
            module.file, module.places.at("sources", at).line, f"source {one.id} has no locator"
        )
        for at, one in enumerate(module.front.sources)
        if not one.locator
    ]


def overdue(module: Module, by: dt.date) -> list[Finding]:
    """Reviews that are past on a day: of a module and of its items."""
    found = [(module.file, module.places.at("review").line, module.front.review)]
    items = module.quiz.items if module.quiz else ()
    for at, item in enumerate(items):
        line = module.quiz_places.at("items", at, "review").line
        found.append((quiz_file(module), line, item.review))
    return [
        Finding(file, line, f"the review was due {one.due} or lies ahead: set last and due")
        for file, line, one in found
        if one.due <= by or one.last > one.due
    ]
