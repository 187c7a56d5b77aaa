"""The form on which a passage is said in other words; what may be said is judged by the room."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField

from learning.authoring import proposing
from learning.content.passages import Passage
from learning.errors import Invalid


class ProposalForm(FlaskForm):  # type: ignore[misc]
    """Other words and why. `was` is the mark of the words that were shown."""

    after = TextAreaField("Your words")
    why = TextAreaField("Why these words are better")
    was = HiddenField()
    step = HiddenField()

    @property
    def sends(self) -> bool:
        """Whether they are sent, and not only looked at."""
        return bool(self.step.data == "send")

    def words(self, passage: Passage) -> str:
        """The words as they would be written; empty where they cannot be, and the form says why."""
        try:
            return proposing.reworded(passage, self.after.data or "")
        except Invalid as refusal:
            self.after.errors = [refusal.text]
            return ""

    def reason(self) -> str:
        """Why, on one line; empty where nothing is said, and the form says so."""
        try:
            return proposing.reason(self.why.data or "")
        except Invalid as refusal:
            self.why.errors = [refusal.text]
            return ""
