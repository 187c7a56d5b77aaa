"""A person's own data: a copy of all of it, and an end to all of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Any

from flask import Blueprint, Response, current_app, redirect, render_template
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField

from learning import settings as configuration
from learning.errors import Conflict, NotFound, TooMany, Unavailable
from learning.people import erasing, queries
from learning.people.queries import Listed
from learning.rights import copying, leaving
from learning.rights.leaving import Ledger
from learning.web import database, gate, identity, moments, refusals, shelves
from learning.web.doors import open_to
from learning.web.forms import stripped

area = Blueprint("rights", __name__)
_KINDS = {"json": ("application/json", "json"), "csv": ("application/zip", "zip")}
_IN_MEMORY, _PART = 1_000_000, 65_536
_WRONG = "This is not your password. Check it and try again."
_OTHER = "This is not your e-mail address. Type it as it stands above."


class LeavingForm(FlaskForm):  # type: ignore[misc]
    """What makes sure that it is they who ask: a password or, for want of one, the address."""

    password = PasswordField("Your password")
    email = StringField("Your e-mail address", filters=[stripped])


@area.get("/account/download")
@open_to("learner")
def copies() -> Any:
    """What a copy holds, and the ways to have it."""
    person, session = identity.the_person(), database.session()
    held = [(one.title, one.count(session, person.id)) for one in copying.sheets(shelves.shelf())]
    return render_template("rights/download.html", held=held)


@area.get("/account/download/<kind>")
@open_to("learner")
def download(kind: str) -> Any:
    """Everything held about the person who asks. It changes nothing, and no cache keeps it."""
    if kind not in _KINDS:
        raise NotFound("There is no such copy. Choose JSON or CSV on the page before.")
    mimetype, ending = _KINDS[kind]
    now = moments.now()
    made = copying.Copy(database.session(), shelves.shelf(), identity.the_person().id, now)
    file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed when sent
    (made.as_json if kind == "json" else made.as_csv)(file)
    file.seek(0)
    name = f"debrief-{now.date().isoformat()}.{ending}"
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_parts(file), mimetype=mimetype, headers=headers)


@area.get("/account/delete")
@open_to("learner")
def ask() -> Any:
    """What goes, what stays, and the one press."""
    return _page(LeavingForm(), _mine())


@area.post("/account/delete")
@open_to("learner")
def leave() -> Any:
    """Erase the person who asks; then there is nobody signed in any more."""
    form, mine = LeavingForm(), _mine()
    field = form.password if _has_password(mine) else form.email
    try:
        if form.validate() and _is_sure(form, mine):
            with database.writing() as session:
                leaving.leave(session, mine.id, _ledger(), at=moments.now())
            identity.forget()
            return redirect("/account/deleted", code=303)
        field.errors = [_WRONG if _has_password(mine) else _OTHER]
    except (Conflict, TooMany, Unavailable) as refusal:
        field.errors = [refusal.text]
        return _page(form, mine), refusals.STATUS[type(refusal)]
    return _page(form, mine), 422


@area.get("/account/deleted")
@open_to("anyone")
def gone() -> Any:
    """The last page: that nothing is left."""
    return render_template("rights/deleted.html")


def _page(form: LeavingForm, mine: Listed) -> str:
    with database.reading() as session:
        last = erasing.is_last_administrator(session, mine.id)
    asks = "password" if _has_password(mine) else "email"
    return render_template("rights/delete.html", form=form, mine=mine, asks=asks, last=last)


def _mine() -> Listed:
    person = identity.the_person()
    database.drop()
    with database.reading() as session:
        return queries.own(session, person.id)


def _has_password(mine: Listed) -> bool:
    with database.reading() as session:
        return erasing.password_of(session, mine.id) is not None


def _is_sure(form: LeavingForm, mine: Listed) -> bool:
    if _has_password(mine):
        return gate.known(mine.email, form.password.data or "") == mine.id
    return (form.email.data or "").lower() == mine.email


def _ledger() -> Ledger:
    config = current_app.extensions["settings"]
    return Ledger(config.erasures, erasing.Marker(configuration.key_of(config)))


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while part := file.read(_PART):
            yield part
