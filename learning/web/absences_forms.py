"""Forms of absences and exemptions of a person. They ask for days, and never why one is away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from learning.people.places import Span
from learning.supervision.exempting import LONGEST, SHORTEST, Reasoned
from learning.web import day_fields
from learning.web.forms import stripped

_DAY = dt.timedelta(days=1)
_REASON = f"Give a reason of {SHORTEST} to {LONGEST} characters. The person reads it."


class AwayForm(FlaskForm):  # type: ignore[misc]
    """From which day somebody is away, and when they are back, where that is known."""

    since = day_fields.day("First day away", "Enter the first day away.")
    back_on = day_fields.day("First day back")

    def validate_back_on(self, field: Field) -> None:
        """After the first day away."""
        if field.data is not None and self.since.data is not None and field.data <= self.since.data:
            raise ValidationError("The first day back comes after the first day away. Change one.")

    def span(self) -> Span:
        """The days away, the last of them included."""
        assert self.since.data is not None, "it was validated"
        return Span(self.since.data, self.back_on.data - _DAY if self.back_on.data else None)


class ExemptionForm(FlaskForm):  # type: ignore[misc]
    """From which course somebody is exempt, on which days and why."""

    course = StringField("Course", validators=[DataRequired("Choose a course.")])
    since = day_fields.day("First day", "Enter the first day.")
    until = day_fields.day("Last day")
    reason = TextAreaField(
        "Reason", filters=[stripped], validators=[Length(SHORTEST, LONGEST, _REASON)]
    )

    def validate_until(self, field: Field) -> None:
        """Not before the first day."""
        if field.data is not None and self.since.data is not None and field.data < self.since.data:
            raise ValidationError("The last day is before the first. Change one.")

    def asked(self) -> Reasoned:
        """The exemption that was asked for."""
        assert self.since.data is not None, "it was validated"
        span = Span(self.since.data, self.until.data)
        return Reasoned(self.course.data or "", span, self.reason.data or "")


class EndForm(FlaskForm):  # type: ignore[misc]
    """With which day something ends."""

    #: the last day that the form was opened with; empty where there was none
    seen = HiddenField()
    day = day_fields.day("Day", "Enter the day.")

    @property
    def last_seen(self) -> dt.date | None:
        """That last day; no day that anything ends on, where what was sent is none."""
        text = self.seen.data or ""
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError:
            return dt.date.min


def opened(last: dt.date | None, day: dt.date) -> EndForm:
    """The form as it is opened, with a day to begin with."""
    seen: dict[str, Any] = {"seen": last.isoformat() if last else "", "day": day}
    return EndForm(formdata=None, data=seen)
