"""The Markdown engine: which rules of Markdown hold, and the cutting of a page into its pieces.

Slow to import, so only `markdown` does, when there is something to render. Engines are built anew
for each text (a tenth of a millisecond) and never shared between threads.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from learning.content import inline, sanitising
from learning.content.addresses import Place
from learning.content.callouts import Callouts
from learning.content.document import Entry, Section, Segment
from learning.content.finishing import finish
from learning.content.notes import Notes, name_notes

OPENING = "opening"  # the id of words before a text's first heading


class _Headings(HashHeaderProcessor):
    """A heading needs a space after its dashes, so that "#1 in the list" stays text."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6}) +(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")


class _Contents(Treeprocessor):
    """Gives headings their ids, from the same words and rule as the check does."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.entries: list[Entry] = []

    def run(self, root: Element) -> None:
        used: dict[str, int] = {}
        targets = {name: target for name, (target, _title) in self.md.references.items()}
        for element in root.iter():
            if re.fullmatch("h[1-6]", element.tag):
                text = inline.plain(element.text or "", targets)
                element.set("id", inline.heading_id(text, used))
                self.entries.append(Entry(element.get("id", ""), text, int(element.tag[1])))


class _Sections(Treeprocessor):
    """Puts what follows each heading of level 2 in a section of its own, without the heading."""

    def run(self, root: Element) -> None:
        children = list(root)
        for child in children:
            root.remove(child)
        section = SubElement(root, "section", {"data-section": OPENING})
        for child in children:
            if child.tag == "h2":
                section = SubElement(root, "section", {"data-section": child.get("id", "")})
            else:
                section.append(child)


class _Finish(Treeprocessor):
    def __init__(self, md: Markdown, place: Place) -> None:
        super().__init__(md)
        self.place = place

    def run(self, root: Element) -> None:
        finish(root, self.place)
        name_notes(root)


def _engine(place: Place) -> Markdown:
    """Markdown without raw HTML, underlined headings or disguised mail addresses."""
    md = Markdown(
        output_format="html",
        extensions=[
            TableExtension(use_align_attribute=True),
            DefListExtension(),
            SaneListExtension(),
            FencedCodeExtension(),
        ],
    )
    md.ESCAPED_CHARS.append("<")
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    md.inlinePatterns.deregister("automail")
    md.parser.blockprocessors.deregister("setextheader")
    md.parser.blockprocessors.deregister("hashheader")
    md.treeprocessors.register(_Finish(md, place), "finish", -10)
    return md


@dataclass(frozen=True, slots=True)
class _Page:
    html: str
    entries: tuple[Entry, ...]


def _page(text: str, place: Place, *, sections: bool) -> _Page:
    """A whole text: with slots for cases, or cut at its headings of level 2."""
    md = _engine(place)
    md.registerExtensions([Notes(), Callouts(slots=not sections)], {})
    md.parser.blockprocessors.register(_Headings(md.parser), "hashheader", 70)
    contents = _Contents(md)
    md.treeprocessors.register(contents, "contents", 45)
    if sections:
        md.treeprocessors.register(_Sections(md), "sections", -20)
    try:
        return _Page(_cleaned(md, text, sanitising.body), tuple(contents.entries))
    except RecursionError:
        return _Page(_as_written(text), ())


def _cleaned(md: Markdown, text: str, cleaner: nh3.Cleaner) -> str:
    """HTML from the list alone; half a surrogate pair, which no page can carry, becomes "?"."""
    return cleaner.clean(md.convert(text.encode("utf-8", "replace").decode("utf-8"))).strip()


def _as_written(text: str) -> str:
    """A text nested deeper than the engine can follow: nothing of it is lost."""
    return sanitising.short.clean(f"<pre>{html.escape(text)}</pre>")


_LINE = r"[^\W\d_](?:(?!_)[\w ,.;:?!'\"()‘’“”–—…£%/-])*+(?<! )"
_PLAIN = re.compile(rf"{_LINE}(?:\n{_LINE})*+\n*")


def short(text: str, place: Place) -> str:
    """A text without headings, footnotes or callouts, and so without ids.

    Most options and feedback are plain words, in which there is nothing for an engine to find.
    """
    if _PLAIN.fullmatch(text):
        return f"<p>{text.rstrip()}</p>"
    try:
        return _cleaned(_engine(place), text, sanitising.short)
    except RecursionError:
        return _as_written(text)


_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


def line(text: str, place: Place) -> str:
    """A short text; where it is one paragraph, without the paragraph around it."""
    made = short(text, place)
    alone = _PARAGRAPH.fullmatch(made)
    return alone[1] if alone else made


# No text can forge these: authors' brackets and quotes leave the renderer escaped.
_SLOT = re.compile(r'<section data-case="([a-z0-9-]+)">(.*?)</section>', re.DOTALL)
_SECTION = re.compile(r'<section data-section="([a-z0-9-]+)">(.*?)</section>', re.DOTALL)


def segments(text: str, place: Place) -> tuple[tuple[Segment, ...], tuple[Entry, ...]]:
    """A module's text between its case slots, and its contents."""
    page = _page(text, place, sections=False)
    found: list[Segment] = []
    at = 0
    for slot in _SLOT.finditer(page.html):
        found.append(Segment(page.html[at : slot.start()].strip()))
        found.append(Segment(slot[2].strip(), case=slot[1]))
        at = slot.end()
    found.append(Segment(page.html[at:].strip()))
    return tuple(s for s in found if s.html or s.case), page.entries


def sections(text: str, place: Place) -> tuple[Section, ...]:
    """A case study's text by its headings of level 2."""
    page = _page(text, place, sections=True)
    titles = {entry.id: entry.text for entry in page.entries}
    found = [
        Section(match[1], titles.get(match[1], ""), match[2].strip())
        for match in _SECTION.finditer(page.html)
    ]
    if not found:  # shown as written
        found = [Section(OPENING, "", page.html)]
    return tuple(s for s in found if s.id != OPENING or s.html)
