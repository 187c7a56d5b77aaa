"""What previews of the workshop show: drafts as releases have them, with links of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup

from learning.assessment import Raw
from learning.content.drafts import CourseDraft, Drafts
from learning.content.layout import LIBRARY
from learning.errors import NotFound
from learning.keeping import Kept
from learning.releases.shapes import Course
from learning.web import authoring_preview_links as links
from learning.web import fragments, moments, preview_items, preview_plays, preview_shapes
from learning.web.authoring_pages import around
from learning.web.authoring_preview_links import led
from learning.web.scenario_pages import PlayCard
from learning.web.workbench import Tree

Page = dict[str, Any]
_GONE = "There is nothing of this name to preview. The page of the course says what there is."
_KEPT = "drafts of authors"


def contents(tree: Tree, course: str) -> Page:
    """What there is of a course: its modules and scenarios, or the cases of the library."""
    if course == LIBRARY:
        cases = _drafts(tree, course).library().catalogue.cases
        listed = [(one.id, one.front.title, one.front.status) for one in cases.values()]
        page = _page(tree, course, "Case library")
        return page | {"rows": listed, "summary": "", "unread": [], "plays": []}
    draft, made = _course(tree, course)
    rows = [
        (one.id, one.module.front.title, "" if one.listed else "not listed yet")
        for one in draft.modules.values()
        if one.module is not None
    ]
    unread = [one.id for one in draft.modules.values() if one.module is None]
    page = _page(tree, course, made.front.title) | {"plays": _cards(tree, draft)}
    return page | {"rows": rows, "summary": Markup(made.summary_html), "unread": unread}


def part(tree: Tree, course: str, name: str, sent: Raw) -> Page:
    """A module as learners will see it, its quiz filled in with `sent`, or a case."""
    if course == LIBRARY:
        return _case(tree, name)
    draft, made = _course(tree, course)
    own = draft.modules.get(name)
    if own is None or own.module is None:
        raise NotFound(_GONE)
    shown = preview_shapes.module_of(made, own.module)
    library = preview_shapes.library_of(draft.library)
    article = fragments.drawn(made, shown.ref, shown.text, library)
    pieces = {one: led(some, course, tree) for one, some in shown.pieces.items()}
    led_shown = replace(shown, pieces=pieces)
    words, words_at = links.words_for_module(course, name)
    return _page(tree, course, shown.ref.title) | {
        "module": name,
        "text": shown.text,
        "article": Markup(led(article, course, tree)),
        "quiz": preview_items.quiz_of(led_shown, made.front, sent),
        "reveal_all": "all" in sent.get("reveal", ()),
        "plays": _cards(tree, draft, shown.ref.objectives),
        "words": words,
        "words_at": words_at,
    }


def scenario(tree: Tree, course: str, name: str) -> Page:
    """A scenario, all of it: every moment, its choices, and where each leads."""
    draft, made = _course(tree, course)
    play = draft.scenarios.get(name)
    if play is None:
        raise NotFound(_GONE)
    whole = preview_plays.whole(course, play, {}) | {"course": made}
    article = led(render_template("preview/play.html", **whole), course, tree)
    page = _page(tree, course, play.front.title)
    return page | {"labels": whole["labels"], "article": Markup(article)}


def _cards(
    tree: Tree, draft: CourseDraft, objectives: Iterable[str] | None = None
) -> list[PlayCard]:
    """Scenarios of a course, those of these objectives where some are named, to their previews."""
    start = f"/authoring/courses/{draft.id}/preview/scenarios"
    found = preview_plays.cards(draft, objectives)
    return [
        replace(one, href=f"{start}/{one.href.rpartition('/')[2]}{tree.query}") for one in found
    ]


def _case(tree: Tree, name: str) -> Page:
    written = _drafts(tree, LIBRARY).library().catalogue.cases.get(name)
    if written is None:
        raise NotFound(_GONE)
    made = preview_shapes.case_of(written)
    sections = [
        (one.id, one.title, Markup(led(one.html, LIBRARY, tree))) for one in made.page.sections
    ]
    page = _page(tree, LIBRARY, written.front.title) | {"words": links.words_for_case(name)}
    return page | {"case": made, "sections": sections}


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
