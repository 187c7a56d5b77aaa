"""One unit of work a request: opened at its first statement, committed once, closed always.

It commits only when the method writes and the answer is below 400. What must outlive a refusal
takes a unit of its own through `writing()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from flask import Flask, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from learning import clock
from learning.db import Database, open_database
from learning.people.recounting import ASKED
from learning.releases.shelf import Shelf
from learning.supervision import recounting
from learning.web import logs

_AT_ONCE = 200
"""People whose duties are worked out within a request."""
_SAFE = ("GET", "HEAD", "OPTIONS")


def install(app: Flask, opened: Database) -> None:
    """Give the site its database, and the one through which supervisors' pages see it.

    That is the same one, unless the settings name a role of PostgreSQL that may read less.
    """
    app.extensions["database"] = opened
    app.extensions["exact shelf"] = Shelf(seconds=0)
    other = app.extensions["settings"].supervision_address
    app.extensions["supervision database"] = open_database(other) if other else None
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


def watching() -> Database:
    """The database as supervisors' pages may see it."""
    other: Database | None = current_app.extensions["supervision database"]
    return other or the_database()


def supervising() -> Session:
    """This request's session for what supervisors may see; it only reads."""
    if current_app.extensions["supervision database"] is None:
        return session()
    unit: tuple[Session, Callable[[], None]] | None = g.get("supervising")
    if unit is None:
        unit = g.supervising = watching().session(writes=False)
    return unit[0]


def reading() -> AbstractContextManager[Session]:
    """A unit that only reads, beside the request's own (before hashing a password, say)."""
    return the_database().reading()


@contextmanager
def writing() -> Iterator[Session]:
    """A unit that commits by itself and outlives a refusal of the request.

    End the request's own first (`drop` or `keep`): a thread writes in one unit at a time.
    """
    with the_database().writing() as opened:
        yield opened
    _follow(opened)


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
    opened = session()
    commits = request.method not in _SAFE and status < 400
    if commits:
        opened.commit()
    drop()
    if commits:
        _follow(opened)


def keep() -> None:
    """Commit now, before a page that answers with a refusal of the rest."""
    settle(200)


def drop() -> None:
    """Roll back and close the unit: before a refusal is rendered, and at the very end."""
    g.over = True
    unit = g.pop("unit", None)
    if unit is not None:
        unit[1]()


def _follow(done: Session) -> None:
    """Bring what supervisors see in step with what was just committed.

    Many people at once are left to the worker, and so is everything where this fails: the asking is
    in the database.
    """
    if not done.info.pop(ASKED, False):
        return
    zone = current_app.extensions["settings"].timezone
    today, shelf = clock.now_in(zone).date(), current_app.extensions["exact shelf"]
    try:
        recounting.catch_up(the_database(), zone, on=today, most=_AT_ONCE, shelf=shelf)
    except SQLAlchemyError as error:
        logs.failed(error)


def _close(_error: BaseException | None) -> None:
    if is_open():
        drop()
    unit = g.pop("supervising", None)
    if unit is not None:
        unit[1]()
