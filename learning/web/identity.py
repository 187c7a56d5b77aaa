"""Who is signed in. The only module that knows Flask-Login.

The cookie carries a random token, not an id: deleting its row signs the device out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request
from flask import session as cookie
from flask_login import LoginManager, login_user, logout_user

from learning import clock
from learning.people import signing_in
from learning.people.signing_in import Present
from learning.web import database, devices

_UNASKED: Any = object()
_KEPT_AS = "_user_id"
"""Where in the cookie Flask-Login keeps what `get_id` gave it."""


@dataclass(frozen=True)
class _Holder:
    """What Flask-Login wants to see of a person."""

    token: str
    person: Present
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """The token, never the person's id."""
        return self.token


def install(app: Flask) -> None:
    """Set up Flask-Login without its address and browser fingerprints."""
    login = LoginManager(app, add_context_processor=False)  # a page asks for nobody by itself
    login.session_protection = None
    login._session_identifier_generator = str  # it would still keep a print of both in the cookie
    login.user_loader(_load)
    # nobody is remembered beyond the sign-in, so no answer has to be looked at for it
    app.after_request_funcs[None].remove(login._update_remember_cookie)


def person() -> Present | None:
    """The signed-in person of this request, or None.

    Straight from the cookie: Flask-Login would look for ways to sign in that do not exist here.
    """
    present: Present | None = g.get("person", _UNASKED)
    if present is _UNASKED:
        token = cookie.get(_KEPT_AS)
        present = g.person = _present(token) if token else None
    return present


def the_person() -> Present:
    """The signed-in person, behind a door that asks for one."""
    present = person()
    assert present is not None, "this view's door lets nobody in who is not signed in"
    return present


def ask_no_more() -> None:
    """Take a person who has not been looked up for nobody, for the rest of this request."""
    g.setdefault("person", None)


def sign_in(person_id: int) -> None:
    """Sign this device in; takes a writing unit of its own."""
    days = current_app.extensions["settings"].session_days
    with database.writing() as session:
        device = devices.named(request.user_agent.string)
        token = signing_in.start(session, person_id, at=clock.now(), days=days, device=device)
        found = signing_in.present(session, token, at=clock.now())
    assert found is not None, "the sign-in was just made"
    cookie.clear()  # a new session: nothing set before signing in survives it
    cookie.permanent = True
    login_user(_Holder(token, found))
    g.person = found


def token() -> str:
    """The token of this device; empty where nobody is signed in."""
    return cookie.get(_KEPT_AS, "") if person() is not None else ""


def sign_out() -> None:
    """Sign this device out."""
    if person() is not None:
        signing_in.end(database.session(), cookie[_KEPT_AS])
    forget()


def forget() -> None:
    """Leave nobody signed in on this device, whose row is gone already."""
    logout_user()
    cookie.clear()
    g.person = None


def _load(token: str) -> _Holder | None:
    found = _present(token)
    return _Holder(token, found) if found else None


def _present(token: str) -> Present | None:
    """Read the person within the request's unit, unless that would make a writer of it too early.

    A page needs no second unit; a form that is sent may have to hash a password first.
    """
    if database.only_reads() or database.is_open():
        return signing_in.present(database.session(), token, at=clock.now())
    with database.reading() as session:
        return signing_in.present(session, token, at=clock.now())
