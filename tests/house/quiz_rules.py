"""Rules of the shipped quizzes: what is asked, where the keys stand, how long the options are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from learning.content.building import Module
from learning.content.model import (
    Item,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Reflect,
    Single,
)
from tests.house.curriculum import Finding
from tests.house.wording_rules import quiz_file

FEWEST, MOST, TYPES = 8, 12, 4
#: Critical values of chi-squared at 5 %, by degrees of freedom.
_CRITICAL = {1: 3.84, 2: 5.99, 3: 7.81, 4: 9.49, 5: 11.07}
#: A position that is expected to hold fewer keys is counted with the one before it.
_EXPECTED = 1.0
#: From so many single items on no position may hold more than half of the keys.
_SINGLES = 4
Chosen = Single | Multiple


def live(module: Module) -> list[tuple[int, Item]]:
    """The live items of a module with their places in the file."""
    items = module.quiz.items if module.quiz else ()
    return [(at, item) for at, item in enumerate(items) if item.status == "live"]


def chosen(module: Module) -> list[Chosen]:
    """The live items whose options are chosen."""
    return [item for _, item in live(module) if isinstance(item, Single | Multiple)]


@dataclass(frozen=True)
class Balance:
    """Keys by position, and how far they are from what equal chances would give."""

    held: tuple[int, ...]
    expected: tuple[float, ...]

    @property
    def statistic(self) -> float:
        """Chi-squared: the sum of (held - expected)^2 / expected."""
        pairs = zip(self.held, self.expected, strict=True)
        return sum((one - due) ** 2 / due for one, due in pairs)

    @property
    def critical(self) -> float:
        """Above this it would be chance in fewer than 1 of 20 quizzes."""
        return _CRITICAL.get(len(self.held) - 1, float("inf"))

    @property
    def is_even(self) -> bool:
        return self.statistic <= self.critical


def balance(items: Iterable[Chosen]) -> Balance:
    """Count the keys of items by position, as the author's file has them."""
    held: Counter[int] = Counter()
    due: Counter[int] = Counter()
    for item in items:
        keys = [at for at, option in enumerate(item.options) if option.correct]
        held.update(keys)
        for at in range(len(item.options)):
            due[at] += len(keys) / len(item.options)  # type: ignore[assignment]
    positions = [(held[at], float(due[at])) for at in sorted(due)]
    while len(positions) > 1 and positions[-1][1] < _EXPECTED:
        last = positions.pop()
        positions[-1] = (positions[-1][0] + last[0], positions[-1][1] + last[1])
    if not positions or positions[0][1] == 0:
        return Balance((0,), (1.0,)) if not positions else Balance((), ())
    return Balance(tuple(one for one, _ in positions), tuple(due for _, due in positions))


def uneven_keys(module: Module) -> list[Finding]:
    """Where the key of a quiz can be guessed from its place."""
    items = chosen(module)
    found = balance(items)
    told = []
    if not found.is_even:
        due = _counts(round(one, 1) for one in found.expected)
        told.append(
            f"keys stand at positions 1 to {len(found.held)}: {_counts(found.held)}; expected "
            f"about {due} (chi-squared {found.statistic:.1f}, at most {found.critical}): "
            "move some options"
        )
    keys = Counter(_key(item) for item in items if isinstance(item, Single))
    place, most = max(keys.items(), key=lambda one: one[1], default=(0, 0))
    if keys.total() >= _SINGLES and most > keys.total() / 2:
        told.append(f"{most} of {keys.total()} single items have their key at position {place}")
    return [Finding(quiz_file(module), 1, say) for say in told]


def _key(item: Single) -> int:
    return next(at for at, option in enumerate(item.options, 1) if option.correct)


def _counts(numbers: Iterable[float]) -> str:
    return ", ".join(map(str, numbers))


def lengths(items: Iterable[Chosen]) -> tuple[float, float]:
    """Mean characters of right options, and of the others."""
    options = [option for item in items for option in item.options]
    return (_mean(o for o in options if o.correct), _mean(o for o in options if not o.correct))


def _mean(options: Iterable[Option]) -> float:
    sizes = [len(option.text) for option in options]
    return mean(sizes) if sizes else 0.0


def long_keys(module: Module) -> list[Finding]:
    """Where the right option is the long one."""
    right, others = lengths(chosen(module))
    if right <= others:
        return []
    say = f"right options have {right:.0f} characters on average, the others {others:.0f}: shorten"
    return [Finding(quiz_file(module), 1, f"{say} the right ones or give the others more to say")]


def shape(module: Module) -> Iterator[str]:
    """What a quiz lacks as a whole."""
    items = [item for _, item in live(module)]
    if module.quiz is None:
        yield "there is no quiz: write 8 to 12 items"
        return
    if not FEWEST <= len(items) <= MOST:
        yield f"{len(items)} live items: have {FEWEST} to {MOST}"
    kinds = {item.type for item in items}
    if len(kinds) < TYPES:
        yield f"only {', '.join(sorted(kinds))}: use at least {TYPES} types"
    if "judgement" in kinds:
        yield "a judgement item needs a panel that has voted: leave it a draft"
    levels = Counter(item.level for item in items)
    if levels["apply"] + levels["judge"] <= levels["recall"]:
        yield f"{levels['recall']} items of recall: have more of apply and judge"
    if module.quiz.confidence == "off":
        yield "confidence is off: set it to optional"
    if module.quiz.pass_.percent != 80:
        yield f"the pass mark is {module.quiz.pass_.percent}: the others have 80"


def misshapen(module: Module) -> list[Finding]:
    """What a quiz lacks as a whole, as findings."""
    return [Finding(quiz_file(module), 1, say) for say in shape(module)]


def untold(item: Item) -> Iterator[str]:
    """Answers to which an item says nothing."""
    match item:
        case Single() | Multiple():
            yield from (f"option {one.id}" for one in item.options if not one.feedback)
        case Ordering():
            yield from (f"distractor {one.id}" for one in item.distractors if not one.feedback)
        case Numeric() if not item.near:
            yield "a typical wrong number (near)"
        case Reflect() if len(item.criteria) < 2:
            yield "a second thing to tick"
    if isinstance(item, Ordering | Matching | Numeric) and not item.feedback.incorrect:
        yield "feedback.incorrect"


def without_feedback(module: Module) -> list[Finding]:
    """Options and answers without feedback that says why."""
    return [
        Finding(quiz_file(module), _line(module, at), f"{item.id}: {what} has no feedback: say why")
        for at, item in live(module)
        for what in untold(item)
    ]


def without_ground(module: Module) -> list[Finding]:
    """Items whose source has no locator, or whose reflection would be stored."""
    found = [
        (at, f"{item.id}: source {cite.id} has no locator: say where in it")
        for at, item in live(module)
        for cite in item.sources
        if not cite.locator
    ]
    found += [
        (at, f"{item.id}: store must be none")
        for at, item in live(module)
        if isinstance(item, Reflect) and item.store != "none"
    ]
    return [Finding(quiz_file(module), _line(module, at), say) for at, say in found]


def twice(modules: Sequence[Module]) -> Mapping[str, list[str]]:
    """Ids of items that two modules of a course share."""
    where: dict[str, list[str]] = {}
    for module in modules:
        for _, item in live(module):
            where.setdefault(item.id, []).append(module.id)
    return {name: found for name, found in where.items() if len(found) > 1}


def _line(module: Module, at: int) -> int:
    return module.quiz_places.at("items", at).line
