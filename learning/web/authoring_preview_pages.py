"""What previews of the workshop show: drafts as releases have them, with links of their own."""

from __future__ import annotations

import re
from typing import Any

from flask import current_app
from markupsafe import Markup

from learning.content.drafts import CourseDraft, Drafts
from learning.content.layout import LIBRARY
from learning.errors import NotFound
from learning.keeping import Kept
from learning.releases.shapes import Course
from learning.web import fragments, moments, preview_items, preview_shapes
from learning.web.authoring_pages import around
from learning.web.workbench import Tree

Page = dict[str, Any]
_GONE = "There is nothing of this name to preview. The page of the course says what there is."
_KEPT = "drafts of authors"
_LINK = re.compile(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")/(courses|cases)/([a-z0-9-]+)([^"]*)')


def contents(tree: Tree, course: str) -> Page:
    """What there is to preview of a course: its modules, or the cases of the library."""
    if course == LIBRARY:
        cases = _drafts(tree, course).library().catalogue.cases
        listed = [(one.id, one.front.title, one.front.status) for one in cases.values()]
        return _page(tree, course, "Case library") | {"rows": listed, "summary": "", "unread": []}
    draft, made = _course(tree, course)
    rows = [
        (one.id, one.module.front.title, "" if one.listed else "not listed yet")
        for one in draft.modules.values()
        if one.module is not None
    ]
    unread = [one.id for one in draft.modules.values() if one.module is None]
    page = _page(tree, course, made.front.title)
    return page | {"rows": rows, "summary": Markup(made.summary_html), "unread": unread}


def part(tree: Tree, course: str, name: str) -> Page:
    """A module as learners will see it with what every option says, or a case."""
    if course == LIBRARY:
        return _case(tree, name)
    draft, made = _course(tree, course)
    own = draft.modules.get(name)
    if own is None or own.module is None:
        raise NotFound(_GONE)
    shown = preview_shapes.module_of(made, own.module)
    library = preview_shapes.library_of(draft.library)
    article = fragments.drawn(made, shown.ref, shown.text, library)
    pieces = {one: _led(some, course, tree) for one, some in shown.pieces.items()}
    quiz = preview_items.quiz_of(
        preview_shapes.Shown(shown.ref, shown.text, shown.quiz, pieces), made.front, {}
    )
    page = _page(tree, course, shown.ref.title)
    return page | {"text": shown.text, "article": Markup(_led(article, course, tree)), "quiz": quiz}


def _case(tree: Tree, name: str) -> Page:
    written = _drafts(tree, LIBRARY).library().catalogue.cases.get(name)
    if written is None:
        raise NotFound(_GONE)
    made = preview_shapes.case_of(written)
    sections = [
        (one.id, one.title, Markup(_led(one.html, LIBRARY, tree))) for one in made.page.sections
    ]
    return _page(tree, LIBRARY, written.front.title) | {"case": made, "sections": sections}


def picture(tree: Tree, course: str, module: str, file: str) -> bytes:
    """The bytes of a picture of a draft."""
    draft, _ = _course(tree, course)
    own = draft.modules.get(module)
    path = own.module.media.get(file) if own and own.module else None
    try:
        return path.read_bytes() if path else _nothing()
    except OSError as gone:
        raise NotFound(_GONE) from gone


def _nothing() -> bytes:
    raise NotFound(_GONE)


def _page(tree: Tree, course: str, title: str) -> Page:
    own = f"/authoring/courses/{course}"
    return {**around(tree), "course_id": course, "title": title, "own": own}


def _course(tree: Tree, course: str) -> tuple[CourseDraft, Course]:
    draft = _drafts(tree, course).course(course)
    made = preview_shapes.course_of(draft) if draft else None
    if draft is None or made is None:
        raise NotFound(_GONE)
    return draft, made


def _drafts(tree: Tree, course: str) -> Drafts:
    """The drafts of a tree; those of the course that was looked at last are kept."""
    if tree.bench is None:
        raise NotFound(_GONE)
    kept = current_app.extensions.setdefault(_KEPT, Kept[tuple[str, str], Drafts](1))
    key = (tree.bench.tree.key, course)
    found: Drafts | None = kept.get(key)
    if found is None:
        today = moments.now().date()
        found = Drafts(tree.bench.tree.root, lambda: today)
        kept.put(key, found, 1)
    return found


def _led(html: Any, course: str, tree: Tree) -> Any:
    """HTML, or pieces of it, whose links to this course and to cases lead to previews."""
    if isinstance(html, dict):
        return {name: _led(one, course, tree) for name, one in html.items()}
    if isinstance(html, list | tuple):
        return [_led(one, course, tree) for one in html]
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
