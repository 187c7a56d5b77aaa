"""What the pages on void items show: which they are, and how many results would change."""

from __future__ import annotations

from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from learning.errors import NotFound
from learning.progress import crediting, regrading
from learning.progress.crediting import Voids
from learning.progress.regrading import Found, Run
from learning.releases.shelf import Shelf
from learning.web import database

MOST = 1_000
"""Attempts that are counted while somebody waits for the page."""
FEW = 5
"""Of fewer people than that an author is told no number."""


def courses(session: Session, shelf: Shelf) -> list[tuple[str, str, list[tuple[str, int, str]]]]:
    """Each course with its void items: id, title, and each item with since when and why."""
    found = []
    for name in shelf.active(session):
        if name != "cases":
            void = crediting.voids(session, shelf, name)
            title = shelf.course(session, name).front.title
            found.append((name, title, _items(void)))
    return [one for one in found if one[2]]


def _items(void: Voids) -> list[tuple[str, int, str]]:
    return [(item, of.from_release, of.reason) for item, of in sorted(void.items.items())]


def voids(session: Session, shelf: Shelf, course: str) -> Voids:
    """The void items of a course; `NotFound` where there are none."""
    found = crediting.voids(session, shelf, course)
    if not found.items:
        raise NotFound("No item of this course is void. The list shows where there are some.")
    return found


def of_course(session: Session, shelf: Shelf, course: str) -> dict[str, Any]:
    """What would change in a course."""
    void = voids(session, shelf, course)
    title = shelf.course(session, course).front.title
    run = Run(database.the_database(), course, current_app.extensions["settings"].timezone)
    found = regrading.regrade(run, most=MOST)
    return {
        "course": course,
        "title": title,
        "items": _items(void),
        "waits": found.credited > 0,
        "sentence": _sentence(found),
    }


def _sentence(found: Found) -> str:
    """The numbers, without telling of a few; beyond `MOST` they are a beginning."""
    if not found.credited:
        return "Everybody who met these items has full credit already."
    more = "at least " if found.last else ""
    said = f"{more}{_number(found.changed)} would change, and {_passes(found.passes)}."
    return said[0].upper() + said[1:]


def _number(changed: int) -> str:
    if not changed:
        return "no result"
    return f"fewer than {FEW} results" if changed < FEW else f"{changed:,} results"


def _passes(passes: int) -> str:
    if not passes:
        return "none would become a pass"
    number = f"fewer than {FEW}" if passes < FEW else f"{passes:,}"
    return f"{number} would become passes"
