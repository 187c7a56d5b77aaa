"""Numbers as people type them: read into one plain text, or refused with what to write instead.

A number that could mean two things is never guessed at: `1,250` is refused, `12,5` is not.
"""

from __future__ import annotations

import re

from learning.errors import Invalid

#: More figures than any quantity in practice has, and few enough to be exact everywhere.
MOST_FIGURES = 20

# A minus sign and an en dash, which phones and word processors put in place of a hyphen.
_MINUS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"})
_TYPED = re.compile(r"([+-]?)\s*([0-9]*)(?:([.,])([0-9]*))?\s*(.*)", re.DOTALL)
_MORE_NUMBER = tuple("0123456789.,'+-")
_ONE_NUMBER = "Write one number in figures, such as 1250 or 12.5, then save your answer."


def plain_decimal(typed: str, unit: str | None) -> str:
    """`' 12,50 mg'` with unit `mg` is `'12.5'`: no exponent, no needless zeros, no `-0`.

    A point or a comma may stand before the decimals. After the number only the item's own unit may
    follow, in any case and spacing. Raises Invalid for everything else, infinities included.
    """
    match = _TYPED.fullmatch(typed.strip().translate(_MINUS))
    if not typed.strip() or match is None:
        raise Invalid("Write a number, then save your answer.")
    sign, whole, mark, decimals, rest = (part or "" for part in match.groups())
    if not whole + decimals:
        raise Invalid(_ONE_NUMBER)
    _refuse_other_units(rest, unit)
    if mark == "," and _may_be_thousands(whole, decimals):
        raise Invalid(
            f"{sign}{whole},{decimals} can be read in two ways. Write {sign}{whole}{decimals} or "
            f"{sign}{whole}.{decimals}, then save your answer."
        )
    return _canonical(sign, whole, decimals)


def _may_be_thousands(whole: str, decimals: str) -> bool:
    """`1,250` may be; `1250,125` and `0,125` are written so by nobody who means thousands."""
    return len(decimals) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")


def _refuse_other_units(rest: str, unit: str | None) -> None:
    """Nothing, or the item's unit, may follow the number."""
    if not rest or (unit and _folded(rest) == _folded(unit)):
        return
    if rest.startswith(_MORE_NUMBER):
        raise Invalid(_ONE_NUMBER)
    if unit:
        raise Invalid(f"Write the number alone: it is read in {unit}. Then save your answer.")
    raise Invalid("Write the number alone, with nothing after it, then save your answer.")


def _folded(unit: str) -> str:
    return " ".join(unit.translate(_MINUS).split()).casefold()


def _canonical(sign: str, whole: str, decimals: str) -> str:
    """The same number always has the same text, so that responses can be compared as text."""
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    if len(whole + decimals) > MOST_FIGURES:
        raise Invalid(f"Write a number of at most {MOST_FIGURES} figures, then save your answer.")
    number = f"{whole}.{decimals}" if decimals else whole
    return f"-{number}" if sign == "-" and number != "0" else number
