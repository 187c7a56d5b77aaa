"""What the preview shows of the case library: its cards, and each case with its problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from learning.cases import library as finding
from learning.content.building import Case as WrittenCase
from learning.content.drafts import Drafts
from learning.content.layout import LIBRARY
from learning.content.layout import shown as told
from learning.content.problems import Problem
from learning.errors import NotFound
from learning.releases.shapes import Case, Course
from learning.web import case_pages, preview_boards
from learning.web.preview_boards import Sorter
from learning.web.preview_places import Piece, Placed
from learning.web.preview_shapes import case_of, course_of, library_of

Page = dict[str, Any]


def cases_page(drafts: Drafts) -> Page:
    """The library, drafts among the others."""
    draft = drafts.library()
    library = library_of(draft)
    sorter = Sorter(draft.stale)
    sorter.top(drafts.problems(LIBRARY))
    cards = case_pages.cards(library, finding.shown(library))
    return {"title": "Cases", "board": sorter.board(), "cards": cards}


def case_page(drafts: Drafts, case: str) -> Page:
    """A case as readers see it."""
    draft = drafts.library()
    written = draft.catalogue.cases.get(case)
    file = told(drafts.root / LIBRARY / f"{case}.md")
    problems = preview_boards.of_file(drafts.problems(LIBRARY), file)
    sorter = Sorter(draft.stale & {file})
    if written is None:
        if not problems:
            raise NotFound(
                f"There is no case {case} in {drafts.root / LIBRARY}. "
                "Was its file renamed or moved? The page of the cases lists them."
            )
        sorter.top(problems)
        return {"title": case, "board": sorter.board(), "file": file}
    library = library_of(draft)
    shown = replace(case_of(written), front=library.cases[case].front)
    if sorter.stale:  # its lines are no longer those that are shown
        sorter.top(problems)
    else:
        shown = _with_problems(shown, written, sorter, problems)
    uses = finding.uses(_all_courses(drafts), case)
    return {**case_pages.page(library, shown), "board": sorter.board(), "uses": uses}


def _with_problems(
    shown: Case, written: WrittenCase, sorter: Sorter, problems: Sequence[Problem]
) -> Case:
    """The case with problems beside what they are about."""
    sections = shown.page.sections
    placed = Placed(written.document, [Piece(one.html, one.id) for one in sections])
    texts = placed.with_notices(sorter.beside(placed, problems))
    parts = zip(sections, texts, strict=True)
    told_in = tuple(replace(section, html=html) for section, html in parts)
    return replace(shown, page=shown.page.model_copy(update={"sections": told_in}))


def _all_courses(drafts: Drafts) -> list[Course]:
    found = (drafts.course(one) for one in drafts.ids())
    return [made for draft in found if draft and (made := course_of(draft)) is not None]
