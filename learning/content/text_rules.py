"""Rules of a Markdown text: what a reader by ear, by keyboard or in a hurry could not follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from learning.content.document import CALLOUT_KINDS, Document, Heading
from learning.content.link_rules import Page, check_images, check_links
from learning.content.markdown import parse
from learning.content.places import Places
from learning.content.problems import Findings, Place, hint, quoted

WORDS = 35
Path = tuple[str | int, ...]


def check_body(document: Document, page: Page, findings: Findings) -> None:
    """A text with headings of its own: a module's or a case's."""
    place = _spot(document)
    if not document.source.strip():
        findings.add("text.empty", Place(1, 1), "no text under the front matter: write it")
    _headings(document.headings, findings)
    _callouts(document, place, findings)
    for table in document.tables:
        if not table.has_header:
            bare = "a table without a header: begin with a row of headings and a line of dashes"
            findings.add("text.table-header", place(table.line, "|"), bare)
    for sentence in document.sentences_over(WORDS):
        long = f"a sentence of {sentence.words} words: cut it in two, at most {WORDS} each"
        findings.add("text.long-sentence", place(sentence.line, sentence.text.split("\n")[0]), long)
    _inline(document, page, place, findings)


def check_short(
    texts: Iterable[tuple[Path, str]], places: Places, page: Page, findings: Findings
) -> None:
    """Texts within YAML, each with its path there: a problem stands where its text starts."""
    for path, text in texts:
        if "<" in text or "[" in text:
            _inline(parse(text), page, _start(places, path), findings)


def _start(places: Places, path: Path) -> Callable[[int, str], Place]:
    return lambda line, words: places.at(*path)


def _spot(document: Document) -> Callable[[int, str], Place]:
    """Where words stand on a line of a text; where they are not found, the line."""
    lines: list[str] = []

    def place(line: int, words: str) -> Place:
        if not lines:
            lines.extend(document.source.split("\n"))
        at = line - document.first_line
        return Place(line, max(0, lines[at].find(words)) + 1 if 0 <= at < len(lines) else 1)

    return place


def _inline(
    document: Document, page: Page, place: Callable[[int, str], Place], findings: Findings
) -> None:
    for line in document.raw_html:
        html = "HTML is shown as text: write Markdown, or put < in backticks"
        findings.add("text.raw-html", place(line, "<"), html)
    check_links(document.links, page, place, findings)
    check_images(document.images, page, place, findings)


def _headings(headings: tuple[Heading, ...], findings: Findings) -> None:
    """The title is the one heading of level 1; below it no level is skipped."""
    level = 1
    for heading in headings:
        place = Place(heading.line, 1)
        if not heading.text:
            findings.add("text.heading-empty", place, "a heading without words: write or delete it")
        if heading.level == 1:
            first = "the title in the front matter is the one # heading: begin with ##"
            findings.add("text.h1", place, first)
        elif heading.level > level + 1:
            skips = f"level {heading.level} under level {level}: write {'#' * (level + 1)}"
            findings.add("text.heading-order", place, skips)
        level = heading.level


def _callouts(document: Document, place: Callable[[int, str], Place], findings: Findings) -> None:
    kinds = (*CALLOUT_KINDS, "case")
    for callout in document.callouts:
        if callout.kind not in kinds:
            said = f"unknown callout {quoted(callout.kind)}{hint(callout.kind, kinds)}"
        elif not callout.sound:
            said = f'cannot be read: write !!! {callout.kind} "Title", in straight quotes'
        else:
            continue
        findings.add("text.callout", place(callout.line, "!!!"), said)
    for slot in document.cases:
        if not slot.id:
            nameless = 'no case is named: write !!! case "<its id>", in straight quotes'
            findings.add("text.callout", place(slot.line, "!!!"), nameless)
