"""Pictures as a release had them: their addresses get the hash of the bytes that were published.

A picture replaced under the same name so never changes what an old attempt or release shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from learning.releases.shapes import Course, Module


def pinned(pieces: Any, course: Course, module: str, text: Module) -> Any:
    """Rendered pieces, text or collections of it, with each picture's hash in its address."""
    start = f"/courses/{course.id}/{module}/media/"
    addresses = {
        f'src="{start}{quote(name)}"': f'src="{start}{quote(name)}?sha={sha256}"'
        for name, sha256 in text.written.media.items()
    }
    return _replaced(pieces, addresses) if addresses else pieces


def _replaced(pieces: Any, addresses: Mapping[str, str]) -> Any:
    if isinstance(pieces, str):
        for plain, with_hash in addresses.items():
            pieces = pieces.replace(plain, with_hash)
        return pieces
    if isinstance(pieces, dict):
        return {key: _replaced(value, addresses) for key, value in pieces.items()}
    if isinstance(pieces, list):
        return [_replaced(value, addresses) for value in pieces]
    return pieces
