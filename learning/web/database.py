"""One unit of work a request: opened at its first statement, committed once, closed always.

It commits only when the method writes and the answer is below 400. What must outlive a refusal
takes a unit of its own through `writing()`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from learning.db import Database

_SAFE = ("GET", "HEAD", "OPTIONS")


def install(app: Flask, opened: Database) -> None:
    """Give the site its database."""
    app.extensions["database"] = opened
    app.teardown_appcontext(_close)


def the_database() -> Database:
    """The database of this site."""
    opened: Database = current_app.extensions["database"]
    return opened


def session() -> Session:
    """This request's session. In a writing request it begins as a writer, before it reads.

    Once the unit was settled or dropped, what follows only reads: the rendering of a page.
    """
    unit: tuple[Session, Callable[[], None]] | None = g.get("unit")
    if unit is None:
        unit = g.unit = the_database().session(writes=not only_reads())
    return unit[0]


def reading() -> AbstractContextManager[Session]:
    """A unit that only reads, beside the request's own (before hashing a password, say)."""
    return the_database().reading()


def writing() -> AbstractContextManager[Session]:
    """A unit that commits by itself and outlives a refusal of the request.

    End the request's own first (`drop` or `keep`): a thread writes in one unit at a time.
    """
    return the_database().writing()


def only_reads() -> bool:
    """Whether a unit of this request, opened now, would write nothing."""
    return request.method in _SAFE or g.get("over", False)


def is_open() -> bool:
    """Whether this request has opened its unit."""
    return "unit" in g


def settle(status: int) -> None:
    """Commit what a writing request did if it went well; roll everything else back."""
    if "unit" not in g:
        return
    if request.method not in _SAFE and status < 400:
        session().commit()
    drop()


def keep() -> None:
    """Commit now, before a page that answers with a refusal of the rest."""
    settle(200)


def drop() -> None:
    """Roll back and close the unit: before a refusal is rendered, and at the very end."""
    g.over = True
    unit = g.pop("unit", None)
    if unit is not None:
        unit[1]()


def _close(_error: BaseException | None) -> None:
    if is_open():
        drop()
