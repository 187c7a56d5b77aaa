"""The inline half of Markdown as the check needs it: links, pictures, raw HTML and plain text.

It reads and never renders, so it costs microseconds; `markdown` renders. Both take a heading's
words and its id from here, so that a link to a heading means the same to the check and the page.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written; `target` is empty where `[text][name]` names no definition."""

    target: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as written; its title becomes the caption."""

    target: str
    alt: str
    line: int
    title: str | None = None


@dataclass(slots=True)
class Found:
    """What a stretch of text holds."""

    plain: str = ""
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    raw_html: list[int] = field(default_factory=list)


_SPECIAL = re.compile(r"[\\`!\[<*_]")
# Possessive throughout: no text makes these patterns slower than its length.
_TEXT = r"\[(?P<{0}>(?>[^\[\]]|\[(?>[^\[\]]|\[[^\[\]]*+\])*+\])*+)\]"
_TARGET = r"<[^<>\n]*+>|(?>[^\s()<>]|\([^\s()]*+\))*+"
_TITLE = r"(?:\s++(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'))?"
_TOKEN = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()<>#+\-.!|])"
    r"|(?P<ticks>`++)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|(?P<note>\[\^[^\]\n]++\])"
    r"|(?P<bang>!)?" + _TEXT.format("text") + r"(?:"
    r"\(\s*+(?P<target>" + _TARGET + r")" + _TITLE + r"\s*+\)"
    r"|\s?\[(?P<name>[^\[\]]*+)\])?"
    r"|<(?P<auto>https?://[^<>\s]++)>"
    r"|(?P<html></?[A-Za-z][^<>]*+>|<!--|<[!?])"
    r"|(?P<marks>\*++|_++)",
    re.DOTALL,
)
_TICKS = re.compile(r"`{12,}+")  # more than anyone means; each would be tried as a start
_SPACE = re.compile(r"\s+")


class _Reader:
    """One pass over a text, from one special character to the next."""

    def __init__(self, text: str, line: int, definitions: Mapping[str, str]) -> None:
        self.text, self.line, self.definitions = text, line, definitions
        self.found = Found()
        self.out: list[str] = []
        self.counted = 0  # characters whose line breaks are in `line`

    def read(self) -> Found:
        text, at = self.text, 0
        while special := _SPECIAL.search(text, at):
            start = special.start()
            self.out.append(text[at:start])
            token = _TOKEN.match(text, start)
            if token is None:
                run = _TICKS.match(text, start)
                at = run.end() if run else start + 1
                self.out.append(text[start:at])
            else:
                at = self.take(token)
        self.out.append(text[at:])
        plain = "".join(self.out)
        self.found.plain = html.unescape(plain) if "&" in plain else plain
        return self.found

    def take(self, token: re.Match[str]) -> int:
        """Keep what the token shows, note what it is; where to read on."""
        kind = token.lastgroup
        if token["text"] is not None:
            return self.bracket(token)
        if kind == "html":
            self.found.raw_html.append(self.at(token))
        elif kind == "auto":
            self.found.links.append(Link(token["auto"], token["auto"], self.at(token)))
            self.out.append(token["auto"])
        elif kind == "marks":
            self.out.append(_marks(token))
        elif kind != "note":
            self.out.append(token["escaped"] or token["code"])
        return token.end()

    def bracket(self, token: re.Match[str]) -> int:
        """A link, a picture, or brackets that are only brackets."""
        inner = read(token["text"], self.at(token), self.definitions)
        target = self.target(token)
        if target is None:
            self.out.append(token["bang"] or "")
            self.out.append("[")
            return token.start("text")
        self.out.append(inner.plain)
        if token["bang"]:
            title = token["double"] if token["double"] is not None else token["single"]
            image = Image(target, _SPACE.sub(" ", inner.plain).strip(), self.at(token), title)
            self.found.images.append(image)
            return token.end()
        text = _SPACE.sub(" ", inner.plain).strip()
        self.found.links.append(Link(target, text, self.at(token)))
        self.found.links += inner.links
        self.found.images += inner.images
        self.found.raw_html += inner.raw_html
        return token.end()

    def target(self, token: re.Match[str]) -> str | None:
        """Where brackets lead; None where they are only brackets."""
        if token["target"] is not None:
            return token["target"].removeprefix("<").removesuffix(">")
        name = _SPACE.sub(" ", token["name"] or token["text"]).strip().lower()
        lost = "" if token["name"] else None
        return self.definitions.get(name, lost)

    def at(self, token: re.Match[str]) -> int:
        """The line of a token. Tokens come in order, so each line break is counted once."""
        self.line += self.text.count("\n", self.counted, token.start())
        self.counted = token.start()
        return self.line


def _marks(token: re.Match[str]) -> str:
    """Emphasis marks vanish; a star or a dash in open space, or within a word, stays."""
    text, start, end = token.string, token.start(), token.end()
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    alone = before.isspace() and after.isspace()
    within = token[0][0] == "_" and before.isalnum() and after.isalnum()
    return token[0] if alone or within else ""


def read(text: str, line: int = 1, definitions: Mapping[str, str] | None = None) -> Found:
    """The links, pictures and raw HTML of a text, and the words a reader sees.

    `line` is where the text starts in its file; line breaks of the text are kept in `plain`.
    """
    if not _SPECIAL.search(text):
        return Found(html.unescape(text) if "&" in text else text)
    return _Reader(text, line, definitions or {}).read()


def plain(text: str, definitions: Mapping[str, str] | None = None) -> str:
    """The words of a short text, on one line."""
    return _SPACE.sub(" ", read(text, 1, definitions).plain).strip()


#: Ids the pages use themselves; a heading of that name gets `-section` behind it.
TAKEN = frozenset(
    {
        "body", "content", "contents", "error-summary", "feedback", "footer", "header", "help",
        "main", "menu", "nav", "navigation", "notes", "page", "peer-task", "picture",
        "progress-words", "quiz", "search", "skip-link", "summary", "task", "title", "top",
    }
)  # fmt: skip
_OURS = re.compile(r"(fn|fnref\d*|callout)-")


def slug(words: str) -> str:
    """The nearest slug: lower-case letters, figures and dashes, at most 60; it may be empty."""
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_words.replace("'", "")).strip("-")[:60].rstrip("-")


def heading_id(words: str, used: dict[str, int]) -> str:
    """A slug for a heading, unlike those `used` (which it joins) and those pages use.

    `used` holds the last number behind each, so that a thousand alike cost no more than others.
    """
    first = slug(words) or "section"
    if first in TAKEN or first.endswith("-title"):
        first = f"{first}-section"
    elif _OURS.match(first):  # how ids of footnotes and callouts begin
        first = f"section-{first}"
    number, unique = used.get(first, 1), first
    while unique in used:
        number += 1
        unique = f"{first}-{number}"
    used[first] = number
    used[unique] = 1
    return unique
