"""Rules of media: pictures only, small, what their names say, and shown somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from learning.content.inline import slug
from learning.content.layout import shown
from learning.content.problems import START, Notebook, quoted
from learning.content.reading import head, unreadable

#: The largest picture, in bytes.
LIMIT = 1024 * 1024
#: No SVG, which may carry scripts, and no PDF, which is no picture.
KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WebP"}
_NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_HEAD = 16


def check(media: Mapping[str, Path], notebook: Notebook) -> dict[str, Path]:
    """The files that can be media; every other one is told."""
    return {name: path for name, path in media.items() if _sound(path, notebook)}


def _sound(path: Path, notebook: Notebook) -> bool:
    findings = notebook.of(shown(path))
    kind = KINDS.get(path.suffix)
    if path.is_dir():
        found = f"{quoted(path.name)} is a folder: put its pictures straight into media/"
        findings.add("file.unexpected", START, found)
        return False
    if not _NAME.fullmatch(path.name):
        meant = f"{slug(path.stem) or 'picture'}{path.suffix.lower()}"
        found = f"{quoted(path.name)} cannot stand in an address, did you mean '{meant}'?"
        findings.add("file.name", START, found)
    elif kind is None:
        found = f"{quoted(path.name)} is of no kind that is shown: use .png, .jpg or .webp"
        findings.add("media.type", START, found)
    else:
        _content(path, kind, notebook)
    return not findings.problems


def _content(path: Path, kind: str, notebook: Notebook) -> None:
    """The size of a file and the kind its first bytes tell."""
    findings = notebook.of(shown(path))
    try:
        opened = head(path, _HEAD)
    except OSError as error:
        findings.add("file.unreadable", START, unreadable(error))
        return
    if opened is None:
        findings.add("file.not-regular", START, "no ordinary file: put one in its place")
        return
    if opened.size > LIMIT:
        large = f"{-(-opened.size // 1024)} KiB: save the picture smaller, at most"
        findings.add("media.too-large", START, f"{large} {LIMIT // 1024} KiB")
    if kind_of(opened.raw) != kind:
        found = f"its name says {kind} and its bytes do not: save it as {kind}"
        findings.add("media.type", START, found)


def kind_of(first: bytes) -> str:
    """The kind of picture its first bytes tell; empty where none that is allowed."""
    if first.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if first.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    return "WebP" if first[:4] == b"RIFF" and first[8:12] == b"WEBP" else ""


def unused(media: Mapping[str, Path], used: Iterable[str], notebook: Notebook) -> None:
    """Pictures that no text shows."""
    for name in media.keys() - set(used):
        found = f"nothing shows it: write ![what it shows](media/{name}), or delete it"
        notebook.of(shown(media[name])).add("media.unused", START, found)
