"""From a block of lines to an entry: its kind is told by the marks between its braces.

What is read as what follows Moodle's own reader. A block that cannot be read is a `Fault`, and the
blocks after it are read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from learning.interop.gift import numbers
from learning.interop.gift.entries import (
    Body,
    Branch,
    Choosing,
    Deciding,
    Entry,
    Fault,
    Form,
    Other,
    Pair,
    Pairing,
    Text,
)
from learning.interop.gift.keeping import kept
from learning.interop.gift.scanning import Scanner
from learning.interop.gift.splitting import Block, Category, cut

GAP = "_____"
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_GENERAL = "####"


def parse(text: str) -> Iterator[Entry | Category | Fault]:
    """Everything in a file, in order: entries, categories, and what cannot be read."""
    for block in cut(text):
        if isinstance(block, Category):
            yield block
            continue
        try:
            yield entry(block)
        except Fault as fault:
            fault.title = _title(block)
            yield fault


def _title(block: Block) -> str:
    """The name of a block that cannot be read."""
    try:
        return Scanner(block).title()[0]
    except Fault:
        return ""


def entry(block: Block) -> Entry:
    """The entry of a block; `Fault` where it cannot be read."""
    scan = Scanner(block)
    title, start = scan.title()
    opened = scan.text.find("{", start)
    ended = len(scan.text) if opened < 0 else opened
    stem = scan.words(start, ended, "moodle") or Text("", "moodle", scan.line(start))
    fields, notes = kept(block.comments)
    if unknown := scan.unknown_form(start, ended):
        told = f"[{unknown}] is no format of GIFT and was read as words"
        notes = (*notes, (stem.line, told))
    if opened < 0:
        if "}" in scan.text:
            raise Fault(scan.line(scan.text.index("}")), "a } without a {: write \\} for the sign")
        return Entry(scan.first, title, stem, Other("description"), kept=fields, notes=notes)
    closed = _closing(scan, opened)
    general, end = _general(scan, opened + 1, closed, stem.form)
    body = _body(scan, opened + 1, end, stem.form)
    whole = _around(scan, stem, closed)
    return Entry(scan.first, title, whole, body, general, fields, notes)


def _closing(scan: Scanner, opened: int) -> int:
    """Where the brace that is opened is closed; there is one pair in an entry."""
    text = scan.text
    closed = text.find("}", opened)
    again = text.find("{", opened + 1)
    if again >= 0 and (closed < 0 or again < closed):
        raise Fault(scan.line(again), "a { within braces: write \\{ for the sign")
    if closed < 0:
        gap = scan.line(len(text)) + 1
        raise Fault(
            scan.line(opened),
            f"the {{ is not closed before the entry ends above line {gap}: write }}, "
            "and leave no empty line within an entry",
        )
    for mark in "{}":
        more = text.find(mark, closed + 1)
        if more >= 0:
            raise Fault(scan.line(more), f"a second {mark}: leave an empty line between entries")
    return closed


def _around(scan: Scanner, stem: Text, closed: int) -> Text:
    """The stem; with words behind the braces, a gap stands where they were."""
    after = scan.words(closed + 1, len(scan.text), stem.form)
    if after is None:
        return stem
    return Text(f"{stem.words} {GAP} {after.words}".strip(), stem.form, stem.line)


def _general(scan: Scanner, start: int, end: int, form: Form) -> tuple[Text | None, int]:
    """What is said to everybody behind the last `####`, and where the rest ends."""
    at = scan.text.rfind(_GENERAL, start, end)
    if at < 0:
        return None, end
    return scan.words(at + len(_GENERAL), end, form), at


def _body(scan: Scanner, start: int, end: int, form: Form) -> Body:
    inner = scan.text[start:end]
    if scan.is_blank(start, end):
        return Other("essay")
    if inner.lstrip(" \t\n\ufdd8").startswith("#"):
        return numbers.counting(scan, scan.text.index("#", start) + 1, end, form)
    if "~" in inner:
        return Choosing(tuple(_branches(scan, start, end, form)))
    if "=" in inner and "->" in inner:
        return Pairing(tuple(_pairs(scan, start, end, form)))
    said = inner.partition("#")[0].replace("\ufdd8", "").strip().upper()
    if said in _TRUTH:
        return _deciding(scan, start, end, form)
    return Other("short")


def _deciding(scan: Scanner, start: int, end: int, form: Form) -> Deciding:
    """The first feedback is for who is wrong, the second for who is right."""
    marks = [at.start() for at in re.finditer("#", scan.text[start:end])]
    if len(marks) > 2:
        line = scan.line(start + marks[2])
        raise Fault(line, "a third #: true or false has two feedbacks, write \\# for the sign")
    ends = [*(start + at for at in marks), end]
    said = [scan.words(one + 1, other, form) for one, other in pairwise(ends)]
    wrong, right = [*said, None, None][:2]
    truth = scan.raw(start, ends[0]).upper()
    return Deciding(_TRUTH[truth], wrong, right)


def _starts(scan: Scanner, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    """Where each part that begins with one of the marks starts and ends."""
    found = [start + at.start() for at in re.finditer(f"[{marks}]", scan.text[start:end])]
    if not scan.is_blank(start, found[0]):
        told = f"words before the first {' or '.join(marks)}: escape the sign, or begin with it"
        raise Fault(scan.line(start), told)
    return list(zip(found, [*found[1:], end], strict=True))


def _branches(scan: Scanner, start: int, end: int, form: Form) -> Iterator[Branch]:
    for at, until in _starts(scan, start, end, "=~"):
        is_key = scan.text[at] == "="
        weight, begins = numbers.weight(scan, at + 1, until)
        said = scan.text.find("#", begins, until)
        ends = until if said < 0 else said
        text = scan.words(begins, ends, form)
        if text is None:
            raise Fault(scan.line(at), f"nothing to choose behind {scan.text[at]}: write words")
        feedback = None if said < 0 else scan.words(said + 1, until, form)
        worth = weight if weight is not None else 100.0 * is_key
        yield Branch(text, worth, is_key, feedback, scan.line(at))


def _pairs(scan: Scanner, start: int, end: int, form: Form) -> Iterator[Pair]:
    """Pairs; the right side is plain words, and neither side has feedback."""
    for at, until in _starts(scan, start, end, "="):
        arrow, line = scan.text.find("->", at, until), scan.line(at)
        if arrow < 0:
            raise Fault(line, "a pair without ->: write =left -> right")
        if "#" in scan.text[at:until]:
            raise Fault(line, "a # in a pair: GIFT has no feedback there, write \\# for the sign")
        right = scan.raw(arrow + 2, until)
        if not right:
            raise Fault(line, "a pair without a right side: write =left -> right")
        left = scan.words(at + 1, arrow, form)
        yield Pair(left, Text(right, "plain", line), line)
