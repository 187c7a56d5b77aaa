"""Telling the pages of a preview that something has changed."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator

_STILL = 10.0
"""Seconds after which a page is told that it is still listened to."""


class Changes:
    """How often something has changed, and who waits for the next time.

    A version is a text: that of another run of the preview is never the same.
    """

    def __init__(self, still: float = _STILL) -> None:
        self._run, self._number, self._still = secrets.token_hex(4), 0, still
        self._changed = threading.Condition()
        self._over = False

    @property
    def version(self) -> str:
        """The version that pages made now show."""
        return f"{self._run}-{self._number}"

    def tell(self) -> None:
        """Something has changed."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def end(self) -> None:
        """Let go of everybody who waits."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def stream(self) -> Iterator[str]:
        """Server-sent events: the version now, and each one that follows."""
        seen = ""
        while not self._over:
            version = self.version
            yield f"retry: 500\ndata: {version}\n\n" if version != seen else ": still here\n\n"
            seen = version
            with self._changed:
                if self.version == seen and not self._over:
                    self._changed.wait(self._still)
