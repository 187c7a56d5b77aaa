"""What a GIFT file says, as it says it: entries with their lines, and nothing made of them yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Form = Literal["moodle", "html", "markdown", "plain"]


class Fault(Exception):
    """Something that cannot be read or taken: its line, and why in an author's words."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line
        self.text = text
        #: the name of what cannot be read, as far as it has one
        self.title = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one of the formats, with all escapes undone, and the line they begin on."""

    words: str
    form: Form
    line: int


@dataclass(frozen=True, slots=True)
class Branch:
    """One thing to choose. `weight` is in per cent: 100 for a bare `=`, 0 for a bare `~`."""

    text: Text
    weight: float
    is_key: bool
    feedback: Text | None
    line: int


@dataclass(frozen=True, slots=True)
class Choosing:
    """`{=right ~wrong}`; several may be right where all begin with `~` and have weights."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Deciding:
    """`{TRUE#said when wrong#said when right}`."""

    truth: bool
    wrong: Text | None
    right: Text | None


@dataclass(frozen=True, slots=True)
class Pair:
    """`=left -> right`; without a left side, the right one belongs nowhere."""

    left: Text | None
    right: Text
    line: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """`{=a -> b =c -> d}`."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`, as written: decimals."""

    low: str
    high: str
    middle: str
    off: str
    weight: float
    feedback: Text | None
    line: int


@dataclass(frozen=True, slots=True)
class Counting:
    """`{#3:0.5}`; `otherwise` is said of every other number."""

    spans: tuple[Span, ...]
    otherwise: Text | None


@dataclass(frozen=True, slots=True)
class Other:
    """What no item here can be: an essay, typed words, a description."""

    what: Literal["essay", "short", "description"]


Body: TypeAlias = Choosing | Deciding | Pairing | Counting | Other


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file. `kept` are the fields that our own export wrote into comments."""

    line: int
    title: str
    stem: Text
    body: Body
    general: Text | None = None
    kept: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[tuple[int, str], ...] = ()
