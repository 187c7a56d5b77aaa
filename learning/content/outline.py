"""What a Markdown text holds, found line by line: headings, links, pictures, callouts, words.

The check reads every text of every course, and a full Markdown parse costs milliseconds a module;
this costs tenths of one. It follows the same rules as `markdown`, which renders, and where the two
could differ (ids of headings) they share the code. It refuses nothing: what it finds is judged
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from learning.content import inline
from learning.content.document import Callout, CaseSlot, Document, Heading, Paragraph, Table
from learning.content.inline import Image, Link

_FENCE = re.compile(r"(`{3,}|~{3,})[ ]*\.?[\w#.+-]*[ ]*$")
_HEADING = re.compile(r"(#{1,6})[ ]+(.*)$")
_CALLOUT = re.compile(r"!!![ ]+([\w-]+)(?:[ ]+\"(.*)\")?[ ]*$")
_NOTE = re.compile(r"\[\^[^\]]*\]:[ ]*(.*)$")
_DEFINED = re.compile(r"\[([^\[\]]+)\]:[ ]*<?([^\s<>]+)>?(?:[ ]+[\"'(].*[\"')])?[ ]*$")
_RULE = re.compile(r"(?:-[ ]{0,2}){3,}$|(?:\*[ ]{0,2}){3,}$|(?:_[ ]{0,2}){3,}$")
_ENTRY = re.compile(r"(?:[-*+]|\d+\.)[ ]+(.*)$")
_DEFINITION = re.compile(r":[ ]{1,3}(.*)$")
_DIVIDER = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")


@dataclass(slots=True)
class _Text:
    """A stretch of text kept until all link definitions are known."""

    line: int
    text: str
    level: int = 0  # of a heading
    running: bool = False


@dataclass(slots=True)
class _Scan:
    """Where the scanner stands, and what it has kept."""

    lines: list[str]
    first_line: int
    at: int = 0
    inside: list[str] = field(default_factory=list)  # the callouts, notes and lists around
    open: list[str] = field(default_factory=list)  # lines of the paragraph being read
    open_line: int = 0
    open_depth: int = 0
    texts: list[_Text] = field(default_factory=list)
    callouts: list[Callout] = field(default_factory=list)
    cases: list[CaseSlot] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)

    @property
    def line(self) -> int:
        return self.first_line + self.at

    def close(self) -> None:
        """End the paragraph being read."""
        if self.open:
            text = "\n".join(self.open)
            if len(self.open) > 1 and all(row.startswith("|") for row in self.open):
                self.tables.append(Table(self.open_line, has_header=False))
            self.texts.append(_Text(self.open_line, text, running=True))
            self.open = []

    def add(self, text: str) -> None:
        """A line of running text."""
        if text:
            if not self.open:
                self.open_line, self.open_depth = self.line, len(self.inside)
            self.open.append(text)

    def enter(self, kind: str, text: str) -> None:
        """A callout, note or list entry opens, with its first words."""
        self.close()
        self.inside.append(kind)
        if not _heading(self, text):
            self.add(text)


def _heading(scan: _Scan, text: str) -> bool:
    if found := _HEADING.match(text):
        scan.close()
        words = found[2].rstrip("#").rstrip()
        scan.texts.append(_Text(scan.line, words, level=len(found[1])))
    return found is not None


def _callout(scan: _Scan, text: str) -> bool:
    if not text.startswith("!!!"):
        return False
    found = _CALLOUT.match(text)
    kind = found[1] if found else (text[3:].split() or [""])[0]
    title = found[2] if found else None
    nested = bool(scan.inside)
    scan.enter("callout", "")
    if kind == "case":
        scan.cases.append(CaseSlot(title or "", scan.line, nested))
    else:
        scan.callouts.append(Callout(kind, title, scan.line, found is not None))
        scan.texts.append(_Text(scan.line, title or ""))
    return True


def _note_or_definition(scan: _Scan, text: str) -> bool:
    if found := _NOTE.match(text):
        scan.inside.clear()
        scan.enter("note", found[1])
    elif found := _DEFINED.match(text):
        scan.close()
        scan.definitions[" ".join(found[1].split()).lower()] = found[2]
    return found is not None


def _rule_or_entry(scan: _Scan, text: str) -> bool:
    if _RULE.match(text):
        scan.close()
        return True
    # Markdown takes a dash or a number within a paragraph for text: a list needs a blank line.
    started = not scan.open or "entry" in scan.inside
    if started and (found := _ENTRY.match(text)):
        scan.enter("entry", found[1])
        return True
    return False


def _meaning(scan: _Scan, text: str) -> bool:
    if found := _DEFINITION.match(text):
        scan.enter("definition", found[1])
    return found is not None


def _quotation(scan: _Scan, text: str) -> bool:
    if not text.startswith(">"):
        return False
    words = text.lstrip("> ")
    if not words:
        scan.close()
    elif not (words[0] == "#" and _heading(scan, words)):
        scan.add(words)
    return True


_STARTS: dict[str, Callable[[_Scan, str], bool]] = {
    "#": _heading,
    "!": _callout,
    "[": _note_or_definition,
    ":": _meaning,
    ">": _quotation,
    **dict.fromkeys("-*+_0123456789", _rule_or_entry),
}


def _fenced(scan: _Scan, raw: str) -> bool:
    """Pass over a fenced block; a fence that never closes is text."""
    fence = _FENCE.match(raw) if raw[:3] in ("```", "~~~") else None
    if fence is None:
        return False
    for end in range(scan.at + 1, len(scan.lines)):
        if scan.lines[end].rstrip() == fence[1]:
            _leave(scan, 0, started=True)
            scan.at = end
            return True
    return False


def _table(scan: _Scan, text: str) -> bool:
    """A header row over a line of dashes starts a table, which ends at a blank line."""
    if scan.open or "|" not in text or scan.at + 1 >= len(scan.lines):
        return False
    divider = scan.lines[scan.at + 1].strip()
    if "|" not in divider or not _DIVIDER.match(divider):
        return False
    scan.tables.append(Table(scan.line, has_header=bool(text.replace("|", "").strip())))
    while scan.at < len(scan.lines) and (row := scan.lines[scan.at].strip()):
        if row != divider:
            scan.texts.append(_Text(scan.line, row.strip("|").replace("|", " ")))
        scan.at += 1
    scan.at -= 1
    return True


def _leave(scan: _Scan, depth: int, started: bool) -> None:
    """Leave what the line's indent no longer belongs to; a list's text may run on unindented."""
    runs_on = scan.inside[-1:] in (["entry"], ["definition"]) or depth >= scan.open_depth
    if scan.open and runs_on and not started:
        return
    scan.close()
    del scan.inside[depth:]


def _step(scan: _Scan) -> None:
    """Read one line, or one fenced block or table."""
    raw = scan.lines[scan.at]
    text = raw.strip()
    if not text:
        scan.close()
        return
    if _fenced(scan, raw):
        return
    depth = (len(raw) - len(raw.lstrip())) // 4 if raw[0] == " " else 0
    start = _STARTS.get(text[0])
    if depth < len(scan.inside):
        _leave(scan, depth, started=bool(start and (text[:3] == "!!!" or _ENTRY.match(text))))
    elif depth > len(scan.inside) and not scan.open:
        return  # indented code
    if not (start and start(scan, text)) and not _table(scan, text):
        scan.add(text)


def _document(scan: _Scan, source: str) -> Document:
    """Read the kept texts, now that all link definitions are known."""
    links: list[Link] = []
    images: list[Image] = []
    raw_html: list[int] = []
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    words, used = 0, dict[str, int]()
    for kept in scan.texts:
        found = inline.read(kept.text, kept.line, scan.definitions)
        links += found.links
        images += found.images
        raw_html += found.raw_html
        words += len(found.plain.split())
        if kept.running:
            paragraphs.append(Paragraph(kept.line, found.plain))
        elif kept.level:
            text = inline.plain(kept.text, scan.definitions)
            headings.append(Heading(kept.level, text, inline.heading_id(text, used), kept.line))
    return Document(
        source=source, first_line=scan.first_line, headings=tuple(headings), links=tuple(links),
        images=tuple(images), callouts=tuple(scan.callouts), cases=tuple(scan.cases),
        tables=tuple(scan.tables), raw_html=tuple(sorted(set(raw_html))),
        paragraphs=tuple(paragraphs), words=words,
    )  # fmt: skip


def parse(source: str, first_line: int = 1) -> Document:
    """What the text holds. `first_line` is the line of the file on which the text begins."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    scan = _Scan(text.expandtabs(4).split("\n"), first_line)
    while scan.at < len(scan.lines):
        _step(scan)
        scan.at += 1
    scan.close()
    return _document(scan, source)
