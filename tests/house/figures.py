"""The numbers of a text, in figures and in words, so that none can be told that no sheet holds."""

from __future__ import annotations

import re

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_UNITS = f"{_SMALL} {_TEENS}".split()
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
WORDS = {
    **{word: float(value) for value, word in enumerate(_UNITS)},
    **{word: float(value) for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    "hundred": 100.0,
    "thousand": 1000.0,
    "million": 1_000_000.0,
    "dozen": 12.0,
    "half": 0.5,
    "quarter": 0.25,
    "twice": 2.0,
    "thrice": 3.0,
    "fortnight": 14.0,
}
#: too common as other words to be counted as numbers
_PLAIN = {"one", "zero"}
_FIGURES = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|(?<![\d.,])\d+(?:\.\d+)?")
_LETTERS = re.compile(r"[a-z]+(?:-[a-z]+)*")
#: what an author counts of their own text: “three things”, “two steps”, “those two”; and 57 in 100
_OURS = re.compile(
    r"\b(?:two|three|four|five|six) (?:(?:more|other|good|odd|usual|such|plain|small|of) )*"
    r"(?:things|points|steps|habits|moments|conditions|ways|strains|words|reasons|readings|parts|"
    r"causes|layers|sides|facts|gaps|us|them)\b|"
    r"\b(?:those|these|the other|all) (?:two|three|four)\b|\b(?:in|of) 100\b",
    re.IGNORECASE,
)
_PAIR = re.compile(rf"^({'|'.join(_TENS)})-({'|'.join(_UNITS[1:10])})$")


def numbers(text: str) -> set[float]:
    """Every number of a text: 1,500 is one, 13.30 too, `twenty-one` is 21, `one` is none.

    What an author counts of their own text (“three things”) is no number of the story.
    """
    text = _OURS.sub(" ", " ".join(text.split()))
    found = {float(figure.replace(",", "")) for figure in _FIGURES.findall(text)}
    for word in _LETTERS.findall(text.lower()):
        pair = _PAIR.match(word)
        if pair:
            found.add(WORDS[pair[1]] + WORDS[pair[2]])
            continue
        parts = set(word.split("-")) - _PLAIN
        found |= {WORDS[part] for part in parts if part in WORDS}
    return found
