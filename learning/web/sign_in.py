"""Signing in and out, and joining by a one-time link."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request

from learning import clock
from learning.errors import Conflict, Invalid
from learning.people import joining, passwords, signing_in
from learning.web import carrying, database, identity
from learning.web.doors import open_to
from learning.web.forms import JoinForm, SignInForm

area = Blueprint("sign_in", __name__)
_WRONG = "The e-mail address or the password is not right. Check both and try again."


@area.get("/sign-in")
@open_to("anyone")
def ask() -> Any:
    """The sign-in page; who is signed in already goes on."""
    path = request.args.get("next", "")
    if identity.person():
        return carrying.back_to(path, "/")
    return carrying.sign_in_page(SignInForm(), next_path=path)


@area.post("/sign-in")
@open_to("anyone")
def enter() -> Any:
    """Sign in. The password is checked outside any unit of work."""
    form = SignInForm()
    carried, path = request.form.get("carried", ""), request.form.get("next", "")
    if form.validate() and (person_id := _known(form)):
        identity.sign_in(person_id)
        return carrying.after_sign_in(carried, path)
    if not form.errors:
        form.email.errors = [_WRONG]
    return carrying.sign_in_page(form, carried=carried, next_path=path), 422


@area.post("/sign-out")
@open_to("learner")
def leave() -> Any:
    """Sign this device out."""
    identity.sign_out()
    return redirect("/", code=303)


@area.get("/join/<token>")
@open_to("anyone")
def invited(token: str) -> Any:
    """The page behind a one-time link. Opening it changes nothing: mail scanners open links."""
    joining.check(database.session(), token, at=clock.now())
    return render_template("sign_in/join.html", form=JoinForm())


@area.post("/join/<token>")
@open_to("anyone")
def join(token: str) -> Any:
    """Make the account and sign in."""
    form = JoinForm()
    if not form.validate():
        return render_template("sign_in/join.html", form=form), 422
    try:
        person_id = _joined(token, form)
    except (Conflict, Invalid) as refusal:
        field = form.email if isinstance(refusal, Conflict) else form.password
        field.errors = [refusal.text]
        return render_template("sign_in/join.html", form=form), 422
    identity.sign_in(person_id)
    return redirect("/", code=303)


def _known(form: SignInForm) -> int | None:
    """The person, if the password is right. Hashing happens outside any unit of work."""
    with database.reading() as session:
        found = signing_in.credentials(session, form.email.data or "")
    right = passwords.matches(form.password.data or "", found[1] if found else None)
    return found[0] if found and right else None


def _joined(token: str, form: JoinForm) -> int:
    """Make the account. A link that does not work costs no hashing."""
    with database.reading() as session:
        joining.check(session, token, at=clock.now())
    newcomer = joining.NewPerson(
        name=form.name.data or "",
        email=form.email.data or "",
        password=passwords.hashed(form.password.data or ""),
    )
    with database.writing() as session:
        return joining.join(session, token, newcomer, at=clock.now())
