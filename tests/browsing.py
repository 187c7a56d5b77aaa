"""The browser that tests look through: one for each process of the run, since two would collide."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from tests.skipping import missing

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str:
    """Where Chromium is; without one, what asks for it is left out."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing("browser", "install Chromium (apt install chromium)")
    return found


def launched() -> Iterator[Browser]:
    """A browser, until nobody needs it any more."""
    found = executable()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()
