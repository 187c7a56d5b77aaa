"""A forgotten password: a link to a new one is sent, and nobody learns who has an account."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask_wtf import FlaskForm

from learning import clock
from learning.errors import NotFound, TooMany
from learning.people import letters, throttling
from learning.web import database, gate, mails
from learning.web.doors import open_to
from learning.web.forms import email_field

area = Blueprint("forgotten", __name__)


class ForgottenForm(FlaskForm):  # type: ignore[misc]
    """The address that somebody signs in with."""

    email = email_field()


@area.get("/forgotten")
@open_to("anyone")
def ask() -> Any:
    """The page on which a link to a new password is asked for, where mail is sent."""
    _refuse_without_mail()
    return render_template("forgotten/ask.html", form=ForgottenForm())


@area.post("/forgotten")
@open_to("anyone")
def send() -> Any:
    """Have the link sent. The answer is the same whether or not there is an account."""
    _refuse_without_mail()
    form, status = ForgottenForm(), 422
    try:
        if form.validate():
            _sent(form.email.data or "")
            return render_template("forgotten/asked.html", email=form.email.data)
    except TooMany as refusal:
        form.email.errors, status = [refusal.text], 429
    return render_template("forgotten/ask.html", form=form), status


def _sent(email: str) -> None:
    gate.count("forgotten", throttling.FORGETTING)
    gate.count_address("forgotten by", email, throttling.SENDING)
    with database.writing() as session:
        letters.forgotten(session, email, key=mails.key(), at=clock.now())


def _refuse_without_mail() -> None:
    """Where no mail is sent there is no such page."""
    if mails.postage() is None:
        raise NotFound(
            "No mail is sent from here. Whoever looks after Debrief where you work can give you a "
            "link to a new password."
        )
