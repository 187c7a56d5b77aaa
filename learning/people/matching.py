"""Matching what somebody types with what names begin with or hold, in whatever case it is typed.

SQLite folds the case of plain letters alone, so that `élodie` would not find `Élodie`: what is
typed is tried as it may have been written.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

LONGEST = 120
"""Characters of what is sought: no name is longer."""
Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


def begins(column: Text, text: str) -> ColumnElement[bool]:
    """Whether a text begins like this."""
    return _any(text, lambda one: column.istartswith(one, autoescape=True))


def holds(column: Text, text: str) -> ColumnElement[bool]:
    """Whether a text has this anywhere in it."""
    return _any(text, lambda one: column.icontains(one, autoescape=True))


def holds_word(column: Text, text: str) -> ColumnElement[bool]:
    """Whether a word of a text begins like this: a first name or a last one."""
    return begins(column, text) | _any(
        text, lambda one: column.icontains(f" {one}", autoescape=True)
    )


def _any(text: str, match: Callable[[str], ColumnElement[bool]]) -> ColumnElement[bool]:
    sought = " ".join(text.split())[:LONGEST]
    spelt = {sought}
    if not sought.isascii():
        spelt |= {sought.lower(), sought.upper(), sought.title()}
    return or_(*(match(one) for one in sorted(spelt)))
