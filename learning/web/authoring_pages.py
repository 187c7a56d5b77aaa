"""What pages of the workshop show: courses and where they stand, and what differs of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from learning.authoring import history, looking, states
from learning.authoring.differing import Difference
from learning.authoring.looking import Look
from learning.authoring.states import CourseState
from learning.content.comparing import Part
from learning.content.problems import Problem
from learning.errors import NotFound
from learning.web import authoring_words as words
from learning.web import database, moments, shelves
from learning.web.workbench import Tree

_COURSES, _PROBLEMS, _PARTS = 40, 100, 8
Page = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A course in the list."""

    id: str
    title: str
    code: str
    word: str
    live: str
    notes: Sequence[str]


def hub(tree: Tree, after: str) -> Page:
    """Every course, what needs somebody first, a page at a time."""
    drafted = tree.bench.courses if tree.bench else None
    found = states.states(database.session(), shelves.shelf(), drafted)
    ids = [one.id for one in found]
    if after and after not in ids:
        raise NotFound("There is no such page. Begin with the first courses.")
    begin = ids.index(after) + 1 if after else 0
    shown = found[begin : begin + _COURSES]
    later = shown[-1].id if len(found) > begin + _COURSES else ""
    return {**around(tree), "rows": [_row(one) for one in shown], "after": after, "later": later}


def around(tree: Tree) -> Page:
    """What stands on every page that looks at a tree."""
    return {
        "tree": tree,
        "looked_at": words.looked_at(tree),
        "warnings": words.warnings(tree),
    }


def _row(one: CourseState) -> Row:
    return Row(one.id, one.title, *words.state(one), words.live(one.live), _notes(one))


def _notes(one: CourseState) -> list[str]:
    """What to know of the live release beside its number."""
    said = []
    if one.retired:
        said.append("Retired")
    if one.live and one.live.held:
        said.append("Held, because somebody went back to it")
    if one.live and one.live.dirty:
        said.append("Published with changes that no commit holds")
    return said


def course(tree: Tree, name: str, after: str) -> Page:
    """One course: what is live, what waits, and every problem of it, a page at a time."""
    found = look(tree, name)
    problems = _sorted(found.state)
    begin = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    shown = problems[begin : begin + _PROBLEMS]
    return {
        **around(tree),
        "course": found.state,
        "state": words.state(found.state),
        "facts": _facts(found),
        "waits": words.waits(found.state),
        "notes": found.notes,
        "refusals": found.difference.refusals if found.difference else (),
        "in_short": words.in_short(found.difference.parts) if found.difference else "",
        "can_publish": can_publish(tree, found),
        "problems": shown,
        "of": len(problems),
        "begin": begin,
        "later": begin + _PROBLEMS if len(problems) > begin + _PROBLEMS else 0,
    }


def look(tree: Tree, name: str) -> Look:
    """A course with what differs of it; also where nothing of its authors can be read."""
    session, on = database.session(), moments.now().date()
    if tree.bench is not None:
        found = looking.look(session, tree.bench, name, on=on)
    else:
        alone = states.state(session, shelves.shelf(), name, None)
        found = Look(alone, None, ()) if alone else None
    if found is None:
        raise NotFound("There is no such course. The page of the workshop lists them.")
    return found


def can_publish(tree: Tree, found: Look) -> bool:
    """Whether publishing is offered: of a commit, and where something of it waits."""
    return (
        tree.is_committed
        and found.difference is not None
        and found.state.waits in ("newer", "new")
        and not found.difference.refusals
    )


def _sorted(one: CourseState) -> list[Problem]:
    """Errors first, each kind in the order of its files."""
    found = one.drafted.problems if one.drafted else ()
    return sorted(found, key=lambda problem: (problem.severity != "error", problem))


def _facts(found: Look) -> list[tuple[str, str]]:
    live = found.state.live
    facts = [("Live", f"{words.live(live)}.")]
    if live:
        facts.append(("Where it came from", f"{words.origin(live.commit, dirty=live.dirty)}."))
    facts += [("To know", f"{note}.") for note in _notes(found.state)]
    return facts


def changes(tree: Tree, name: str, after: str) -> Page:
    """What publishing a course changes, some parts at a time."""
    found = look(tree, name)
    page = {**around(tree), "course": found.state, "notes": found.notes}
    if found.difference is None:
        return {**page, "difference": None, "waits": words.waits(found.state), "parts": ()}
    return {
        **page,
        "difference": found.difference,
        "facts": facts(found.difference),
        "waits": words.waits(found.state),
        "can_publish": can_publish(tree, found),
        **parts(found.difference.parts, after),
    }


def facts(found: Difference) -> list[tuple[str, str]]:
    """The effect of publishing, and whom it touches."""
    if not found.live:
        return [("What differs", "All of it is new."), *words.people(found)]
    rows = [
        ("What differs", f"{words.in_short(found.parts) or 'Nothing that anybody reads'}."),
        ("Effect declared", f"{words.effect(found.declares)}."),
        ("Effect needed", f"{found.needs.capitalize()}.{_because(found)}"),
    ]
    return [*rows, *words.people(found)]


def _because(found: Difference) -> str:
    more = len(found.material) - 1
    if more < 0:
        return ""
    rest = f", and {more} more" if more else ""
    return f" {found.material[0]}{rest}."


def parts(found: Sequence[Part], after: str) -> Page:
    """Some of the parts from the one after `after`, which is `kind:id`."""
    names = [f"{one.kind}:{one.id}" for one in found]
    if after and after not in names:
        raise NotFound("There is no such page. Begin with the first changes.")
    begin = names.index(after) + 1 if after else 0
    shown = found[begin : begin + _PARTS]
    later = names[begin + _PARTS - 1] if len(found) > begin + _PARTS else ""
    return {"parts": shown, "after": after, "later": later, "of": len(found)}


def past(course_id: str, before: str) -> Page:
    """The history, of one course or of all."""
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    found, later = history.entries(database.session(), course_id, start)
    rows = [(one, words.moment(one.at)) for one in found]
    return {"rows": rows, "before": before, "later": later, "of": course_id}
