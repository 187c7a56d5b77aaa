"""Forms: the token against forgery, what every form shares, and the way into the site.

A form checks shape and nothing else. The forms of an area live with the area; the sign-in form is
here because every shut door may show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask, Request, current_app, request
from flask import session as cookie
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import BadRequest, NotFound
from wtforms import Field, PasswordField, StringField
from wtforms.validators import (
    DataRequired,
    Length,
    Optional,
    StopValidation,
    ValidationError,
)

from learning.people import signing_in
from learning.people.visible import shows

_csrf = CSRFProtect()
_KEPT = 4_096
_LONGEST_ADDRESS = 254
_TOO_LONG = f"An e-mail address has at most {_LONGEST_ADDRESS} characters."


def install(app: Flask) -> None:
    """Check the token of everything that is sent, and that what was sent is text."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # `_check` does, and asks nothing of a page
    _csrf.init_app(app)
    app.extensions["good tokens"] = set()
    app.before_request(_check)
    app.jinja_env.globals.update(errors_of=errors_of, error_of=error_of)


def token() -> str:
    """The token that every form of this person must bring back."""
    secret = cookie.get("csrf_token")
    return _signed(secret) if secret else str(generate_csrf())


@lru_cache(maxsize=_KEPT)
def _signed(_secret: str) -> str:
    """The token for the secret of this request's cookie: it has no time limit, so one will do."""
    return str(generate_csrf())


def _check() -> None:
    """Refuse what was sent without the token, and with a NUL.

    Nobody types a NUL, and PostgreSQL takes no such text.
    """
    now: Request = request._get_current_object()  # type: ignore[attr-defined]
    if "\0" in now.path:
        raise NotFound()  # no address has one
    sent = [now.args] if now.query_string else []
    if now.method not in ("GET", "HEAD", "OPTIONS"):
        if now.endpoint and current_app.config["WTF_CSRF_ENABLED"]:
            _protect(now)  # what goes to no address needs no token to be refused
        sent.append(now.form)
    for form in sent:
        if "\0" in "".join(form) or any("\0" in "".join(values) for values in form.listvalues()):
            raise BadRequest()


def _protect(now: Request) -> None:
    """Let Flask-WTF check the token, and remember a good one: it has no time limit.

    Over TLS it is asked each time, since it compares where the form came from as well.
    """
    good: set[tuple[str | None, str | None]] = current_app.extensions["good tokens"]
    brought = (cookie.get("csrf_token"), now.form.get("csrf_token"))
    if brought in good and not now.is_secure:
        return
    _csrf.protect()
    if all(brought):
        if len(good) >= _KEPT:
            good.clear()
        good.add(brought)


def stripped(text: Any) -> Any:
    """What was typed, without the space around it."""
    return text.strip() if isinstance(text, str) else text


def errors_of(form: FlaskForm) -> list[tuple[str, str]]:
    """For the error summary: the id of each field that is wrong and what to do about it."""
    wrong: Iterable[Field] = (field for field in form if field.errors)
    return [(field.id, str(field.errors[0])) for field in wrong if field.name != "csrf_token"]


def error_of(field: Field) -> str | None:
    """What is wrong with one field, or None."""
    return str(field.errors[0]) if field.errors else None


class SignInForm(FlaskForm):  # type: ignore[misc]
    """E-mail and password. Says nothing about which of the two was wrong."""

    email = StringField(
        "E-mail address",
        filters=[stripped],
        validators=[DataRequired("Enter your e-mail address.")],
    )
    password = PasswordField("Password", validators=[DataRequired("Enter your password.")])


def visible(missing: str) -> Callable[[Any, Field], None]:
    """Ask for a text of which something can be seen, or say that it is `missing`."""

    def check(_form: Any, field: Field) -> None:
        if not shows(field.data or ""):
            raise StopValidation(missing)

    return check


def name_field(whose: str = "your", go: str = "you go") -> StringField:
    """What somebody is called."""
    return StringField(
        f"{whose.capitalize()} name",
        filters=[stripped],
        validators=[
            visible(f"Enter the name {go} by at work."),
            Length(max=120, message=f"Use at most 120 characters for {whose} name."),
        ],
    )


def email_field(label: str = "E-mail address", whose: str = "your") -> StringField:
    """An address that a message could reach."""
    return StringField(
        label,
        filters=[stripped],
        validators=[
            DataRequired(f"Enter {whose} e-mail address."),
            Length(max=_LONGEST_ADDRESS, message=_TOO_LONG),
            _check_address,
        ],
    )


def optional_email_field(label: str) -> StringField:
    """An address that a message could reach, or none."""
    return StringField(label, filters=[stripped], validators=[Optional(), _check_address])


def _check_address(_form: Any, field: Any) -> None:
    """An address has a shape that is checked here; the rest only a message can prove."""
    if len(signing_in.folded(field.data)) > _LONGEST_ADDRESS:  # some letters grow in lower case
        raise ValidationError(_TOO_LONG)
    if not signing_in.is_address(field.data):
        raise ValidationError("Enter an e-mail address like name@example.org.")


class JoinForm(FlaskForm):  # type: ignore[misc]
    """What a new account needs."""

    name = name_field()
    email = email_field()
    password = PasswordField("Password", validators=[DataRequired("Choose a password.")])


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password, behind a link."""

    password = PasswordField("New password", validators=[DataRequired("Choose a password.")])
