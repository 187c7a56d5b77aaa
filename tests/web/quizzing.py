"""Somebody at a quiz, page by page, as a person without a script would go through it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from learning.assessment import Raw
from learning.content.model import Item
from learning.db import Database
from tests.content_builders import compiled, module, put_into, rightly, wrongly
from tests.pages import Page, Pages

IDENTITY = "/courses/crew/identity"
AT_THE_END = {"feedback": "after_quiz"}


class Quizzing:
    """A page client with the items of one published module."""

    def __init__(self, pages: Pages, items: Mapping[str, Item]) -> None:
        self.pages, self.items = pages, items

    def begin(self) -> Page:
        """Begin the quiz by the button of its module; leads to its first page."""
        return self.pages.send(self.pages.get(IDENTITY), f"{IDENTITY}/attempts")

    def answer(self, page: Page, raw: Raw, *, status: int = 200) -> Page:
        """Send the form of an item with these values."""
        values = {name: list(given) for name, given in raw.items()}
        return self.pages.send(page, page.path, values, status=status)

    def rightly(self, page: Page, **more: Any) -> Page:
        return self.answer(page, {**rightly(self.item_of(page)), **more})

    def wrongly(self, page: Page, **more: Any) -> Page:
        return self.answer(page, {**wrongly(self.item_of(page)), **more})

    def item_of(self, page: Page) -> Item:
        return self.items[page.path.rpartition("/")[2]]

    def onward(self, page: Page) -> Page:
        """The way on after feedback: the next item, or the result."""
        attempt = page.path.partition("/items/")[0]
        found = [link for link in page.links if link.startswith(attempt)]
        return self.pages.get(found[0])

    def finish(self, page: Page, *, wrong: Collection[str] = (), **more: Any) -> Page:
        """Answer what is left, one item after the other; leads to the result."""
        while "/result" not in page.path:
            act = self.wrongly if self.item_of(page).id in wrong else self.rightly
            page = self.onward(act(page, **more))
        return page


def quizzing(
    pages: Pages,
    database: Database,
    items: Sequence[Mapping[str, Any]],
    rules: Mapping[str, Any] | None = None,
    *,
    name: str = "alice",
) -> Quizzing:
    """Publish a module with these items, and sign in as one of the cast."""
    own = module(items=items, rules=rules)
    put_into(database, compiled(own))
    pages.become(name)
    assert own.quiz is not None
    return Quizzing(pages, {one.id: one for one in own.quiz.items})
