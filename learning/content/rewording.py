"""Rewording: one text of a YAML file is said in other words, and nothing else of the file changes.

The way in which the author wrote it is kept where the new words allow it. Whatever is made is read
again, and only taken where it says exactly what was asked.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from learning.content.composing import compose
from learning.content.folding import folded, in_lines
from learning.content.problems import Findings

_BLANK = re.compile(r"(?:\n *)+\Z")
Path = tuple[str | int, ...]
_WIDE = 120
"""Columns after which a plain text goes into lines of its own."""


@dataclass(frozen=True, slots=True)
class _Scalar:
    """A text of a file: where it stands, how it is written, and where its key begins."""

    start: int
    end: int
    style: str
    key_column: int
    column: int


def value_at(value: Any, field: str) -> tuple[Path, Any] | None:
    """The path of a field such as `items.door.options.a.text`, and what is there; None for none.

    An entry of a list is named by its `id`, or by its place where it has none.
    """
    path: list[str | int] = []
    for step in field.split("."):
        found: str | int | None = step
        if isinstance(value, list):
            found = _entry(value, step)
        if found is None or (isinstance(value, dict) and step not in value):
            return None
        if not isinstance(value, dict | list):
            return None
        inner: Any = value
        value = inner[found]
        path.append(found)
    return tuple(path), value


def _entry(some: Sequence[Any], step: str) -> int | None:
    for at, entry in enumerate(some):
        if isinstance(entry, dict) and entry.get("id") == step:
            return at
    return int(step) if step.isascii() and step.isdigit() and int(step) < len(some) else None


def reword(text: str, path: Path, words: str) -> str | None:
    """The text with other words at a path; None where no way of writing them is safe."""
    value = _read(text)
    scalar = _scalar(text, path) if value is not None else None
    if scalar is None:
        return None
    wanted = _with(value, path, words)
    ways = (text[: scalar.start] + way + text[scalar.end :] for way in _ways(text, scalar, words))
    return next((made for made in ways if _read(made) == wanted), None)


def _read(text: str) -> dict[str, Any] | None:
    """The fields of a text that is wholly sound."""
    findings = Findings("")
    composed = compose(text, findings)
    return composed.value if composed and composed.whole and not findings.problems else None


def _with(value: Any, path: Path, words: str) -> Any:
    wanted = copy.deepcopy(value)
    inner = wanted
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = words
    return wanted


def _scalar(text: str, path: Path) -> _Scalar | None:
    node, key = yaml.compose(text, Loader=yaml.SafeLoader), None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pairs = [(k, v) for k, v in node.value if k.value == step]
            key, node = pairs[0] if pairs else (None, None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        else:
            return None
    if not isinstance(node, yaml.ScalarNode) or key is None:
        return None
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):  # the blank lines behind it are not its own
        end = start + len(_BLANK.sub("", text[start:end]))
    return _Scalar(start, end, node.style or "", key.start_mark.column, node.start_mark.column)


def _ways(text: str, scalar: _Scalar, words: str) -> Iterator[str]:
    """Ways of writing the words, the one nearest to the author's first."""
    raw, inner = text[scalar.start : scalar.end], " " * (scalar.key_column + 2)
    if scalar.style in ("|", ">"):
        yield from _block(raw, inner, words)
    elif "\n" not in words:
        yield from _flow(raw, inner, scalar, words)
    if "\n" in words or scalar.style in ("|", ">"):
        yield _literal("|" if words.endswith("\n") else "|-", inner, words)
    yield json.dumps(words, ensure_ascii=False)


def _block(raw: str, inner: str, words: str) -> Iterator[str]:
    """After `|` or `>`: the same head and the same indent."""
    head, _, rest = raw.partition("\n")
    held = [row for row in rest.split("\n") if row.strip()]
    indent = _indent(held[0]) if held else inner
    if head.startswith("|"):
        yield _literal(head, indent, words)
    else:
        yield "\n".join([head, *folded(rest.split("\n"), words, indent)])
        yield _literal(head.replace(">", "|", 1), indent, words)


def _literal(head: str, indent: str, words: str) -> str:
    rows = words.rstrip("\n").split("\n")
    return "\n".join([head, *(f"{indent}{row}" if row else "" for row in rows)])


def _flow(raw: str, inner: str, scalar: _Scalar, words: str) -> Iterator[str]:
    """Plain or in quotes, over as many lines as before; a long plain text is folded."""
    said, quote = words, scalar.style
    if quote == "'":
        said = words.replace("'", "''")
    elif quote == '"':
        said = json.dumps(words, ensure_ascii=False)[1:-1]
    rows = (raw[1:-1] if quote else raw).split("\n")
    if len(rows) > 1:
        made = folded(rows, said, _indent(rows[-1]) or inner)
        yield quote + "\n".join(made).lstrip(" ") + quote
    if not quote and scalar.column + len(words) > _WIDE:
        yield "\n".join([">-", *in_lines(words.split(), inner)])
    yield quote + said + quote


def _indent(row: str) -> str:
    return row[: len(row) - len(row.lstrip(" "))]
