"""Where links of a preview in the workshop lead: to previews, and to where words are proposed."""

from __future__ import annotations

import re
from typing import Any

from learning.authoring import texts
from learning.content.layout import LIBRARY
from learning.web import database, shelves
from learning.web.workbench import Tree

_LINK = re.compile(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")/(courses|cases)/([a-z0-9-]+)([^"]*)')


def led(html: Any, course: str, tree: Tree) -> Any:
    """HTML, or pieces of it, whose links to this course and to cases lead to previews."""
    if isinstance(html, dict):
        return {name: led(one, course, tree) for name, one in html.items()}
    if isinstance(html, list | tuple):
        return [led(one, course, tree) for one in html]
    if not isinstance(html, str):
        return html

    def lead(found: re.Match[str]) -> str:
        head, area, name, rest = found.groups()
        if area == "courses" and name != course:
            return found[0]
        start = f"{head}/authoring/courses/{name if area == 'courses' else LIBRARY}/preview"
        below = rest.partition("?")[0] if area == "courses" else f"/{name}{rest}"
        path, mark, anchor = below.partition("#")
        return f"{start}{path}{tree.query}{mark}{anchor}"

    return _LINK.sub(lead, html)


def words_for_module(course: str, module: str) -> tuple[str, dict[str, str]]:
    """Where words are proposed for a module, and for each of its items by its id.

    Words are proposed for what is published: what is new has no such place yet.
    """
    items = texts.items_of(database.session(), shelves.shelf(), course, module)
    if items is None:
        return "", {}
    page = f"/courses/{course}/{module}"
    return f"{page}/words", {item: f"{page}/items/{item}/words" for item in items}


def words_for_case(case: str) -> str:
    """Where words are proposed for a case; empty where it is not published."""
    published = texts.has_case(database.session(), shelves.shelf(), case)
    return f"/cases/{case}/words" if published else ""
