"""Somebody who tells with the keys alone, at pages twice as large, in a browser without scripts."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

_MOST = 60
"""Presses of the tab key after which something counts as out of reach."""


class Keyboard:
    """The keys of a browser that shows a page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def tell(self, text: str) -> tuple[str, list[str]]:
        """From the first page to the end; returns the receipt."""
        self._press("main form button")
        for gate in ("danger", "scope"):
            self._choose(gate, "no")
            self._press("main form button")
        self._choose("kind", "near_miss")
        self._type("happened", text)
        self._press("main form button")
        if self._page.locator("button[value=send]").count():  # something was pointed out
            self._press("main form button[value=send]")
        reference = self._page.locator(".receipt-reference").inner_text()
        words = self._page.locator(".receipt-words li").all_inner_texts()
        for name in ("first_word", "second_word"):
            label = self._page.locator(f"label[for={name}]").inner_text()
            self._type(name, words[int(label.split()[1]) - 1])
        self._press("main form button")
        return reference, words

    def come_back(self, reference: str, words: list[str]) -> None:
        """Enter the receipt and withdraw."""
        origin = self._page.url.partition("/report")[0]
        self._page.goto(f"{origin}/report/receipt")
        self._type("reference", reference)
        self._type("words", " ".join(words))
        self._press("main form button")
        for _ in range(2):
            self._press("form[action='/report/receipt/withdraw'] button")
        assert "It is withdrawn" in self._page.locator("main").inner_text()

    def _type(self, name: str, text: str) -> None:
        self._reach(f"[name={name}]")
        self._page.keyboard.insert_text(text)

    def _choose(self, name: str, value: str) -> None:
        """Reach a group of choices and go through it with the arrow keys."""
        self._reach(f"input[name={name}]")
        chosen = self._page.locator(f"input[name={name}][value={value}]")
        self._page.keyboard.press("Space")
        for _ in range(10):
            if chosen.is_checked():
                return
            self._page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name}={value} cannot be chosen with the keys")

    def _press(self, selector: str) -> None:
        """Reach a button and press it; the page that comes fits the width."""
        self._reach(selector)
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")
        width = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
        assert self._page.evaluate(width) <= 0, f"{self._page.url} has to be scrolled sideways"

    def _reach(self, selector: str) -> Locator:
        """Go on with the tab key until it has the focus."""
        for _ in range(_MOST):
            found = self._page.locator(f"{selector}:focus")
            if found.count():
                return found
            self._page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached with the keys on {self._page.url}")
