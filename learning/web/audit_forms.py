"""The form with which audit lines are looked for. It stands in the address: nothing changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the stubs lag behind
    Field,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import Length, ValidationError

from learning.audit.acts import ACTS
from learning.audit.queries import Sought
from learning.web import day_fields
from learning.web.forms import stripped

BY, TO = "by", "to"
_LONGEST = 120
_EARLIEST, _LATEST = dt.date(2000, 1, 1), dt.date(2999, 12, 31)
_TURNED = "The last day is before the first. Change one of the two."


def in_list(act: str) -> str:
    """An act in a list of acts: `Person: looked at the page of`."""
    return f"{act.partition('.')[0].capitalize()}: {ACTS[act]}"


class AuditForm(FlaskForm):  # type: ignore[misc]
    """Who, what and when; what is empty leaves nothing out."""

    class Meta:
        """Nothing is changed by it, so no token is asked for."""

        csrf = False

    #: the public ids of people who were found and chosen before
    by = HiddenField()
    to = HiddenField()
    q = StringField(
        "A name, or how an e-mail address begins",
        filters=[stripped],
        validators=[Length(max=_LONGEST, message=f"Use at most {_LONGEST} characters.")],
    )
    role = SelectField(
        "What they have to do with it",
        choices=[SelectChoice(BY, "They did it"), SelectChoice(TO, "It was done to them")],
        default=BY,
    )
    act = SelectField(
        "What was done",
        choices=[SelectChoice(act) for act in ("", *ACTS)],
        default="",
    )
    since = day_fields.day("The first day")
    until = day_fields.day("The last day")

    def validate_since(self, field: Field) -> None:
        """A day on which there could be lines."""
        _check(field)

    def validate_until(self, field: Field) -> None:
        """A day that is not before the first."""
        _check(field)
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_TURNED)

    @property
    def acts(self) -> list[tuple[str, str]]:
        """The acts to choose from, in words."""
        return [("", "Anything"), *((act, in_list(act)) for act in ACTS)]

    def sought(self, zone: ZoneInfo) -> Sought:
        """What is looked for: days begin at midnight in a zone."""
        day_after = self.until.data and self.until.data + dt.timedelta(days=1)
        return Sought(
            actor=self.by.data or "",
            person=self.to.data or "",
            act=self.act.data or "",
            since=_midnight(self.since.data, zone),
            before=_midnight(day_after, zone),
        )

    def chosen(self) -> dict[str, str]:
        """What is looked for, as it stands in addresses."""
        days = {name: field.data for name, field in (("since", self.since), ("until", self.until))}
        told = {name: day.isoformat() for name, day in days.items() if day}
        texts: Mapping[str, str | None] = {
            BY: self.by.data,
            TO: self.to.data,
            "act": self.act.data,
        }
        return {name: text for name, text in texts.items() if text} | told


def _check(field: Field) -> None:
    if field.data and not _EARLIEST <= field.data <= _LATEST:
        raise ValidationError("There are no lines from then. Check the year.")


def _midnight(day: dt.date | None, zone: ZoneInfo) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), zone) if day else None
