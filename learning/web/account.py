"""My account: what I am called, how I sign in, and where I am signed in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, LearningError, TooMany
from learning.people import accounts, letters, passwords, queries, signing_in
from learning.people.queries import Listed
from learning.web import database, gate, identity, mails, moments, refusals
from learning.web.account_forms import EmailForm, NameForm, PasswordForm
from learning.web.doors import open_to
from learning.web.templating import day

area = Blueprint("account", __name__)
_WRONG = "This is not your password. Check it and try again."
_NONE = "An invented person has no password. Sign in with an account of your own to try this."


@area.get("/account")
@open_to("learner")
def own() -> Any:
    """What is known of my account, with a way to change each part of it."""
    person, session, now = identity.the_person(), database.session(), moments.now()
    found = signing_in.devices(session, person.id, identity.token(), at=now)
    return render_template(
        "account/account.html",
        mine=queries.own(session, person.id),
        devices=[(one, day(moments.day_of(one.since))) for one in found],
    )


@area.get("/account/name")
@open_to("learner")
def name() -> Any:
    """The page on which a name is changed."""
    return render_template("account/name.html", form=NameForm(name=identity.the_person().name))


@area.post("/account/name")
@open_to("learner", keeps_form=True)
def rename() -> Any:
    """Change what I am called."""
    form = NameForm()
    if not form.validate():
        database.drop()
        return render_template("account/name.html", form=form), 422
    accounts.rename(database.session(), identity.the_person().id, form.name.data or "")
    return _done("Your name is changed. It is printed on what you complete from now on.")


@area.get("/account/email")
@open_to("learner")
def email() -> Any:
    """The page on which an address is changed."""
    return render_template("account/email.html", form=EmailForm(), mine=_mine())


@area.post("/account/email")
@open_to("learner")
def change_email() -> Any:
    """Change what I sign in with; asks for the password first."""
    form, mine = EmailForm(), _mine()
    try:
        if form.validate() and _right(form, mine):
            with database.writing() as session:
                _change_email(session, mine, form.email.data or "")
            return _done("Your e-mail address is changed. Sign in with the new one next time.")
    except (Conflict, TooMany) as refusal:
        field = form.email if isinstance(refusal, Conflict) else form.current
        return _refused(refusal, field, "account/email.html", form=form, mine=mine)
    return render_template("account/email.html", form=form, mine=mine), 422


@area.get("/account/password")
@open_to("learner")
def password() -> Any:
    """The page on which a password is changed."""
    return render_template("account/password.html", form=PasswordForm(), mine=_mine())


@area.post("/account/password")
@open_to("learner")
def change_password() -> Any:
    """Change my password; every other device is signed out."""
    form, mine = PasswordForm(), _mine()
    try:
        if form.validate() and _right(form, mine):
            phc = passwords.hashed(form.password.data or "")
            with database.writing() as session:
                accounts.set_password(session, mine.id, phc, but=identity.token())
            return _done("Your password is changed. Every other device is signed out.")
    except (Invalid, TooMany) as refusal:
        field = form.password if isinstance(refusal, Invalid) else form.current
        return _refused(refusal, field, "account/password.html", form=form, mine=mine)
    return render_template("account/password.html", form=form, mine=mine), 422


@area.post("/account/devices/<handle>/end")
@open_to("learner")
def end_device(handle: str) -> Any:
    """Sign out one of my devices."""
    signing_in.end_device(database.session(), identity.the_person().id, handle)
    return _done("That device is signed out.")


@area.post("/account/devices/end")
@open_to("learner")
def end_devices() -> Any:
    """Sign out everywhere, here included."""
    signing_in.end_all(database.session(), identity.the_person().id)
    identity.sign_out()
    return redirect("/sign-in", code=303)


def _change_email(session: Session, mine: Listed, email: str) -> None:
    """Change the address; the old one is told, so that no change goes unseen by whose it was."""
    accounts.change_email(session, mine.id, email)
    if mails.postage() and signing_in.folded(email) != mine.email:
        letters.tell_old_address(session, mine.id, mine.email, at=moments.now())


def _mine() -> Listed:
    """My account; the unit it was read in is over, so that a password may be hashed next."""
    person = identity.the_person()
    database.drop()
    with database.reading() as session:
        return queries.own(session, person.id)


def _right(form: EmailForm | PasswordForm, mine: Listed) -> bool:
    """Whether the password of now is right; if not, the form says so."""
    if not mine.invented and gate.known(mine.email, form.current.data or "") == mine.id:
        return True
    form.current.errors = [_NONE if mine.invented else _WRONG]
    return False


def _refused(refusal: LearningError, field: Any, template: str, **shown: Any) -> Any:
    field.errors = [refusal.text]
    return render_template(template, **shown), refusals.STATUS[type(refusal)]


def _done(said: str) -> Any:
    flash(said)
    return redirect("/account", code=303)
