"""The weight of pages over the wire: heads, bodies and everything a browser fetches for them."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from tests.bench.place import fetch

_AS_BROWSERS = "Accept-Encoding: gzip, deflate"


class _Parts(HTMLParser):
    """The files that a page makes a browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        address = has.get("src") if tag in ("script", "img", "source", "iframe") else None
        if tag == "link" and {"stylesheet", "icon", "preload"} & set(
            (has.get("rel") or "").split()
        ):
            address = has.get("href")
        if tag == "use":
            address = has.get("href")
        if address and not address.startswith(("#", "data:")):
            self.found.append(address)


class Browser:
    """A browser with an empty cache that fills."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cached: set[str] = set()

    def visit(self, path: str) -> tuple[int, int]:
        """Load a page; returns the bytes that came over the wire and the number of requests."""
        page = fetch(self._port, path, _AS_BROWSERS)
        parts = _Parts()
        parts.feed(page.partition(b"\r\n\r\n")[2].decode())
        wanted = {urldefrag(urljoin(path, one)).url for one in parts.found} - self._cached
        self._cached |= wanted
        answers = [page, *(fetch(self._port, one, _AS_BROWSERS) for one in sorted(wanted))]
        failed = [one[:12] for one in answers if one[9:12] != b"200"]
        if failed:
            raise SystemExit(f"bench: a part of {path} was not served: {failed[0]!r}")
        return sum(len(one) for one in answers), len(answers)
