"""Numbers and weights of GIFT, as decimals: 3, 3:0.5 (give or take), 1..5, and %50%."""

from __future__ import annotations

import re
from decimal import Context, Decimal

from learning.interop.gift.entries import Counting, Fault, Form, Span, Text
from learning.interop.gift.scanning import Scanner

_NUMBER = r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,3})?"
_ONE = re.compile(rf"({_NUMBER})(?:\s*:\s*({_NUMBER}))?")
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")
_WEIGHT = re.compile(r"%([^%\n]{0,20})%")
_PER_CENT = re.compile(r"-?\d{1,3}(?:\.\d{1,10})?")
#: more than twice what the smallest float takes, which is far from what people write
_LONGEST = 800
#: exact for any number a float can be
_EXACT = Context(prec=2_000)
_HOW = "write 3, 3:0.5 or 1..5, with a point for decimals"


def decimal(number: float) -> Decimal:
    """A float as the decimal that people wrote."""
    return Decimal(repr(number))


def plainly(number: Decimal) -> str:
    """A decimal without an exponent, without zeros at its end and without a minus before zero."""
    told = f"{number:f}"
    told = told.rstrip("0").rstrip(".") if "." in told else told
    return "0" if told in ("", "-", "-0") else told


def product(one: Decimal, other: Decimal) -> Decimal:
    """Two decimals multiplied, to the last digit."""
    return _EXACT.multiply(one, other)


def weight(scan: Scanner, start: int, end: int) -> tuple[float | None, int]:
    """The weight between two `%` (None for none), and where the text goes on."""
    while start < end and scan.text[start].isspace():
        start += 1
    found = _WEIGHT.match(scan.text, start, end)
    if found is None:
        return None, start
    said = found[1].strip()
    if not _PER_CENT.fullmatch(said) or abs(float(said)) > 100:
        told = f"the weight %{said}% is no number from -100 to 100"
        raise Fault(scan.line(start), told)
    return float(said), found.end()


def counting(scan: Scanner, start: int, end: int, form: Form) -> Counting:
    """What stands behind the first `#`: one number, or several that each begin with `=`."""
    other = scan.text.find("~", start, end)
    otherwise = None
    if other >= 0:
        otherwise = _otherwise(scan, other, end, form)
        end = other
    marks = [start + at.start() for at in re.finditer("=", scan.text[start:end])]
    if not marks:
        return Counting((_span(scan, start, end, form),), otherwise)
    if not scan.is_blank(start, marks[0]):
        raise Fault(scan.line(start), "words before the first =: begin each number with =")
    bounds = zip(marks, [*marks[1:], end], strict=True)
    spans = tuple(_span(scan, at + 1, until, form) for at, until in bounds)
    return Counting(spans, otherwise)


def _otherwise(scan: Scanner, at: int, end: int, form: Form) -> Text | None:
    said = scan.text.find("#", at, end)
    ends = end if said < 0 else said
    if "~" in scan.text[at + 1 : end] or scan.raw(at + 1, ends) not in ("", "*"):
        raise Fault(scan.line(at), "a ~ with a number: what is not right stands as ~#feedback")
    return None if said < 0 else scan.words(said + 1, end, form)


def _span(scan: Scanner, start: int, end: int, form: Form) -> Span:
    worth, begins = weight(scan, start, end)
    said = scan.text.find("#", begins, end)
    ends = end if said < 0 else said
    line = scan.line(begins)
    feedback = None if said < 0 else scan.words(said + 1, end, form)
    written = scan.raw(begins, ends)
    low, high, middle, off = (plainly(one) for one in _bounds(written, line))
    return Span(low, high, middle, off, 100.0 if worth is None else worth, feedback, line)


def _bounds(written: str, line: int) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Both ends, the middle, and how far the ends are from it."""
    if len(written) > _LONGEST:
        raise Fault(line, f"a number of more than {_LONGEST} signs: {_HOW}")
    if between := _RANGE.fullmatch(written):
        low, high = Decimal(between[1]), Decimal(between[2])
        if low > high:
            raise Fault(line, f"'{written}' is back to front: the lower number comes first")
        middle = _EXACT.divide(_EXACT.add(low, high), Decimal(2))
        return low, high, middle, _EXACT.subtract(high, middle)
    if one := _ONE.fullmatch(written):
        middle, off = Decimal(one[1]), Decimal(one[2] or 0)
        if off < 0:
            raise Fault(line, f"'{written}': what is given or taken cannot be below 0")
        return _EXACT.subtract(middle, off), _EXACT.add(middle, off), middle, off
    raise Fault(line, f"'{written[:40]}' is no number: {_HOW}")
