"""Signing in and out, and joining by a one-time link."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request

from learning import clock
from learning.errors import Conflict, Invalid, NotFound, TooMany
from learning.people import accounts, joining, passwords, throttling
from learning.web import carrying, database, gate, identity, moments, refusals
from learning.web.doors import open_to
from learning.web.forms import JoinForm, NewPasswordForm, SignInForm

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
    status = 422
    try:
        if form.validate():
            person_id = gate.known(form.email.data or "", form.password.data or "")
            if person_id:
                identity.sign_in(person_id)
                return carrying.after_sign_in(carried, path)
            form.email.errors = [_WRONG]
    except TooMany as refusal:
        form.email.errors, status = [refusal.text], 429
    return carrying.sign_in_page(form, carried=carried, next_path=path), status


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
    return _join_page(by_link=True, form=JoinForm())


@area.post("/join/<token>")
@open_to("anyone")
def join(token: str) -> Any:
    """Make the account and sign in."""
    form = JoinForm()
    if not form.validate():
        return _join_page(by_link=True, form=form), 422
    try:
        person_id = _joined(token, form)
    except (Conflict, Invalid) as refusal:
        field = form.email if isinstance(refusal, Conflict) else form.password
        field.errors = [refusal.text]
        return _join_page(by_link=True, form=form), 422
    identity.sign_in(person_id)
    return redirect("/", code=303)


@area.get("/join")
@open_to("anyone")
def register() -> Any:
    """The page on which anybody may make an account, where the installation allows it."""
    _refuse_strangers()
    return _join_page(by_link=False, form=JoinForm())


@area.post("/join")
@open_to("anyone")
def add() -> Any:
    """Make a learner's account. Whether there was one already, nobody learns from the answer."""
    _refuse_strangers()
    form = JoinForm()
    if not form.validate():
        return _join_page(by_link=False, form=form), 422
    try:
        newcomer = _newcomer(form)
        gate.count("joining", throttling.JOINING)
    except (Invalid, TooMany) as refusal:
        form.password.errors = [refusal.text]
        return _join_page(by_link=False, form=form), refusals.STATUS[type(refusal)]
    with database.writing() as session:
        joining.register(session, newcomer, at=moments.now())
    return render_template("sign_in/registered.html")


@area.get("/reset/<token>")
@open_to("anyone")
def forgotten(token: str) -> Any:
    """The page behind a link to a new password. Opening it changes nothing."""
    accounts.check_reset_link(database.session(), token, at=clock.now())
    return render_template("sign_in/reset.html", form=NewPasswordForm())


@area.post("/reset/<token>")
@open_to("anyone")
def reset(token: str) -> Any:
    """Keep the new password and sign in; a link that does not work costs no hashing."""
    form = NewPasswordForm()
    with database.reading() as session:
        accounts.check_reset_link(session, token, at=clock.now())
    try:
        phc = passwords.hashed(form.password.data or "") if form.validate() else ""
    except Invalid as refusal:
        form.password.errors, phc = [refusal.text], ""
    if not phc:
        return render_template("sign_in/reset.html", form=form), 422
    with database.writing() as session:
        person_id = accounts.reset_password(session, token, phc, at=clock.now())
    identity.sign_in(person_id)
    return redirect("/", code=303)


def _join_page(form: JoinForm, *, by_link: bool) -> str:
    return render_template("sign_in/join.html", form=form, by_link=by_link)


def _refuse_strangers() -> None:
    """Where nobody may make an account by themselves, there is no such page."""
    if not current_app.extensions["settings"].self_registration:
        raise NotFound(
            "Accounts are made by invitation here. Whoever looks after Debrief where you work can "
            "send you a link."
        )


def _newcomer(form: JoinForm) -> joining.NewPerson:
    """Who wants to join, with the password hashed."""
    return joining.NewPerson(
        name=form.name.data or "",
        email=form.email.data or "",
        password=passwords.hashed(form.password.data or ""),
    )


def _joined(token: str, form: JoinForm) -> int:
    """Make the account. A link that does not work costs no hashing."""
    with database.reading() as session:
        joining.check(session, token, at=clock.now())
    newcomer = _newcomer(form)
    with database.writing() as session:
        return joining.join(session, token, newcomer, at=moments.now())
