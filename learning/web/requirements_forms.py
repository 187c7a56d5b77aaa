"""The forms of requirements: what is asked, and the last day of one."""

from __future__ import annotations

import calendar
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField
from wtforms.validators import AnyOf, DataRequired, Optional

from learning.errors import LearningError
from learning.supervision.terms import (
    GRACE_DAYS,
    MOST_DAYS,
    MOST_DAYS_AFTER,
    MOST_MONTHS,
    RENEWAL_DAYS,
    Misfit,
    Terms,
)
from learning.supervision.wording import EVERYBODY, ROLES
from learning.web import day_fields
from learning.web.changing import ChangeForm

MONTHS = [(str(number), calendar.month_name[number]) for number in range(1, 13)]
KINDS = {"after": "Some days after joining", "on": "By one day", "yearly": "By a day of each year"}
WHO = [("", EVERYBODY), *ROLES.items()]
_NO_DAY = "Enter the day from which it is required."
_NEEDED = {
    "on": ("due_on", "Enter the day by which it is to be completed."),
    "after": ("due_days", "Enter how many days after joining, such as 30."),
    "yearly": ("due_day", "Enter the day of the month, such as 30."),
}
#: the fields of each way of being due, and all that say by when it is due
_OF_KIND = {"on": ("due_on",), "after": ("due_days",), "yearly": ("due_day", "due_month")}
DUE = ("due_kind", *(name for names in _OF_KIND.values() for name in names))
#: where on the page a term stands that has another name there
_PLACES = {"due_month_day": "due_day"}


class TermsForm(ChangeForm):
    """What is required from when, by when and how often. The team is chosen on a page before."""

    team = HiddenField("Whom it is for")
    course = StringField("Course", validators=[DataRequired("Choose a course.")])
    role = StringField(
        "Who of them", validators=[AnyOf([code for code, _ in WHO], "Choose one of these.")]
    )
    starts_on = day_fields.day("First day", _NO_DAY)
    ends_on = day_fields.day("Last day")
    #: all that says by when it is due, where that is merged; no page has it
    due = HiddenField("By when")
    due_kind = StringField("By when", validators=[AnyOf(list(KINDS), "Choose one of the three.")])
    due_on = day_fields.day("Day by which it is due")
    due_days = day_fields.number(
        "Days after joining",
        "how many days after joining",
        1,
        MOST_DAYS_AFTER,
        such=30,
        asked=False,
    )
    due_day = day_fields.number(
        "Day of the month", "the day of the month", 1, 31, such=30, asked=False
    )
    due_month = StringField(
        "Month",
        validators=[Optional(), AnyOf([code for code, _ in MONTHS], "Choose one of the months.")],
    )
    valid_months = day_fields.number(
        "How long a completion counts",
        "for how many months a completion counts",
        1,
        MOST_MONTHS,
        such=12,
        asked=False,
    )
    renewal_days = day_fields.number(
        "How long before that it may be renewed",
        "how many days before that it may be renewed",
        0,
        MOST_DAYS,
        such=RENEWAL_DAYS,
        asked=True,
    )
    grace_days = day_fields.number(
        "How long it counts after a critical change",
        "for how many days it still counts after a critical change",
        0,
        MOST_DAYS,
        such=GRACE_DAYS,
        asked=True,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field by itself, and the one that the way of being due needs.

        What stands in the fields of another way is not looked at.
        """
        super().validate(extra_validators)
        for name in self._left_out():
            self[name].errors = []
        needed, said = _NEEDED.get(self.due_kind.data or "", ("", ""))
        if needed and self[needed].data is None and not self[needed].errors:
            self[needed].errors = [said]
        return not self.errors

    def leave_out(self) -> None:
        """Empty the fields of the ways of being due that were not chosen."""
        for name in self._left_out():
            self[name].process(MultiDict())

    def _left_out(self) -> list[str]:
        others = (names for kind, names in _OF_KIND.items() if kind != self.due_kind.data)
        return [name for names in others for name in names]

    def terms(self) -> Terms:
        """What was asked; of the ways of being due, the one that was chosen."""
        kind = self.due_kind.data or ""
        assert self.starts_on.data is not None, "it was validated"
        return Terms(
            course=self.course.data or "",
            role=self.role.data or None,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            due_kind=kind,
            due_on=self.due_on.data if kind == "on" else None,
            due_days=self.due_days.data if kind == "after" else None,
            due_month_day=self._month_day() if kind == "yearly" else None,
            valid_months=self.valid_months.data,
            renewal_days=self.renewal_days.data or 0,
            grace_days=self.grace_days.data or 0,
        )

    def _month_day(self) -> str:
        return f"{int(self.due_month.data or 1):02}-{self.due_day.data or 0:02}"

    def refuse(self, refusal: LearningError) -> None:
        """Show a refusal beside the field that it is about, or beside the course."""
        field = refusal.field if isinstance(refusal, Misfit) else "course"
        self[_PLACES.get(field, field)].errors = [refusal.text]

    def sent(self) -> list[tuple[str, str]]:
        """Every field with what stands in it, to be sent once more unseen."""
        unsent = ("csrf_token", "due")
        return [(one.name, str(one._value())) for one in self if one.name not in unsent]


class EndForm(ChangeForm):
    """The last day of a requirement."""

    last = day_fields.day("Last day", "Enter the last day on which it is required.")


def filled(terms: Terms, *, team: str) -> TermsForm:
    """The form as a requirement has it. `team` is the value of the choice on the page before."""
    month, _, day = (terms.due_month_day or "").partition("-")
    values: dict[str, Any] = {**vars(terms), "role": terms.role or ""}
    if month:
        values |= {"due_day": int(day), "due_month": str(int(month))}
    return TermsForm(formdata=None, data={**values, "team": team})
