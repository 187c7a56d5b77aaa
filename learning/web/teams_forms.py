"""The forms of teams: what one is called, and in which other one it lies."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from learning.people.teams import Naming
from learning.web.changing import ChangeForm
from learning.web.forms import stripped, visible

TOP = "top"
"""Stands for no other team."""


class TeamForm(ChangeForm):
    """What a team is called, and its number in the employer's own list."""

    name = StringField(
        "Name",
        filters=[stripped],
        validators=[
            visible("Enter what the team is called."),
            Length(max=120, message="Use at most 120 characters."),
        ],
    )
    external_id = StringField(
        "Number in your own list",
        filters=[stripped],
        validators=[Length(max=80, message="Use at most 80 characters.")],
    )

    @property
    def naming(self) -> Naming:
        """What was typed."""
        return Naming(self.name.data or "", self.external_id.data or None)


class NewTeamForm(TeamForm):
    """A new team, and the one in which it lies."""

    team = StringField("Lies in", validators=[DataRequired("Choose where the team lies.")])


class TeamMoveForm(ChangeForm):
    """In which team another one lies from today."""

    team = StringField("Lies in", validators=[DataRequired("Choose where the team is to lie.")])
