"""What an attempt is: its row, its quiz and the responses saved so far, as the verbs share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from learning.errors import NotFound
from learning.progress.models import Attempt, ResponseRow
from learning.releases.shapes import Quiz
from learning.releases.shelf import Shelf


@dataclass
class Open:
    """An attempt with its quiz and the responses saved so far, by item."""

    row: Attempt
    quiz: Quiz
    responses: dict[str, ResponseRow]
    shelf: Shelf

    @property
    def ended(self) -> bool:
        """Whether it was handed in."""
        return self.row.ended_at is not None

    @property
    def at_once(self) -> bool:
        """Whether feedback follows each item, so that a response is final when it is saved."""
        return self.quiz.file.feedback == "after_item"

    @property
    def order(self) -> list[str]:
        """The items of the attempt, in the order they are shown."""
        return [one["item"] for one in self.row.paper]

    @property
    def left(self) -> list[str]:
        """The items without a response."""
        return [item for item in self.order if item not in self.responses]

    def shown(self, item_id: str) -> Sequence[str]:
        """The ids of an item's parts in the order shown; `NotFound` for an item not drawn."""
        for one in self.row.paper:
            if one["item"] == item_id:
                ids: list[str] = one["shown"]
                return ids
        raise NotFound("This item is not part of your attempt. Open the attempt again.")
