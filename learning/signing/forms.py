"""The forms of statements: a signature alone does not make what it covers fit to be shown.

Another installation may be newer, or careless. What is not of one of these forms is not shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _day_or_none(value: Any) -> bool:
    return value is None or _day(value)


def _list_of(fields: Mapping[str, Check]) -> Check:
    return lambda value: isinstance(value, list) and all(_has(fields, one) for one in value)


def _has(fields: Mapping[str, Check], value: Any) -> bool:
    return isinstance(value, dict) and all(check(value.get(n)) for n, check in fields.items())


_COMPLETED: Mapping[str, Check] = {
    "title": _text,
    "completed_on": _day,
    "valid_until": _day_or_none,
}
_FORMS: Mapping[str, Mapping[str, Check]] = {
    "certificate": {
        **_COMPLETED,
        **dict.fromkeys(("id", "name", "course", "manifest", "issuer", "origin"), _text),
        **dict.fromkeys(("release", "minutes"), _number),
        "issued_on": _day,
    },
    "record": {
        "name": _text,
        "issuer": _text,
        "issued_on": _day,
        "completions": _list_of(_COMPLETED),
    },
    "revocations": {
        "issuer": _text,
        "dated": _day,
        "entries": _list_of({"id": _text, "on": _day, "reason": _text}),
    },
}


def is_known(said: Mapping[str, Any]) -> bool:
    """Whether a statement is of a form that can be shown: its kind, and every field it needs."""
    kind = said.get("kind")
    return isinstance(kind, str) and kind in _FORMS and _has(_FORMS[kind], said)
