"""What a reporter tells: its fields, its limits, and the bytes that are sealed.

Knows no database. A name, an address or a file has no place to be put here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from learning.errors import Invalid

#: equals: the form shows them in this order and none is chosen beforehand
KINDS = {
    "near_miss": "A near miss: it almost went wrong",
    "mistake": "A mistake: it did go wrong, and nobody was seriously harmed",
    "success": "A success: something went well and is worth passing on",
    "concern": "A concern: nothing has happened, but it is likely to",
}
#: both are coarse on purpose, and neither has to be given
SETTINGS = {
    "front_door": "Front door or referral team",
    "child_protection_team": "Child protection team",
    "care_and_fostering": "Care and fostering",
    "health": "Health",
    "education_and_early_years": "Education and early years",
    "police_and_other": "Police and others",
}
ROLES = {
    "practitioner": "Practitioner",
    "newly_qualified": "Newly qualified practitioner",
    "senior_practitioner": "Senior practitioner",
    "supervisor": "Supervisor or manager",
    "business_support": "Business support",
    "health_professional": "Health professional",
    "education_professional": "Education professional",
    "other": "Other",
}
#: the texts, by what each is headed with
TEXTS = {
    "happened": "What happened?",
    "caught": "What caught it, or could have?",
    "made_likely": "What made it likely, or what helped?",
    "would_help": "What would help next time?",
}
SHORTEST = 40
"""Characters of what happened: less cannot be learned from."""
LONGEST = 48_000
"""Bytes of all texts together, in UTF-8 as they were typed."""
_MOST_SEALED = 65_000
"""Bytes of the whole as it is sealed, where line breaks and quotation marks take two."""
#: nobody types these, and some of them change what is shown
_UNSEEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


@dataclass(frozen=True, repr=False)
class Telling:
    """One telling. It is never logged: it has no `repr`."""

    kind: str
    happened: str
    caught: str = ""
    made_likely: str = ""
    would_help: str = ""
    setting: str = ""
    role: str = ""

    def as_bytes(self) -> bytes:
        """UTF-8 JSON with the given fields only, as it is sealed."""
        given = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def size(self) -> int:
        """The bytes of its texts."""
        return sum(len(getattr(self, name).encode()) for name in TEXTS)

    def texts(self) -> dict[str, str]:
        """What was written, by its heading; what was left empty is left out."""
        return {title: text for name, title in TEXTS.items() if (text := getattr(self, name))}


def read(sealed: bytes) -> Telling:
    """A telling as it was sealed."""
    return of(json.loads(sealed))


def of(said: Mapping[str, str]) -> Telling:
    """A telling by its fields; those that this version does not know are left out."""
    known = {field.name for field in fields(Telling)}
    return Telling(**{name: text for name, text in said.items() if name in known})


def wrong(typed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each field that was typed, and what to do about it."""
    found = {
        name: said
        for name, choices, said in (
            ("kind", KINDS, "Choose what kind of telling this is."),
            ("setting", SETTINGS | {"": ""}, "Choose a setting of the list, or none."),
            ("role", ROLES | {"": ""}, "Choose a role of the list, or none."),
        )
        if typed.get(name, "") not in choices
    }
    happened = typed.get("happened", "").strip()
    if not happened:
        found["happened"] = "Write what happened."
    elif len(happened) < SHORTEST:
        found["happened"] = (
            f"Write a little more of what happened: at least {SHORTEST} characters. You have "
            f"written {len(happened)}."
        )
    told = _made(typed)
    over = max(told.size - LONGEST, len(told.as_bytes()) - _MOST_SEALED)
    if over > 0:
        found.setdefault("happened", _too_long(over))
    return found


def made(typed: Mapping[str, str]) -> Telling:
    """A telling of what was typed. Raises `Invalid` with the first thing that is wrong."""
    for said in wrong(typed).values():
        raise Invalid(said)
    return _made(typed)


def _made(typed: Mapping[str, str]) -> Telling:
    names = [field.name for field in fields(Telling)]
    return Telling(**{name: _plain(typed.get(name, "")) for name in names})


def _plain(text: str) -> str:
    """One kind of line break, no control characters, no space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN).strip()


def _too_long(over: int) -> str:
    return (
        f"This is longer than can be kept: {LONGEST:,} bytes of text are the most, about 8,000 "
        f"words. Shorten it by about {_signs(over)} and send it again. Nothing was kept."
    )


def _signs(more: int) -> str:
    return "one character" if more == 1 else f"{more:,} characters"
