"""No name of a person, a place or an organisation in what the courses tell.

Two rules. A name that a fact sheet holds may stand nowhere. And a word with a capital within a
sentence must be on the list of those that name nobody; add one only when it names no person,
council, school, hospital, airline or town.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tests.house import curriculum
from tests.house.curriculum import Finding, sentences

#: A word with a capital, behind another word: not the first of a sentence, a quote or a cell.
_CAPITAL = re.compile(r"(?<=[\w,;)’'\"”] )(?<![.!?:] )[A-Z][\w’'-]*|(?<=\w)-[A-Z]\w+")
_QUOTED = re.compile(r"[“\"‘(][A-Z]\w*")


@cache
def _listed() -> tuple[frozenset[str], re.Pattern[str]]:
    names = curriculum.table("curriculum_names.yaml")
    allowed = {word for group in names["allowed"].values() for word in group}
    known = [re.escape(one) for group in names["sheets"].values() for one in group]
    return frozenset(allowed), re.compile(rf"\b(?:{'|'.join(known)})\b")


def idle(text: str) -> list[str]:
    """Words of the list that no text has any more; days, countries and ourselves may wait."""
    listed = curriculum.table("curriculum_names.yaml")["allowed"]
    waiting = ("people_speaking", "countries_and_tongues", "days")
    words = {word for group, held in listed.items() if group not in waiting for word in held}
    return sorted(word for word in words if not re.search(rf"\b{re.escape(word)}", text))


def names_of_sheets(file: str, texts: Iterable[tuple[int, str]]) -> list[Finding]:
    """Names that a fact sheet holds."""
    _, known = _listed()
    return [
        Finding(
            file,
            line + text.count("\n", 0, found.start()),
            f"“{found[0]}” names a place or body: say what kind it is",
        )
        for line, text in texts
        for found in known.finditer(text)
    ]


def strange_capitals(file: str, texts: Iterable[tuple[int, str]]) -> list[Finding]:
    """Words with a capital within a sentence that are not known to name nobody."""
    allowed, _ = _listed()
    found = []
    for one in sentences(texts):
        text = _QUOTED.sub("", one.text)
        for word in _CAPITAL.findall(text):
            plain = re.sub(r"[’']s?$", "", word).strip("-")
            if plain not in allowed:
                say = f"“{plain}”: if it names nobody, add it to tests/house/curriculum_names.yaml"
                found.append(Finding(file, one.line, say))
    return found
