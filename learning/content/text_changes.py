"""Text changes: what two states of a part say differently, text by text, as learners read it.

What is told under the same label is compared word by word, a Markdown text block by block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from learning.content import markdown, plain
from learning.content.plain import Block
from learning.content.telling import Told
from learning.content.word_changes import Stretch
from learning.content.word_changes import changes as redline

_SAME_WORDS = "Only marks, links or addresses changed; the words are the same."
_PICTURE = "Picture "


@dataclass(frozen=True, slots=True)
class Change:
    """One text of a part, with what was taken out and put in; `note` says what words cannot."""

    label: str
    pieces: Sequence[Stretch]
    note: str = ""


def told(old: Told, new: Told) -> Iterator[Change]:
    """What differs between two tellings, in the order of the new one; what is gone comes last."""
    for label in dict.fromkeys([*new, *old]):
        was, now = old.get(label, ""), new.get(label, "")
        if was != now and label.startswith(_PICTURE):
            what = "It is another picture now." if was and now else ""
            name = label.removeprefix(_PICTURE)
            yield Change("Picture", redline(name if was else "", name if now else ""), what)
        elif was != now:
            yield Change(label, redline(was, now))


def texts(old: str, new: str) -> Iterator[Change]:
    """What changed in a Markdown text, block by block, each under its heading."""
    if old == new:
        return
    before, after = _blocks(old), _blocks(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = [one for one in matcher.get_opcodes() if one[0] != "equal"]
    for _, begin, end, start, stop in steps:
        was, now = before[begin:end], after[start:stop]
        label = _under(after, start) if now else _under(before, begin)
        yield Change(label, redline(_join(was), _join(now)))
    if not steps:
        yield Change("Text", (), _SAME_WORDS)


def _blocks(source: str) -> Sequence[Block]:
    found: list[Block] = []
    for segment in markdown.segments(markdown.parse(source, 1)):
        found += plain.blocks(segment.html)
        if segment.case:
            found.append(Block(f"[Case {segment.case}]"))
    return found


def _under(some: Sequence[Block], place: int) -> str:
    """The heading above a block, or that of the block itself."""
    above = (one.text for one in reversed(some[: place + 1]) if one.heading)
    heading = next(above, "")
    return f"Text under “{heading}”" if heading else "Text"


def _join(some: Sequence[Block]) -> str:
    return "\n".join(block.text for block in some)
