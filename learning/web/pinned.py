"""Rendered pieces where they are shown: in their own module, with the pictures they had.

A picture's address gets the hash of the bytes that were published, so that one replaced under the
same name never changes what an old attempt or release shows. An item is rendered for no module in
particular; its links and pictures are led to the one that shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from learning.content.addresses import ANYWHERE
from learning.releases.shapes import Course, Module

_COURSE, _MODULE = ANYWHERE.split("/")
_SOMEWHERE = re.compile(rf'"/courses/{_COURSE}(/{_MODULE})?(?=["/#])')


def pinned(pieces: Any, course: Course, module: str, text: Module) -> Any:
    """Rendered pieces, text or collections of it, as this module shows them."""
    start = f"/courses/{course.id}/{module}/media/"
    hashes = {
        f'src="{start}{quote(name)}"': f'src="{start}{quote(name)}?sha={sha256}"'
        for name, sha256 in text.written.media.items()
    }

    def here(found: re.Match[str]) -> str:
        return f'"/courses/{course.id}' + (f"/{module}" if found[1] else "")

    def change(html: str) -> str:
        html = _SOMEWHERE.sub(here, html) if f'"/courses/{_COURSE}' in html else html
        for plain, with_hash in hashes.items():
            html = html.replace(plain, with_hash)
        return html

    return _changed(pieces, change)


def _changed(pieces: Any, change: Callable[[str], str]) -> Any:
    if isinstance(pieces, str):
        return change(pieces)
    if isinstance(pieces, dict):
        return {key: _changed(value, change) for key, value in pieces.items()}
    if isinstance(pieces, list):
        return [_changed(value, change) for value in pieces]
    return pieces
