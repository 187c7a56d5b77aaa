"""How sure a learner says they are, asked before the key is shown.

Three words, never marks: no score depends on them. They sharpen what the result page says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Literal

from learning.errors import Invalid

#: Whether a quiz asks, as `quiz.yaml` says it.
Asked = Literal["off", "optional", "required"]


class Confidence(StrEnum):
    """The stored words, from least to most sure."""

    GUESSING = "guessing"
    SURE = "sure"
    CERTAIN = "certain"

    @property
    def label(self) -> str:
        """The word as a page shows it; only `sure` differs from what is stored."""
        return "fairly sure" if self is Confidence.SURE else self.value


_KNOWN = {word.value for word in Confidence}


def read_confidence(asked: Asked, raw: Mapping[str, Sequence[str]]) -> Confidence | None:
    """The word in the form field `confidence`; None where it is not asked, or optional and left.

    Raises Invalid when it is required and missing, or is not one of the three words.
    """
    said = {word for word in raw.get("confidence", ()) if word}
    if asked == "off" or (asked == "optional" and not said):
        return None
    if len(said) != 1 or not said <= _KNOWN:
        raise Invalid(
            "Say how sure you are: guessing, fairly sure or certain. Then save your answer."
        )
    return Confidence(said.pop())
