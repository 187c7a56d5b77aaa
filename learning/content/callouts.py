"""Callouts and case slots: `!!! practice "Title"` with an indented body.

Part of the renderer; only `rendering` imports it. A kind nobody knows stays the text it was, which
the check reports.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import nearing_recursion_limit

from learning.content.document import CALLOUT_KINDS

TITLES = {
    "note": "Note",
    "aviation": "From the cockpit",
    "practice": "Try this week",
    "reflect": "Pause and think",
    "safety": "Safety",
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BOX = AdmonitionProcessor.CLASSNAME


class _Blocks(AdmonitionProcessor):
    """Finds callouts among the blocks; the tree is put right later."""

    RE = re.compile(
        rf"(?:^|\n)!!! +({'|'.join(CALLOUT_KINDS)}|case)(?: +\"(.*)\")? *(?:\n|$)", re.NOFLAG
    )

    def test(self, parent: Element, block: str) -> bool:
        return not nearing_recursion_limit() and super().test(parent, block)

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        kind, title = match[1], (match[2] or "").strip()
        return kind, title or TITLES.get(kind, "")


class _Boxes(Treeprocessor):
    """Makes each box an `aside` with a name, and each case at the margin a slot."""

    def __init__(self, md: Markdown, slots: bool) -> None:
        super().__init__(md)
        self.slots = slots

    def run(self, root: Element) -> None:
        boxes = [e for e in root.iter("div") if e.get("class", "").startswith(f"{_BOX} ")]
        inner = {id(e) for box in boxes for e in box.iter("div") if e is not box}
        at_margin = {id(e) for e in root} if self.slots else set[int]()
        for number, box in enumerate(boxes, 1):
            kind = box.attrib.pop("class").split()[1]
            if kind == "case":
                _slot(box, at_margin=id(box) in at_margin)
            else:
                _callout(box, kind, f"callout-{number}", nested=id(box) in inner)


def _callout(box: Element, kind: str, name: str, *, nested: bool) -> None:
    """A landmark may not stand in another one: a callout within a callout is a note."""
    box.tag = "div" if nested else "aside"
    box.set("class", f"callout callout-{kind}")
    box.set("aria-labelledby", name)
    if nested:
        box.set("role", "note")
    box[0].set("class", "callout-title")
    box[0].set("id", name)


def _slot(box: Element, *, at_margin: bool) -> None:
    """The words stay; the slot only where it can be cut out of the page whole."""
    title = box[0] if len(box) and box[0].get("class") == f"{_BOX}-title" else None
    case = title.text or "" if title is not None else ""
    if title is not None:
        box.remove(title)
    if at_margin and _SLUG.fullmatch(case):
        box.tag = "section"
        box.set("data-case", case)


class Callouts(Extension):
    """Callouts; with `slots`, cases too."""

    def __init__(self, *, slots: bool) -> None:
        super().__init__()
        self.slots = slots

    def extendMarkdown(self, md: Markdown) -> None:
        """Put both halves in their places among the library's own."""
        md.parser.blockprocessors.register(_Blocks(md.parser), "callouts", 105)
        # After footnotes have become part of the tree (50), before their text is read (20).
        md.treeprocessors.register(_Boxes(md, self.slots), "callouts", 45)
