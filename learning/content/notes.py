"""Footnotes whose ids are numbers of ours, never the author's labels.

Part of the renderer; only `rendering` imports it. `fn-`, `fnref-` and `callout-` begin no other id:
headings keep clear of them, and a page holds one body.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from xml.etree.ElementTree import Element

from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension

_REFERENCE = re.compile(r"\[\^([^\]]*)\]")
_TEXT_STYLE = "\ufe0e"  # keeps phones from drawing the arrow as an emoji


class Notes(FootnoteExtension):
    """Numbered in the order the text refers to them."""

    def __init__(self) -> None:
        super().__init__(SEPARATOR="-", BACKLINK_TEXT=f"&#8617;{_TEXT_STYLE}")

    def _number(self, label: str) -> int:
        return list(self.footnotes).index(label) + 1

    def makeFootnoteId(self, id: str) -> str:
        """The id of a note."""
        return f"fn-{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:
        """The id of a reference to a note; each of several has its own."""
        return self.unique_ref(f"fnref-{self._number(id)}", found)

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        """Order the notes first: the library's own reordering reads labels back out of ids."""
        labels = (label for text in root.itertext() for label in _REFERENCE.findall(text))
        order = {label: place for place, label in enumerate(dict.fromkeys(labels))}
        self.footnotes = OrderedDict(
            # A definition within a note stays text: the library fails on one found so late.
            (label, FootnoteBlockProcessor.RE.sub(r"\\\g<0>", text))
            for label, text in sorted(
                self.footnotes.items(), key=lambda note: order.get(note[0], len(order))
            )
        )
        return super().makeFootnotesDiv(root)


def name_notes(root: Element) -> None:
    """Say to those who listen what a raised number and an arrow are."""
    for box in root.iter("div"):
        if box.get("class") == "footnote":
            box.set("role", "doc-endnotes")
            box.set("aria-label", "Notes")
            box.remove(box[0])  # a rule; the style sheet draws one
            for number, entry in enumerate(box.iter("li"), 1):
                _name_ways_back(entry, number)
    for link in root.iter("a"):
        if link.get("class") == "footnote-ref":
            link.set("role", "doc-noteref")
            link.set("aria-label", f"Note {link.text}")


def _name_ways_back(entry: Element, number: int) -> None:
    for link in entry.iter("a"):
        if link.get("class") == "footnote-backref":
            link.attrib.pop("title", None)
            link.set("role", "doc-backlink")
            link.set("aria-label", f"Back to note {number} in the text")
