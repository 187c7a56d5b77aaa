"""Items added to a quiz.yaml: what stands there stays byte for byte, and is read again after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from learning.errors import Invalid
from learning.interop.gift import yaml_items

Lines = list[tuple[int, int]]
_BOM = "\ufeff"
_HEAD = """\
# Taken from GIFT: every item is a draft. Make those live that you have read, and set the pass mark.
pass:
  percent: 0
items:
"""
_BY_HAND = (
    "{} was left as it is, because its list of items could not be read safely. "
    "Write 'items:' as the last field, with one entry below the other, and do it again."
)


def joined(text: str | None, items: Sequence[Mapping[str, Any]], name: str) -> tuple[str, Lines]:
    """The text of a quiz with these items behind its own, and the first and last line of each.

    `text` is None where there is no quiz yet. `Invalid` where they cannot be added safely.
    """
    if text is None:
        return _with(_HEAD, len(_HEAD), yaml_items.items(items, 2), "\n")
    bare = text.removeprefix(_BOM)
    newline = "\r\n" if "\r\n" in bare else "\n"
    root = yaml.compose(bare, Loader=_loader())
    found = _items(root)
    if found is None or not items:
        raise Invalid(_BY_HAND.format(name))
    sequence, at = found
    end = len(bare) if at is None else _above(bare, at)
    made, lines = _with(bare, end, yaml_items.items(items, sequence.start_mark.column), newline)
    ended = bare if bare.endswith("\n") else f"{bare}{newline}"
    if not _only_added(ended, made, len(items)):
        raise Invalid(_BY_HAND.format(name))
    return f"{_BOM if text.startswith(_BOM) else ''}{made}", lines


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _items(root: Any) -> tuple[yaml.SequenceNode, int | None] | None:
    """The list of items, and where the next field begins (None for none)."""
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    fields = list(root.value)
    for at, (key, value) in enumerate(fields):
        if key.value == "items" and isinstance(value, yaml.SequenceNode) and not value.flow_style:
            after = fields[at + 1][0].start_mark.index if at + 1 < len(fields) else None
            return value, after
    return None


def _above(text: str, at: int) -> int:
    """Where the comments and empty lines above a field begin: they belong to it."""
    start = text.rfind("\n", 0, at) + 1
    while start:
        before = text.rfind("\n", 0, start - 1) + 1
        line = text[before:start].strip()
        if line and not text[before:start].startswith("#"):
            break
        start = before
    return start


def _with(text: str, at: int, items: Sequence[str], newline: str) -> tuple[str, Lines]:
    """The text with entries put in at a place, an empty line before each but the very first."""
    front, back = text[:at], text[at:]
    if not front.endswith("\n"):
        front += newline
    is_first = front.rstrip().endswith("items:")
    lines: Lines = []
    line = front.count("\n") + 1
    parts: list[str] = []
    for number, item in enumerate(items):
        gap = "" if number == 0 and (is_first or front.endswith(("\n\n", "\n\r\n"))) else "\n"
        parts.append(f"{gap}{item}")
        first = line + len(gap)
        line = first + item.count("\n")
        lines.append((first, line - 1))
    gap = "\n" if back else ""
    return f"{front}{''.join([*parts, gap]).replace(chr(10), newline)}{back}", lines


def _only_added(before: str, after: str, many: int) -> bool:
    """Whether nothing but so many items at the end of the list is new."""
    try:
        old, new = (yaml.load(one, Loader=_loader()) for one in (before, after))  # noqa: S506
    except (yaml.YAMLError, ValueError):  # a day that does not exist
        return False
    listed = new["items"]
    return bool({**new, "items": listed[:-many]} == old and len(listed) == len(old["items"]) + many)
