"""Fields for days and whole numbers, which give back what was typed when it cannot be read."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional


class DayField(DateField):
    """A day as `2027-03-14`, which is what a browser sends of a field of the type date."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day, around which there may be space."""
        try:
            super().process_formdata([one.strip() for one in valuelist])
        except ValueError as error:
            said = f"Enter a day such as 2027-03-14 for “{self.label.text}”."
            raise ValueError(said) from error

    @property
    def text(self) -> str:
        """What stands in the field."""
        return str(self._value())  # type: ignore[attr-defined]  # the stubs lag behind


class NumberField(IntegerField):
    """A whole number; what is none is refused with what is said of it."""

    def __init__(self, *given: Any, said: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.said = said

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self.said) from error

    @property
    def text(self) -> str:
        """What stands in the field."""
        return str(self._value())  # type: ignore[attr-defined]  # the stubs lag behind


def day(label: str, missing: str = "") -> DayField:
    """A day that has to be there, with what is said where it is `missing`; or that may be."""
    return DayField(label, validators=[InputRequired(missing) if missing else Optional()])


def number(label: str, what: str, least: int, most: int, *, such: int, asked: bool) -> Any:
    """A number from `least` to `most`; `what` it counts is said where it is not, with an example.

    The form begins with that example where one is `asked` for; otherwise it may be left empty.
    """
    said = f"Enter {what}, from {least} to {most}, such as {such}."
    validators = [InputRequired(said) if asked else Optional(), NumberRange(least, most, said)]
    return NumberField(label, said=said, default=such if asked else None, validators=validators)
