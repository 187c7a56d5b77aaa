"""Texts of GIFT become Markdown: as they are, with signs escaped, or from the few tags we take."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from learning.interop.gift.entries import Fault, Text

#: What no text of an item may be longer than.
LONGEST = 20_000
_INLINE = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_LISTS = ("ul", "ol")
#: tags that say nothing by themselves
_BARE = ("span", "div")
_VOID = ("br",)
#: signs of Markdown; a gap to be filled, alone between spaces, is none
_SIGNS = re.compile(r"(?<!\S)_{3,}(?!\S)|[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])")
_TAG_OR_ENTITY = re.compile(r"</?[A-Za-z][^<>]*+>|&#?\w{1,32};")
#: the library's reader would try each of these again from every place
_UNCLOSED = re.compile(r"<[A-Za-z/!?][^<>]*+(?!>)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_STARTS = re.compile(r"^(?=[#>+-])|^(?=!!!)|^(\d+)(?=\.\s)", re.MULTILINE)
_SPACE, _SPACES = re.compile(r"\s+"), re.compile(r"[ \t\r\f\v\xa0]+")
_TAKEN = "p, br, b, strong, i, em, code, ul, ol and li"


def markdown(text: Text) -> tuple[str, tuple[str, ...]]:
    """The text as Markdown, and what of it was left out. `Fault` for HTML that is not taken."""
    if len(text.words) > LONGEST:
        raise Fault(text.line, f"a text of more than {LONGEST:,} characters: shorten it")
    if text.form == "markdown":
        return text.words.replace("-&gt;", "->"), ()
    if text.form == "html" or (text.form == "moodle" and _TAG_OR_ENTITY.search(text.words)):
        return _from_html(text)
    return _by_lines(text.words), ()


def escaped(words: str) -> str:
    """Plain words as Markdown that shows them as they are."""
    told = _SIGNS.sub(lambda found: found[0] if "___" in found[0] else f"\\{found[0]}", words)
    return _ENTITY.sub("&amp;", told).replace("<", "&lt;")


def _by_lines(words: str) -> str:
    """Plain words with their line ends; what would begin a list or a heading does not."""
    return _started(escaped("\n".join(line.strip() for line in words.split("\n"))))


def _started(words: str) -> str:
    """Markdown in which no line begins a list, a heading or a quotation."""
    return _STARTS.sub(lambda found: f"{found[1] or ''}\\", words)


def _from_html(text: Text) -> tuple[str, tuple[str, ...]]:
    if _UNCLOSED.search(text.words):
        raise Fault(text.line, "a tag without its >: close it, or write &lt; for the sign")
    reader = _Html(text.line, keeps_lines=text.form == "moodle")
    reader.feed(text.words)
    reader.close()
    told = reader.told()
    if not told:
        raise Fault(text.line, "HTML without words: write what is to be read")
    return told, tuple(sorted(reader.left_out))


class _Html(HTMLParser):
    """One pass over HTML: the tags that are taken become signs of Markdown."""

    def __init__(self, line: int, *, keeps_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.line = line
        self.keeps_lines = keeps_lines
        self.open: list[tuple[str, list[str]]] = [("", [])]
        self.lists: list[int] = []
        self.left_out: set[str] = set()

    def put(self, words: str) -> None:
        self.open[-1][1].append(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if attrs:
            self.left_out.add(f"attributes of <{tag}>")
        if tag in _INLINE:
            self.open.append((tag, []))
        elif tag in _LISTS:
            self.put("" if self.lists else "\n\n")
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self.put(self.bullet())
        elif tag == "br":
            self.put("  \n")
        elif tag == "p" or tag in _BARE:
            self.between(tag)
        else:
            told = f"<{tag}> is HTML that is not taken ({_TAKEN} are): write it as Markdown"
            raise Fault(self.line, told)

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE and any(tag == one for one, _ in self.open):
            while self.close_last() != tag:
                pass
        elif tag in _LISTS and self.lists:
            self.lists.pop()
            self.put("" if self.lists else "\n\n")
        elif tag == "p" or tag in _BARE:
            self.between(tag)

    def between(self, tag: str) -> None:
        """Around a paragraph; within a list it would end the list."""
        if tag in _BARE:
            self.left_out.add(f"<{tag}>")
        if tag != "span":
            self.put(" " if self.lists else "\n\n")

    def bullet(self) -> str:
        """How an entry of the innermost list begins."""
        if not self.lists:
            self.lists.append(-1)
        indent = "    " * (len(self.lists) - 1)
        if self.lists[-1] < 0:
            return f"\n{indent}- "
        self.lists[-1] += 1
        return f"\n{indent}{self.lists[-1]}. "

    def close_last(self) -> str:
        """Write what stands in the innermost tag between its signs; spaces stay outside."""
        tag, parts = self.open.pop()
        words = "".join(parts)
        bare, mark = words.strip(), _INLINE[tag]
        if bare and tag == "code" and "`" in bare:
            mark, bare = "``", f" {bare} "
        front = words[: len(words) - len(words.lstrip())]
        back = words[len(words.rstrip()) :]
        self.put(f"{front}{mark}{bare}{mark}{back}" if bare else words)
        return tag

    def handle_data(self, data: str) -> None:
        words = (_SPACES if self.keeps_lines else _SPACE).sub(" ", data)
        in_code = any(tag == "code" for tag, _ in self.open)
        self.put(words if in_code else self.as_words(words))

    def as_words(self, words: str) -> str:
        """Words of the text, none of which begins a list or a heading."""
        before = self.open[-1][1][-1:]
        if not before or before[0].endswith(("\n", "- ", ". ")):
            return _started(escaped(words.lstrip(" ")))
        first, newline, rest = escaped(words).partition("\n")
        return f"{first}{newline}{_started(rest)}"

    def handle_comment(self, data: str) -> None:
        self.left_out.add("a comment")

    def told(self) -> str:
        """The Markdown; tags that were never closed are closed at the end."""
        while len(self.open) > 1:
            self.close_last()
        lines = re.sub(r"\n[ \t]+\n", "\n\n", "".join(self.open[0][1])).split("\n")
        lines = [_trimmed(line) for line in lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _trimmed(line: str) -> str:
    """A line without stray space; a list's indent and a break's two spaces stay."""
    is_entry = re.match(r"(?:    )*(?:-|\d+\.) ", line)
    front = is_entry[0] + line[is_entry.end() :].lstrip() if is_entry else line.lstrip()
    bare = front.rstrip()
    return f"{bare}  " if bare and front.endswith("  ") else bare
