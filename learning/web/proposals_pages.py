"""What the pages of proposals show: a text by its passages, a passage in other words, the list."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template

from learning.authoring import texts
from learning.authoring.models import Proposal
from learning.authoring.proposing import State
from learning.authoring.texts import Text
from learning.content.passages import Passage
from learning.content.word_changes import Stretch, changes
from learning.errors import NotFound
from learning.progress import answered
from learning.web import database, identity, shelves
from learning.web.proposals_forms import ProposalForm
from learning.web.templating import day

_SEES_KEYS = {"author", "administrator"}
_TITLES: Mapping[State, str] = {"waiting": "Waiting", "taken": "Taken", "declined": "Declined"}


@dataclass(frozen=True)
class Place:
    """A text, its own page, and the address under which words are proposed for it."""

    text: Text
    page: str
    address: str


def place(course: str = "", module: str = "", item: str = "", case: str = "") -> Place:
    """The text that an address names. An item is shown to those who have answered it."""
    session, shelf = database.session(), shelves.shelf()
    if case:
        return Place(texts.of_case(session, shelf, case), f"/cases/{case}", f"/cases/{case}/words")
    page = f"/courses/{course}/{module}"
    if not item:
        return Place(texts.of_module(session, shelf, course, module), page, f"{page}/words")
    _check_answered(course, module, item)
    text = texts.of_item(session, shelf, course, module, item)
    return Place(text, page, f"{page}/items/{item}/words")


def _check_answered(course: str, module: str, item: str) -> None:
    """An item's words tell its key, so whoever has not answered it sees what nobody sees."""
    person = identity.the_person()
    if not person.roles & _SEES_KEYS and not answered.has_answered(
        database.session(), person.id, course, module, item
    ):
        raise NotFound("There is no such item, or you have not answered it yet.")


def passage_of(where: Place, key: str) -> Passage:
    """The passage that a page is asked for; where it has gone, the list is the way."""
    found = where.text.passage(key)
    if found is None:
        raise NotFound("This passage has changed or gone. Choose it again from the page's text.")
    return found


def choose(where: Place) -> str:
    """The page on which a passage is chosen."""
    return render_template("proposals/choose.html", place=where)


def edit(where: Place, passage: Passage, form: ProposalForm, **more: Any) -> str:
    """The page on which a passage is said in other words; `shown` is the change to look at."""
    shown: Sequence[Stretch] = more.get("shown", ())
    return render_template(
        "proposals/edit.html",
        place=where,
        passage=passage,
        form=form,
        shown=shown,
        moved=more.get("moved", False),
        rows=min(max(passage.text.count("\n") + len(passage.text) // 60 + 2, 4), 20),
    )


def moved(where: Place, key: str, form: ProposalForm) -> str:
    """The same where the text has changed meanwhile: what was typed, over what it says now."""
    found = where.text.passage(key)
    typed = form.after.data or ""

    def near(one: Passage) -> float:
        return difflib.SequenceMatcher(None, one.text.split(), typed.split()).ratio()

    passage = found or max(where.text.passages, key=near)
    shown = changes(passage.text, typed.replace("\r\n", "\n"))
    return edit(where, passage, form, shown=shown, moved=True)


def listing(rows: Sequence[Proposal], state: State) -> dict[str, Any]:
    """The list for authors."""
    return {
        "rows": [_row(one) for one in rows],
        "state": state,
        "states": [(one, words) for one, words in _TITLES.items()],
        "title": _TITLES[state],
    }


def _row(one: Proposal) -> dict[str, Any]:
    title, fits = _published(one)
    return {
        "proposal": one,
        "href": _page_of(one.file),
        "title": title,
        "field": one.field,
        "shown": changes(one.before, one.after),
        "on": day(one.told_on),
        "done": day(one.done_on) if one.done_on else "",
        "fits": fits,
    }


def _published(one: Proposal) -> tuple[str, bool]:
    """The title of a proposal's text, and whether the passage still has the words it had."""
    try:
        text = texts.of_file(database.session(), shelves.shelf(), one.file, one.field)
    except NotFound:
        return one.file, False
    return text.title, text.holds(one.field, one.before)


def _page_of(file: str) -> str:
    parts = file.split("/")
    if parts[0] == "cases":
        return f"/cases/{parts[1].removesuffix('.md')}"
    return f"/courses/{parts[0]}/{parts[1]}"
