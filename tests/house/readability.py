"""How old a reader has to be: the Flesch-Kincaid grade plus five years.

Grade = 0.39 * words a sentence + 11.8 * syllables a word - 15.59 (Kincaid and others, 1975, for
manuals of the US Navy); a child of grade 1 is six, hence plus 5. It counts lengths alone. It knows
nothing of rare short words, of order or of sense, and it was made for adults' manuals: read it as
an alarm, never as praise. Syllables are counted by spelling, which is wrong for some words, in both
directions; the counts in `test_readability.py` were made by hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.house.curriculum import Sentence

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
#: two vowels side by side that are said apart
_APART = re.compile(
    r"(?<![cts])ia(?!ge)|(?<![ctsg])io|(?<![ctsgx])ieu?(?=nc|nt|r$|st$|ty)|(?<=[aeo])ie(?=ty)|"
    r"(?<=sc)ie(?=nc)|iet(?=y|$)|eo(?=$|s$|r)|the[ao](?=t|r)|ua(?=l|te)|[aeiouy]ing|"
    r"^(?:re|pre)a(?=[cdlrs]t|li|rr)|^(?:re|pre)[eiou]|crea(?!m|s)|rea(?=li)|"
    r"(?<=id)ea|(?<=ar)ea|hao|uclea|ruin|oev|uie(?=t)"
)
#: an e that is written and not said, at the end of a word and inside one made of two
_SILENT = re.compile(
    r"(?<=[^aeiouy])e$(?<![^aeiou]le)|(?<=[^aeiouscxzg])(?<!ch)(?<!sh)es$(?<![^aeiou]les)|"
    r"(?<=[^td])ed$(?<![^aeioul]led)|"
    r"(?<=[^aeiou])e(?=(?:ly|ment|ful|fully|less|ness|where|thing|times?|body|one|day|work)s?$)|"
    r"(?<=ev)e(?=ry)|ue$(?<=[gq]ue)"
)
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True)
class Measure:
    """What was measured of a text."""

    words: int
    mean: float
    longest: int
    syllables: float

    @property
    def age(self) -> float:
        """Reading age in years."""
        return 0.39 * self.mean + 11.8 * self.syllables - 15.59 + 5


def syllables(word: str) -> int:
    """Syllables of a word, by its spelling."""
    text = re.sub(r"['’]s$|[^a-z]", "", word.lower())
    said = _SILENT.sub("", text)
    return max(1, len(_VOWELS.findall(said)) + len(_APART.findall(text)))


def measure(sentences: Sequence[Sentence]) -> Measure:
    """Measure a text; numbers are one word of two syllables or so, and left out."""
    words = [_WORD.findall(one.text) for one in sentences]
    flat = [word for found in words for word in found]
    counted = [found for found in words if found]
    said = sum(map(syllables, flat))
    return Measure(
        words=len(flat),
        mean=len(flat) / max(1, len(counted)),
        longest=max(map(len, counted), default=0),
        syllables=said / max(1, len(flat)),
    )
