"""Items as YAML in the style of the house: short texts plain, long ones folded, lists below."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from learning.interop.gift.numbers import decimal, plainly

_WIDTH = 100
#: what no reader of YAML takes for anything but words
_PLAIN = re.compile(r"[A-Za-z](?:[\w.,;()/'’!?&%-]|[ ](?! ))*(?<! )")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_FOLDS = re.compile(r"\S+(?: \S+)*")


def items(values: Sequence[Mapping[str, Any]], indent: int) -> list[str]:
    """Each item as the lines of an entry of a list, at so many spaces."""
    return ["\n".join(_entry(one, indent)) + "\n" for one in values]


def _entry(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    lines = list(_mapping(value, indent + 2))
    lines[0] = f"{' ' * indent}- {lines[0].lstrip()}"
    yield from lines


def _mapping(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    for name, one in value.items():
        yield from _field(name if _is_plain(name) else json.dumps(name), one, indent)


def _field(name: str, value: Any, indent: int) -> Iterator[str]:
    front = f"{' ' * indent}{name}:"
    if isinstance(value, Mapping):
        if value and all(not isinstance(one, (dict, list)) for one in value.values()):
            flow = f"{front} {_flow(value)}"
            if name in ("review", "refresher", "tolerance") and len(flow) <= 160:
                yield flow
                return
        yield front
        yield from _mapping(value, indent + 2)
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        yield front
        for one in value:
            yield from _entry(one, indent + 2)
    elif isinstance(value, list):
        yield f"{front} [{', '.join(_flow(one) for one in value)}]"
    elif isinstance(value, str):
        yield from _text(front, value, indent + 2)
    else:
        yield f"{front} {_number(value)}"


def _flow(value: Any) -> str:
    """A value within a line. Text in quotes, but for plain words and days."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {_flow(one)}' for name, one in value.items())}}}"
    if isinstance(value, str):
        simple = re.fullmatch(r"[a-z][a-z0-9-]*|\d{4}-\d\d-\d\d", value)
        return value if simple and value not in _WORDS else _quoted(value)
    return _number(value)


def _number(value: Any) -> str:
    """Without an exponent, which some readers of YAML take for words."""
    if isinstance(value, float):
        told = plainly(decimal(value))
        return told if "." in told else f"{told}.0"
    return json.dumps(value)


def _text(front: str, text: str, indent: int) -> Iterator[str]:
    """A text in the first way that reads back as it is: plain, folded, by lines, in quotes."""
    if _is_plain(text) and len(front) + len(text) < _WIDTH:
        yield f"{front} {text}"
    elif len(front) + len(text) >= _WIDTH and _FOLDS.fullmatch(text) and "\n" not in text:
        yield from _block(f"{front} >-", textwrap.wrap(
            text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False
        ), indent, text)  # fmt: skip
    elif "\n" in text and not text[0].isspace():
        yield from _block(f"{front} |-", text.split("\n"), indent, text)
    else:
        yield f"{front} {_quoted(text)}"


def _block(front: str, lines: Sequence[str], indent: int, text: str) -> Iterator[str]:
    """Lines below; in quotes where they would not read back."""
    space = " " * indent
    told = [f"{space}{line}" if line else "" for line in lines]
    mark = front.rpartition(" ")[2]
    if _reads_back("\n".join([f"a: {mark}", *told]), text):
        yield front
        yield from told
    else:
        yield f"{front.removesuffix(f' {mark}')} {_quoted(text)}"


def _reads_back(told: str, text: str) -> bool:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return bool(yaml.load(told, Loader=loader) == {"a": text})  # noqa: S506
    except yaml.YAMLError:
        return False


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text.lower() not in _WORDS


def _quoted(text: str) -> str:
    """In double quotes, which JSON shares with YAML; what YAML forbids is written as an escape."""
    told = json.dumps(text, ensure_ascii=False)
    return re.sub(
        r"[\x7f-\x9f\ud800-\udfff\ufffe\uffff]", lambda one: f"\\u{ord(one[0]):04x}", told
    )
