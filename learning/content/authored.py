"""What every authored file shares: strict models, slugs, days, reviews and citations."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
FactorId = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z]+(-[a-z]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\n]+$")]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=500)]


def _day(value: object) -> object:
    """Read `2027-03-01` as a day; anything else is left for pydantic to refuse."""
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            there = re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            said = "no calendar has that day" if there else "write a day as 2027-03-01"
            raise ValueError(said) from error
    return value


Day = Annotated[
    dt.date,
    BeforeValidator(
        _day, json_schema_input_type=Annotated[str, Field(json_schema_extra={"format": "date"})]
    ),
]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Authored(BaseModel):
    """Strict and closed: text is never read as a number, an unknown key is an error."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Review(Authored):
    """When the text was last read by whom, and when it must be read again."""

    last: Day
    by: Line
    due: Day


class Cite(Authored):
    """A source of the course, and where in it."""

    id: Slug
    locator: Line | None = None
