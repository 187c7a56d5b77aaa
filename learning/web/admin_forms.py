"""The forms of administration."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the stubs lag behind
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from learning.people.joining import MOST_DAYS
from learning.people.models import ROLES
from learning.web.forms import optional_email_field, stripped

_DAYS = f"Choose a number of days from 1 to {MOST_DAYS}."


class InvitationForm(FlaskForm):  # type: ignore[misc]
    """Whom an invitation is for, what it lets them do, and how long it works."""

    meant_for = StringField(
        "Whom it is for",
        filters=[stripped],
        validators=[Length(max=120, message="Use at most 120 characters.")],
    )
    email = optional_email_field("E-mail address")
    role = SelectField("Role", choices=[SelectChoice(role) for role in ROLES])
    days = IntegerField(
        "How many days it works",
        default=7,
        validators=[InputRequired(_DAYS), NumberRange(1, MOST_DAYS, _DAYS)],
    )
