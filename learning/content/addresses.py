"""Where a link or a picture leads: authors write paths between files, pages have addresses.

A link between files works in an editor and on a code host too, so that is how authors link:
`../checklists-and-identity/module.md#the-tool`, `../../cases/cp-02-wrong-door.md`. Addresses that
begin with a slash are the site's own and stay as they are.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

#: Width and height of a picture in pixels, where they could be read.
Size = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its folder below `courses/`, and the pictures it may show.

    `pictures` is keyed by file name within the module's `media/`.
    """

    folder: str = ""
    pictures: Mapping[str, Size] = field(default_factory=dict)


#: The folder of a text that may stand in any module, as an item's: its blob is the same in all of
#: them, and so its rendering is. Whoever shows it puts the real course and module in.
ANYWHERE = "-/-"

_WEB = re.compile(r"(?i)(https?://[^\s/]|mailto:[^\s]|tel:[+\d])")
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:")


def path(target: str, folder: str) -> str | None:
    """The path below `courses/` that a link from a file in `folder` leads to.

    `folder` is the file's own, as `crew/speaking-up`. None where the link leads elsewhere: to the
    web, to the site, to a heading of the same page, or out of `courses/`.
    """
    clean = unquote(target.split("#")[0].split("?")[0])
    if not clean or clean.startswith(("/", "\\")) or _SCHEME.match(clean):
        return None
    joined = posixpath.normpath(posixpath.join(folder, clean))
    return None if joined in (".", "..") or joined.startswith(("../", "/")) else joined


def address(target: str, folder: str) -> str | None:
    """The address of the page a link leads to; None for what is no link we follow.

    The web, mail, telephone, the site's own addresses and headings of the page pass unchanged.
    """
    target = target.strip()
    if _WEB.match(target) or target.startswith("#"):
        return target
    if target.startswith("/"):
        return None if target.startswith(("//", "/\\")) else target
    below = path(target, folder)
    page = _page(below.split("/")) if below else None
    if page is None:
        return None
    mark = target.find("#")
    return quote(page) + (target[mark:] if mark >= 0 else "")


def _page(parts: list[str]) -> str | None:
    """`crew/speaking-up/module.md` is `/courses/crew/speaking-up`, and so on for each kind."""
    match parts:
        case ["cases", name]:
            return f"/cases/{name.removesuffix('.md')}"
        case ["cases", *_]:
            return None
        case [course] | [course, "course.yaml"]:
            return f"/courses/{course}"
        case [course, module] | [course, module, "module.md"]:
            return f"/courses/{course}/{module}"
        case [course, "scenarios", name] if name.endswith(".yaml"):
            return f"/courses/{course}/scenarios/{name.removesuffix('.yaml')}"
        case [course, module, "media", name]:
            return f"/courses/{course}/{module}/media/{name}"
    return None
