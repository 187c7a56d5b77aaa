"""What a cell of a list means: a day, yes or no, an id, a name, an address.

Each function raises `Wrong` with what to do about the cell. Days come first: 03/04/2027 is 3 April.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from learning.people.visible import shows

EARLIEST = dt.date(1950, 1, 1)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+Z?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ][\d:.]+)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_SERIAL = dt.date(1899, 12, 30)
_HOW = "Write days like 2027-03-25, or with the day first like 25/03/2027."
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0", "")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
LONGEST_ID, LONGEST_NAME, LONGEST_ADDRESS, LONGEST_SOURCE = 80, 120, 254, 200


class Wrong(Exception):
    """What is wrong with a cell, in a sentence that says what to do."""


def day(text: str, *, column: str, serials: bool = False) -> dt.date | None:
    """A day; None for an empty cell. `serials`: the numbers of days in workbooks count too."""
    if not text:
        return None
    if serials and _SERIAL.fullmatch(text):
        return _FIRST_SERIAL + dt.timedelta(days=int(float(text)))
    parts, turned = _YEAR_FIRST.fullmatch(text), _DAY_FIRST.fullmatch(text)
    if parts:
        year, month, number = (int(one) for one in parts.groups())
    elif turned:
        number, month, year = (int(one) for one in turned.groups())
    else:
        raise Wrong(f"'{short(text)}' in {column} is not a day. {_HOW}")
    if turned and not 1 <= month <= 12 and 1 <= number <= 12:
        raise Wrong(f"There is no month {month} in '{text}' ({column}): days come first. {_HOW}")
    try:
        return dt.date(year, month, number)
    except ValueError as error:
        named = _MONTHS[month - 1] if 1 <= month <= 12 else f"month {month} of"
        raise Wrong(f"There is no {number} {named} {year} ({column}). Check the day.") from error


def sensible(day: dt.date | None, *, column: str, on: dt.date) -> dt.date | None:
    """The same day, if it is not so far away that it can only be a slip of the keyboard."""
    if day is not None and not EARLIEST <= day <= on + dt.timedelta(days=3_660):
        raise Wrong(f"{day.isoformat()} in {column} is too far away. Check the year.")
    return day


def yes(text: str, *, column: str) -> bool:
    """Whether a cell says yes; an empty one says no."""
    said = text.casefold()
    if said not in _YES + _NO:
        raise Wrong(f"'{short(text)}' in {column} is neither yes nor no. Write one of the two.")
    return said in _YES


def line_of(text: str, *, column: str, most: int) -> str:
    """Text of one line, tidied; something to be seen, and never longer than what keeps it."""
    plain = tidied(text)
    if plain and not shows(plain):
        raise Wrong(f"{column} holds nothing that can be seen. Type the cell anew.")
    if len(plain) > most:
        raise Wrong(f"{column} has {len(plain)} characters; {most} can be kept. Shorten it.")
    return plain


def tidied(text: str) -> str:
    """Text in one line with single spaces, without characters that cannot be seen."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    seen = (one for one in text if one.isspace() or unicodedata.category(one) not in ("Cc", "Cs"))
    return " ".join("".join(seen).split())


def number(text: str, *, column: str) -> str:
    """What the employer's list calls a person or a team: as it stands, but for the outer space."""
    if len(text) > LONGEST_ID:
        raise Wrong(f"{column} has {len(text)} characters; {LONGEST_ID} can be kept. Shorten it.")
    if any(unicodedata.category(one) in ("Cc", "Cs") for one in text):
        raise Wrong(f"{column} holds a character that cannot be seen. Type the cell anew.")
    return text


def address(text: str) -> str:
    """An e-mail address, in lower case; empty stays empty."""
    line = line_of(text, column="email", most=LONGEST_ADDRESS)
    plain = unicodedata.normalize("NFC", line).lower()
    left, at, right = plain.partition("@")
    good = left and at and "." in right and " " not in plain and "@" not in right
    if plain and not good:
        raise Wrong(f"'{short(text)}' is no e-mail address. Write one like name@example.org.")
    if len(plain) > LONGEST_ADDRESS:  # some letters grow in lower case
        raise Wrong(f"email is too long; at most {LONGEST_ADDRESS} characters can be kept.")
    return plain


def short(text: str) -> str:
    """A cell as it is quoted: not a whole page of it."""
    return text if len(text) <= 40 else f"{text[:40]}…"
