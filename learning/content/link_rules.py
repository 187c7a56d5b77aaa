"""Rules of links and pictures: they say where they lead or what they show, and it is there.

Whether what a link aims at is there is judged apart, of all texts together: a text may be
remembered while what it leads to changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from learning.content import addresses
from learning.content.inline import Image, Link
from learning.content.layout import MEDIA, SCENARIOS, has_file
from learning.content.problems import Findings, Notebook, Place, hint, quoted

Spot = Callable[[int, str], Place]

_EMPTY_WORDS = frozenset(
    {
        "", "click", "click here", "click this", "details", "find out more", "follow this link",
        "go", "here", "learn more", "link", "more", "more here", "more information", "page",
        "read more", "read this", "see here", "see more", "source", "this", "this article",
        "this document", "this link", "this page", "this site", "website",
    }
)  # fmt: skip
_BARE = re.compile(r"(?:https?://|www\.)\S+$")
_FILE_NAME = re.compile(r"[\w.-]+\.(?:png|jpe?g|webp|gif|svg)", re.IGNORECASE)
_EMPTY_ALT = frozenset({"alt", "diagram", "figure", "image", "photo", "picture", "screenshot"})


class Aim(NamedTuple):
    """A link to a file of the tree: where it stands, its words, and the path below courses/."""

    file: str
    line: int
    column: int
    target: str
    below: str


@dataclass(frozen=True, slots=True)
class Page:
    """Where a text stands: its file below courses/, and the pictures it may show.

    `used` gathers the media that the texts of the page show, `aims` the links into the tree.
    """

    file: str
    media: frozenset[str] = frozenset()
    used: set[str] = field(default_factory=set)
    aims: list[Aim] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The folder of the text's file."""
        return self.file.rpartition("/")[0]

    @property
    def is_module(self) -> bool:
        """Whether the text is a module's, which alone may show pictures."""
        return self.folder.count("/") == 1 and not self.folder.endswith(f"/{SCENARIOS}")

    def medium(self, target: str) -> str | None:
        """The name of a file in its module's media folder; None for anything else."""
        if not self.is_module:
            return None
        below = addresses.path(target, self.folder)
        start = f"{self.folder}/{MEDIA}/"
        return below.removeprefix(start) if below and below.startswith(start) else None


def check_links(links: Iterable[Link], page: Page, place: Spot, findings: Findings) -> None:
    """The words of each link, and where it leads."""
    for link in links:
        spot = partial(place, link.line, link.target or link.text)
        words = link.text.strip(" .,:;!?›»→>").lower()
        if words in _EMPTY_WORDS:
            vague = f"the words {quoted(link.text)} do not say where the link leads: name the page"
            findings.add("text.link-text", spot(), vague)
        elif _BARE.match(words):
            bare = "an address as words is read out letter by letter: write [the page's name](...)"
            findings.add("text.bare-url", spot(), bare)
        if not link.target:
            lost = f"no line says where {quoted(link.text)} leads: write [words](address)"
            findings.add("text.dead-link", spot(), lost)
        else:
            _target(link.target, page, spot, findings)


def _target(target: str, page: Page, spot: Callable[[], Place], findings: Findings) -> None:
    """Whether a page can follow a link; what it leads to in the tree is noted."""
    if addresses.address(target, page.folder) is None:
        kind = f"no page can follow {quoted(target)}: link to a page, a module.md or a case"
        findings.add("text.link-kind", spot(), kind)
        return
    page.used.add(page.medium(target) or "")
    below = page.file if target.startswith("#") else addresses.path(target, page.folder)
    if below is not None:
        page.aims.append(Aim(findings.file, *spot(), target, below))


def check_aims(
    aims: Iterable[Aim], root: Path, headings: Mapping[str, frozenset[str]], notebook: Notebook
) -> None:
    """What each link leads to in the tree is there.

    `headings` holds the ids of headings by the path of their text below courses/; those of a text
    that is not among them are not judged.
    """
    for aim in aims:
        below, place = _file(aim.below, root), Place(aim.line, aim.column)
        if not has_file(root / below):
            dead = f"{quoted(aim.target)} leads to no file: mend the path, or take the link out"
            notebook.of(aim.file).add("text.dead-link", place, dead)
            continue
        anchor, known = aim.target.partition("#")[2], headings.get(below)
        if anchor and known is not None and anchor not in known:
            lost = f"no heading has the id {quoted(anchor)}{hint(anchor, known)}"
            notebook.of(aim.file).add("text.dead-anchor", place, lost)


def _file(below: str, root: Path) -> str:
    """The file behind a path that may name its folder, or a case by its id."""
    if below.startswith("cases/"):
        return below if below.endswith(".md") else f"{below}.md"
    for name in ("module.md", "course.yaml"):
        if has_file(root / below / name):
            return f"{below}/{name}"
    return below


def check_images(images: Iterable[Image], page: Page, place: Spot, findings: Findings) -> None:
    """The words of each picture, and its file."""
    for image in images:
        spot = partial(place, image.line, image.target)
        alt = image.alt.strip(" .").lower()
        if alt in _EMPTY_ALT or not alt or _FILE_NAME.fullmatch(alt):
            says = f"{quoted(image.alt)} does not say what the picture shows: ![what it shows](...)"
            findings.add("text.alt", spot(), says)
        name = page.medium(image.target)
        if name is None and not page.is_module:
            findings.add("media.elsewhere", spot(), "only a module shows pictures: use words")
        elif name is None:
            other = f"{quoted(image.target)} is not in media/: put the picture there"
            findings.add("media.elsewhere", spot(), f"{other}, ![...](media/name.png)")
        elif name not in page.media:
            lost = f"media/ has no {quoted(name)}{hint(name, page.media)}"
            findings.add("media.missing", spot(), lost)
        page.used.add(name or "")
