"""The kinds of identifier, and what each asks of the person who meets one.

A span only points: nothing is taken out, and what it says is never certain.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal[
    "postcode",
    "ni_number",
    "nhs_number",
    "upn",
    "email",
    "web",
    "vehicle",
    "case_reference",
    "phone",
    "age",
    "date",
    "number",
    "place",
    "name",
    "initials",
    "family",
    "unique",
    "rare",
]
#: where two kinds lie on one another, the earlier in this order names the whole
ORDER = {kind: place for place, kind in enumerate(get_args(Kind))}
GUIDANCE: dict[Kind, str] = {
    "postcode": "This may be a postcode. Leave it out, or say what kind of area it is.",
    "ni_number": "This may be a National Insurance number. Leave it out.",
    "nhs_number": "This may be an NHS number. Leave it out, even if it was a wrong one.",
    "upn": "This may be a school's number for one child. Leave it out.",
    "email": "This may be an e-mail address. Leave it out.",
    "web": "This may be a link or an account. Leave it out, or say what kind of page it is.",
    "phone": "This may be a phone number. Leave it out.",
    "vehicle": "This may be a number plate. Say “a car” or “a van” instead.",
    "case_reference": "This may be the number of a case or a record. Leave it out.",
    "date": "This may be a date. Count from the start instead, such as “two days later”.",
    "age": "This may be an age or a birthday. Use a band instead, such as “of primary age”.",
    "number": "This long number may belong to somebody. Leave it out.",
    "place": "This may be a place or a team. Say what kind it is instead, such as “the school”.",
    "name": "This may be a name. Use a role instead, such as “the teacher”.",
    "initials": "These may be initials. Use a role instead, such as “the older child”.",
    "family": "The size of a family can point to it. Say “several children”, if it matters at all.",
    "unique": "What happens once points to one family. Say it in a way that fits many.",
    "rare": "A language, a faith, where somebody is from, or being in the news can point to a "
    "family. Leave it out, unless the report makes no sense without it.",
}


@dataclass(frozen=True)
class Span:
    """What may point to somebody: from `start` up to `end`, in characters of the text as given.

    Its text is not in its `repr`, so that it cannot be logged.
    """

    start: int
    end: int
    kind: Kind
    text: str = field(repr=False)
    why: str


#: a find before it is cut out of its text: start, end, kind
Found = tuple[int, int, Kind]


def merged(found: list[Found]) -> list[Found]:
    """In the order of the text, and whatever lies on one another as one.

    The longest names the kind of the whole; of equals, the one that is told first in `ORDER`.
    """
    whole: list[tuple[int, int, Found]] = []
    for one in sorted(found, key=lambda it: (it[0], -it[1])):
        if whole and one[0] < whole[-1][1]:
            start, end, best = whole[-1]
            whole[-1] = (start, max(end, one[1]), min(best, one, key=_rank))
        else:
            whole.append((one[0], one[1], one))
    return [(start, end, best[2]) for start, end, best in whole]


def _rank(one: Found) -> tuple[int, int]:
    return one[0] - one[1], ORDER[one[2]]
