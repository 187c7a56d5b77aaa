"""A reviewer's key while it is open: for a quarter of an hour, for one browser.

The private key lies in the database locked with a random key, and that random key lies in a cookie
of `/review` alone. Neither opens anything without the other.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import os
from dataclasses import dataclass, field

from flask import Response, current_app, request

from learning import clock
from learning.db.base import public_id
from learning.errors import LearningError, NotAllowed
from learning.people import throttling
from learning.people.throttling import Limit
from learning.reports import holding, keyring
from learning.reports.holding import WrongPassphrase
from learning.web import database, identity

MINUTES = 15
COOKIE, PATH = "debrief_review", "/review"
#: passphrases that were wrong, of one person
TRIES = Limit(5, 60, 900)
_KEY_BYTES, _ID = 32, 16


@dataclass(frozen=True)
class Mine:
    """One's own key, open."""

    key_id: str
    private: bytes = field(repr=False)


class Locked(NotAllowed):
    """The key is locked: its passphrase opens it."""


def mine() -> Mine | None:
    """One's own key, if this browser has opened it and the time is not over."""
    found = _cookie()
    if found is None:
        return None
    row_id, key = found
    with database.reading() as session:
        row = keyring.unlocked(session, row_id, at=clock.now())
        own = keyring.own(session, identity.the_person().id)
    if row is None or own is None or own.id != row.key_id:
        return None
    try:
        about = f"{row_id}/{row.key_id}".encode()
        return Mine(row.key_id, holding.unlock_briefly(row.locked, key, about=about))
    except LearningError:
        return None  # the cookie is another's, or was changed


def the_key() -> Mine:
    """One's own key, open. Raises `Locked`."""
    found = mine()
    if found is None:
        raise Locked("Your key is locked. Enter your passphrase, and send it again.")
    return found


def unlock(passphrase: str) -> tuple[Mine, str]:
    """Open one's key; returns it with what the cookie is to hold. No unit may be open.

    Raises `WrongPassphrase`, and `TooMany` after too many of them.
    """
    database.drop()
    person_id = identity.the_person().id
    tried = throttling.key(str(current_app.secret_key), "passphrase", str(person_id), TRIES)
    with database.reading() as session:
        throttling.check(session, [tried], at=clock.now())
        own = keyring.own(session, person_id)
    if own is None or own.locked is None:
        raise NotAllowed("You have no key yet. Choose a passphrase first, at /review/key.")
    try:
        private = holding.unlock(own.locked, passphrase, public=own.public)
    except WrongPassphrase:
        with database.writing() as session:
            throttling.failed(session, [tried], at=clock.now())
        raise
    return Mine(own.id, private), _kept(own.id, private)


def _kept(key_id: str, private: bytes) -> str:
    """Lock the key again with a random one and keep it; returns what the cookie is to hold."""
    row_id, key = public_id(), os.urandom(_KEY_BYTES)
    locked = holding.lock_briefly(private, key, about=f"{row_id}/{key_id}".encode())
    until = clock.now() + dt.timedelta(minutes=MINUTES)
    with database.writing() as session:
        keyring.forget_unlocked(session, at=clock.now())
        keyring.keep_unlocked(session, key_id, locked, row_id=row_id, until=until)
    return row_id + base64.urlsafe_b64encode(key).decode()


def lock() -> None:
    """Lock one's key everywhere."""
    with database.writing() as session:
        own = keyring.own(session, identity.the_person().id)
        if own is not None:
            keyring.lock_all(session, own.id)


def give(response: Response, cookie: str) -> Response:
    """Give the browser its half: for `/review` alone, and for no script."""
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=MINUTES * 60,
        path=PATH,
        secure=current_app.extensions["settings"].secure,
        httponly=True,
        samesite="Strict",
    )
    return response


def take_away(response: Response) -> Response:
    """Have the browser forget its half."""
    response.delete_cookie(COOKIE, path=PATH)
    return response


def keep_nowhere(response: Response) -> Response:
    """Pages of the desk are kept by no browser: they would outlive the quarter of an hour."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _cookie() -> tuple[str, bytes] | None:
    text = request.cookies.get(COOKIE, "")
    try:
        key = base64.urlsafe_b64decode(text[_ID:])
    except (binascii.Error, ValueError):
        return None
    return (text[:_ID], key) if len(key) == _KEY_BYTES else None
