"""What pages of publishing show: the press itself, the releases of a course, and the way back."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from learning.authoring import differing, states
from learning.authoring.states import Live
from learning.errors import Conflict, NotFound
from learning.releases import returning
from learning.web import authoring_pages, database, shelves
from learning.web import authoring_words as words
from learning.web.workbench import Tree

Page = dict[str, Any]


def publish(tree: Tree, course: str) -> Page:
    """What would be published, and what the form must carry."""
    found = authoring_pages.look(tree, course)
    difference = found.difference
    return {
        **authoring_pages.around(tree),
        "course": found.state,
        "waits": words.waits(found.state),
        "notes": found.notes,
        "can_publish": authoring_pages.can_publish(tree, found),
        "refusals": difference.refusals if difference else (),
        "facts": authoring_pages.facts(difference) if difference else [],
        "manifest": difference.manifest if difference else "",
        "live": difference.live if difference else 0,
        "held": bool(found.state.live and found.state.live.held),
        "commit": tree.standing.commit[:10],
    }


def releases(course: str, before: str) -> Page:
    """The releases of a course, and the latest lines of its history."""
    session = database.session()
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 9 else None
    found, later = returning.releases(session, course, start)
    if not found and not start:
        raise NotFound("Nothing of it is published. The page of the workshop lists the courses.")
    rows = [(one, words.moment(one.at), words.origin(one.commit, dirty=one.dirty)) for one in found]
    past = authoring_pages.past(course, "")["rows"] if not start else []
    return {
        "course": _title(session, course),
        "id": course,
        "rows": rows,
        "past": past,
        "before": before,
        "later": later,
    }


def release(course: str, version: int, after: str) -> Page:
    """A release, and what going back to it changes against the live one."""
    session = database.session()
    found, live = returning.find(session, course, version), _live(session, course)
    differs = differing.between(session, live.manifest, found.manifest_sha256)
    return {
        "course": _title(session, course),
        "id": course,
        "version": version,
        "live": live.version,
        "is_live": live.version == version,
        "facts": [
            ("Published", f"{words.moment(found.at)}."),
            ("Where it came from", f"{words.origin(found.commit, dirty=found.dirty)}."),
            ("Effect", f"{words.effect(found.effect)}."),
        ],
        **authoring_pages.parts(differs, after),
    }


def back(course: str, version: int) -> Page:
    """What going back does, in numbers."""
    session = database.session()
    found, live = returning.find(session, course, version), _live(session, course)
    if found.version >= live.version:
        raise Conflict(f"Release {version} is not an earlier one. Choose one before the live one.")
    differs = differing.between(session, live.manifest, found.manifest_sha256)
    return {
        "course": _title(session, course),
        "id": course,
        "version": version,
        "live": live.version,
        "in_short": words.in_short(differs),
    }


def _live(session: Session, course: str) -> Live:
    found = states.live_releases(session).get(course)
    if found is None:
        raise NotFound("No release of it is live. The page of the workshop lists the courses.")
    return found


def _title(session: Session, course: str) -> str:
    found = states.state(session, shelves.shelf(), course, None)
    return found.title if found else course
