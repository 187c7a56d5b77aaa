"""Word by word: what a text loses and what it gains when it is said in other words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

_WORD = re.compile(r"\s+|[^\s]+")
_MOST = 400_000
"""Pairs of words to compare; beyond that the middle is told as a whole, at once."""

Kind = Literal["same", "gone", "new"]


class Stretch(NamedTuple):
    """Words that stay, go or come."""

    kind: Kind
    text: str


def changes(before: str, after: str) -> list[Stretch]:
    """The stretches of both texts, in order: same and gone make `before`, same and new `after`.

    Changes with nothing but a space between them are one.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end])
    stretches = [
        Stretch("same", "".join(old[:start])),
        *middle,
        Stretch("same", "".join(old[len(old) - end :])),
    ]
    return [one for one in _joined(stretches) if one.text]


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    gone = new = ""
    for place, one in enumerate(stretches, start=1):
        is_between = not one.text.strip() and place < len(stretches) and (gone or new)
        if one.kind == "same" and not is_between:
            yield from (Stretch("gone", gone), Stretch("new", new), one)
            gone = new = ""
        else:
            gone += one.text if one.kind != "new" else ""
            new += one.text if one.kind != "gone" else ""
    yield from (Stretch("gone", gone), Stretch("new", new))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    if len(old) * len(new) > _MOST:
        yield Stretch("gone", "".join(old))
        yield Stretch("new", "".join(new))
        return
    found = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, n in found.get_opcodes():
        if kind == "equal":
            yield Stretch("same", "".join(old[i:j]))
        else:
            yield Stretch("gone", "".join(old[i:j]))
            yield Stretch("new", "".join(new[k:n]))


def as_line(stretches: Sequence[Stretch]) -> str:
    """The same on paper: `[-gone-]` and `{+new+}`."""
    forms = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(forms[one.kind].format(one.text) for one in stretches)
