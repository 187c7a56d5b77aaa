"""A preview of the tiny courses, and a client that looks at it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from learning.content.drafts import Drafts
from learning.web.preview import create_preview
from learning.web.preview_changes import Changes
from tests.content.trees import Change
from tests.pages import Page, Pages


@dataclass
class Previewed:
    """A preview with its drafts: `change` is what an author saves."""

    drafts: Drafts
    changes: Changes
    pages: Pages

    @staticmethod
    def of(root: Path) -> Previewed:
        drafts, changes = Drafts(root, lambda: dt.date(2026, 11, 25)), Changes(still=0.01)
        return Previewed(drafts, changes, Pages(create_preview(drafts, changes)))

    def change(self, *made: Change) -> None:
        for one in made:
            one(self.drafts.root)
        self.drafts.forget({Path()})
        self.changes.tell()

    def get(self, path: str, status: int = 200) -> Page:
        return self.pages.get(path, status=status)
