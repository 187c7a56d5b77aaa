"""Audit lines of the web: the signed-in person is who acts, and now is when."""

from __future__ import annotations

import datetime as dt

from flask import Flask, current_app, request
from sqlalchemy.orm import Session

from learning.audit import noting
from learning.audit.noting import Line
from learning.web import database, identity, moments

_MOST = 5_000
"""Looks that a process remembers."""


def note(act: str, kind: str, subject: str = "", said: str = "") -> None:
    """Add a line within this request's unit: it is kept only if what it tells is."""
    note_in(database.session(), act, kind, subject, said)


def note_in(session: Session, act: str, kind: str, subject: str, said: str) -> None:
    """The same within another unit."""
    line = Line(act, kind, subject, identity.the_person().public_id, said)
    noting.note(session, line, at=moments.now())


def looked(act: str, kind: str, subject: str) -> None:
    """Add a line about a look in a unit of its own, before anything is shown.

    The request's own unit ends first, and what is read next begins another. Who asks for
    the head of a page alone has seen nothing.
    """
    if request.method == "HEAD":
        return
    line = Line(act, kind, subject, identity.the_person().public_id)
    database.drop()
    with database.writing() as session:
        noting.note(session, line, at=moments.now())


def looked_today(act: str, kind: str, subject: str) -> None:
    """The same, for what is noted once a day. A look that this process has noted is not again."""
    line, now = Line(act, kind, subject, identity.the_person().public_id), moments.now()
    noted: dict[Line, dt.date] = current_app.extensions["looks of today"]
    if noted.get(line) == now.date() or request.method == "HEAD":
        return
    database.drop()
    with database.writing() as session:
        noting.note_once_a_day(session, line, at=now)
    if len(noted) >= _MOST:
        noted.clear()
    noted[line] = now.date()


def install(app: Flask) -> None:
    """Remember which looks were noted today."""
    app.extensions["looks of today"] = {}
