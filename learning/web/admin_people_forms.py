"""The forms about people and where they work, as administrators fill them in."""

from __future__ import annotations

import datetime as dt

from wtforms import (  # type: ignore[attr-defined]  # the stubs lag behind
    SelectChoice,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import AnyOf, DataRequired, Length

from learning.people.models import ROLES
from learning.people.places import Span
from learning.web.changing import ChangeForm
from learning.web.day_fields import day
from learning.web.forms import email_field, name_field, stripped

WORKS, SUPERVISES = "works", "supervises"
#: the roles that somebody may be given, with what each lets them do
GIVEN = (
    ("supervisor", "Supervisor", "Sees what the people of a team have completed."),
    ("author", "Author", "Reads what is told about errors on pages."),
    ("reviewer", "Reviewer", "Works on near-miss reports."),
    ("administrator", "Administrator", "Sees this part of the site, and may change all of it."),
)


def team_field() -> StringField:
    """A team, by its public id."""
    return StringField("Team", validators=[DataRequired("Choose a team.")])


def roles_field() -> SelectMultipleField:
    """Any of the roles beyond learner."""
    return SelectMultipleField("Roles", choices=[SelectChoice(one) for one in ROLES])


class RolesForm(ChangeForm):
    """What somebody may do here."""

    roles = roles_field()


class NumberForm(ChangeForm):
    """What the employer's own list calls somebody."""

    external_id = StringField(
        "Number in your own list",
        filters=[stripped],
        validators=[Length(max=80, message="Use at most 80 characters.")],
    )


class NewPersonForm(ChangeForm):
    """A new account, without a password: whoever gets it chooses one by a link."""

    name = name_field("their", "they go")
    email = email_field(whose="their")
    roles = roles_field()
    #: where they work from today; may be empty
    team = StringField("Team")


class PlaceForm(ChangeForm):
    """A place in a team, from one day to another."""

    team = team_field()
    act = StringField(
        "What they do there",
        default=WORKS,
        validators=[AnyOf([WORKS, SUPERVISES], message="Choose what they do in this team.")],
    )
    since = day("First day", "Enter the first day.")
    until = day("Last day")

    @property
    def span(self) -> Span:
        """The days, once they are right."""
        assert self.since.data is not None, "the form asks for it"
        return Span(self.since.data, self.until.data)


class EndForm(ChangeForm):
    """The last day of a place."""

    until = day("Last day", "Enter the last day.")

    @property
    def last(self) -> dt.date:
        """The day, once it is right."""
        assert self.until.data is not None, "the form asks for it"
        return self.until.data


class MoveForm(ChangeForm):
    """The same in another team, from a day."""

    team = team_field()
    since = day("First day there", "Enter the first day in the other team.")

    @property
    def first(self) -> dt.date:
        """The day, once it is right."""
        assert self.since.data is not None, "the form asks for it"
        return self.since.data
