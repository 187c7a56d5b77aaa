"""Patching: other words for passages become a patch that `git apply` takes on the tree at hand.

A passage is found by the words it had, near where it stood. What is no longer there is told, and
never guessed at. Files keep their line ends, and a last line without one.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from learning.content import reading
from learning.content.composing import compose
from learning.content.passages import blocks
from learning.content.problems import Findings
from learning.content.rewording import reword, value_at

_ENDS = re.compile(r"\r\n|\r|\n")
_PLAIN = re.compile(r"[\w./-]+", re.ASCII)
_NO_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Other words for a passage of a file. `id` names who asks for them, in messages only.

    `field` and `line` are those of the passage as it was published.
    """

    id: str
    file: str
    field: str
    line: int
    before: str
    after: str

    @property
    def where(self) -> tuple[str, str, int, str]:
        """What two of them that cannot both be done have in common."""
        return self.file, self.field, self.line, self.before


class _Misfit(Exception):
    """The words cannot be put into the file as it is; the text says why."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that is not in the patch, and what to do about it."""

    wanted: Wanted
    why: str


@dataclass(frozen=True, slots=True)
class Patched:
    """A file's patch, and which of the wanted words are in it."""

    file: str
    patch: str
    done: tuple[Wanted, ...]


Read = Callable[[str], bytes | None]


def patch(wanted: Iterable[Wanted], read: Read, prefix: str) -> tuple[list[Patched], list[Misfit]]:
    """The patch of each file, by name, and what is not in one.

    `read` gives the bytes of a file below courses/, or None where there is none; `prefix` is the
    folder of courses as the patch names it. Of two for the same passage the first is taken.
    """
    misfits: list[Misfit] = []
    files: dict[str, list[Wanted]] = {}
    first: dict[tuple[str, str, int, str], Wanted] = {}
    for one in wanted:
        if one.where in first:
            other = f"{first[one.where].id} is for the same words and is older: decide between them"
            misfits.append(Misfit(one, other))
        else:
            first[one.where] = one
            files.setdefault(one.file, []).append(one)
    made = [_file(file, some, read, prefix, misfits) for file, some in sorted(files.items())]
    return [one for one in made if one.done], misfits


def _file(
    file: str, some: Sequence[Wanted], read: Read, prefix: str, misfits: list[Misfit]
) -> Patched:
    raw, done = _text(read(file)), list[Wanted]()
    text = _ENDS.sub("\n", raw or "")
    for one in some:
        try:
            if raw is None:
                raise _Misfit("the file is not there, or is no text: it may have moved")
            text = _reworded(one, text)
            done.append(one)
        except _Misfit as misfit:
            misfits.append(Misfit(one, str(misfit)))
    if not done or raw is None:
        return Patched(file, "", ())
    return Patched(file, "".join(_diff(f"{prefix}{file}", raw, _ended(raw, text))), tuple(done))


def _text(body: bytes | None) -> str | None:
    try:
        return None if body is None else body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _reworded(one: Wanted, text: str) -> str:
    """A file's text with other words for one passage."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix(mark)
    if not one.file.endswith(".md"):
        return mark + _field(one, plain)
    parts = reading.split(plain, Findings(one.file))
    if parts is None:
        raise _Misfit("its front matter cannot be read: run learning check")
    lines = plain.split("\n")
    if one.field:
        front = _field(one, parts.front).split("\n")
        return mark + "\n".join([lines[0], *front, *lines[parts.body_line - 2 :]])
    head = lines[: parts.body_line - 1]
    return mark + "\n".join([*head, _block(one, parts.body)])


def _block(one: Wanted, body: str) -> str:
    """The text with other words for the block that stands nearest to where it stood."""
    found = [block for block in blocks(body) if block.text == one.before]
    if not found:
        raise _Misfit("the text no longer has these words: it has changed since")
    block = min(found, key=lambda each: abs(each.line - one.line))
    lines, begin = body.split("\n"), block.line - 1
    end = begin + one.before.count("\n") + 1
    return "\n".join([*lines[:begin], *one.after.split("\n"), *lines[end:]])


def _field(one: Wanted, text: str) -> str:
    composed = compose(text, Findings(one.file))
    found = value_at(composed.value, one.field) if composed else None
    if composed is None:
        raise _Misfit("the file cannot be read: run learning check")
    if found is None:
        raise _Misfit(f"there is no {one.field} any more: it was renamed, moved or taken out")
    path, value = found
    if value != one.before:
        raise _Misfit(f"{one.field} has other words by now")
    made = reword(text, path, one.after)
    if made is None:
        raise _Misfit("no safe way to write it was found: run learning check, or change it by hand")
    return made


def _ended(raw: str, text: str) -> str:
    """The new text with the line ends of the old one; new lines end as most lines do."""
    old, ends = _ENDS.split(raw), _ENDS.findall(raw)
    usual = Counter(ends).most_common(1)[0][0] if ends else "\n"
    new = text.split("\n")
    chosen = [usual] * len(new)
    for block in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for at in range(block.size):
            if block.a + at < len(ends):
                chosen[block.b + at] = ends[block.a + at]
    chosen[-1] = ""
    return "".join(line + end for line, end in zip(new, chosen, strict=True))


def _diff(path: str, old: str, new: str) -> Iterator[str]:
    """A patch as git writes it, for one file."""
    before, after = _quoted(f"a/{path}"), _quoted(f"b/{path}")
    yield f"diff --git {before} {after}\n"
    lines = difflib.unified_diff(_lines(old), _lines(new), before, after)
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_END}"


def _lines(text: str) -> list[str]:
    """Lines as git counts them: each with its end, the last perhaps without."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return [line for line in lines if line]


def _quoted(path: str) -> str:
    """A path as git reads it."""
    if _PLAIN.fullmatch(path):
        return path
    signs = (chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\{b:03o}" for b in path.encode())
    return f'"{"".join(signs)}"'
