"""Audit lines of the web: the signed-in person is who acts, and now is when."""

from __future__ import annotations

from learning.audit import noting
from learning.audit.noting import Line
from learning.web import database, identity, moments


def note(act: str, kind: str, subject: str = "", said: str = "") -> None:
    """Add a line within this request's unit: it is kept only if what it tells is."""
    line = Line(act, kind, subject, identity.the_person().public_id, said)
    noting.note(database.session(), line, at=moments.now())


def looked(act: str, kind: str, subject: str, *, once_a_day: bool = False) -> None:
    """Add a line about a look in a unit of its own, before anything is shown.

    The request's own unit ends first, and what is read next begins another.
    """
    line = Line(act, kind, subject, identity.the_person().public_id)
    database.drop()
    with database.writing() as session:
        (noting.note_once_a_day if once_a_day else noting.note)(session, line, at=moments.now())
