"""Fields for days and whole numbers, which give back what was typed when it cannot be read."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

_NO_DAY = "Enter a day such as 2027-03-14."
_NO_NUMBER = "Enter a whole number, such as 30."


class DayField(DateField):
    """A day as `2027-03-14`, which is what a browser sends of a field of the type date."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day, around which there may be space."""
        try:
            super().process_formdata([one.strip() for one in valuelist])
        except ValueError as error:
            raise ValueError(_NO_DAY) from error

    @property
    def text(self) -> str:
        """What stands in the field."""
        return str(self._value())  # type: ignore[attr-defined]  # the stubs lag behind


class NumberField(IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_NO_NUMBER) from error

    @property
    def text(self) -> str:
        """What stands in the field."""
        return str(self._value())  # type: ignore[attr-defined]  # the stubs lag behind


def day(label: str, missing: str = "") -> DayField:
    """A day that has to be there, with what is said where it is `missing`; or that may be."""
    return DayField(label, validators=[InputRequired(missing) if missing else Optional()])


def number(label: str, least: int, most: int, *, asked: bool, default: int | None = None) -> Any:
    """A number from `least` to `most`; where none is `asked` for, it may be left empty."""
    said = f"Enter a number from {least} to {most}."
    first = InputRequired(said) if asked else Optional()
    return NumberField(label, default=default, validators=[first, NumberRange(least, most, said)])
