"""Courses by the name that was typed, among those that are published."""

from __future__ import annotations

from collections.abc import Sequence

import click
from sqlalchemy.orm import Session

from learning.content.problems import nearest, quoted
from learning.releases.shelf import Shelf

NOTHING = ". Publish first: learning publish (what the demo holds is told with LEARNING_DEMO=true)."


def expect(session: Session, shelf: Shelf, course: str) -> None:
    """Refuse a course of which nothing is live, with the name that was probably meant."""
    names = list(shelf.active(session))
    if course not in names:
        raise unknown(course, names)


def unknown(course: str, names: Sequence[str]) -> click.UsageError:
    """The refusal of a name that none of these is."""
    there = f". There are {', '.join(names)}." if names else NOTHING
    near = nearest(course, names)
    return click.UsageError(f"Nothing is published of {quoted(course)}{near or there}")
