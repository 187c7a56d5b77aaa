"""Refusals a person can read: the rooms raise these, the edges turn them into a page or a line.

The text is shown as it stands, so it ends in a full stop and says what to do next. Anything that is
not a `LearningError` is a fault of ours and is never shown.
"""

from __future__ import annotations


class LearningError(Exception):
    """A refusal whose text is written for the person it stops."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Invalid(LearningError):
    """What was sent cannot be taken as it is; the text says what to change."""


class NotFound(LearningError):
    """No such thing, or someone else's: the two are never told apart."""


class NotAllowed(LearningError):
    """The person is known and may not do this."""


class Conflict(LearningError):
    """Something else happened first; nothing was lost, and the text says what holds now."""


class Stale(Conflict):
    """Somebody else changed it since the form was opened; nothing of theirs is written over."""


class TooMany(LearningError):
    """It was tried too often; the text says when to try again."""


class Unavailable(LearningError):
    """The platform cannot do this now (locked, starting, misconfigured); later may work."""
