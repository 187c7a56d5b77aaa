"""The forms of one's own account."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import DataRequired

from learning.web.forms import email_field, name_field


class NameForm(FlaskForm):  # type: ignore[misc]
    """What somebody is called."""

    name = name_field()


class EmailForm(FlaskForm):  # type: ignore[misc]
    """Another address to sign in with, and the password as proof."""

    email = email_field("New e-mail address")
    current = PasswordField("Your password", validators=[DataRequired("Enter your password.")])


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """Another password, and the one of now as proof."""

    current = PasswordField(
        "Your password now", validators=[DataRequired("Enter the password you have now.")]
    )
    password = PasswordField("New password", validators=[DataRequired("Choose a password.")])
