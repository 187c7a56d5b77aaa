"""Publishing courses with all that follows from it: completions, duties, the search, the history.

Each course is one unit of work: what is cut off in the middle leaves it as it was. Compiling takes
seconds and is done before a unit begins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from learning.authoring import trees
from learning.content.blobs import Compiled
from learning.content.checking import check
from learning.content.problems import Problem
from learning.db import Database
from learning.errors import Invalid
from learning.progress.awarding import award
from learning.releases import indexing, returning
from learning.releases.models import PublishedTree
from learning.releases.publishing import Order, Outcome, Provenance, publish
from learning.releases.shelf import LIBRARY, Shelf
from learning.supervision import recounting


def publish_tree(
    root: Path,
    database: Database,
    origin: Provenance,
    *,
    at: dt.datetime,
    always: bool = False,
    only: Collection[str] = (),
) -> tuple[list[Outcome], list[Problem]]:
    """Publish a tree of courses; returns what became of each and the errors that stopped some.

    What a release completes is dated by the day of `at`. Unless `always`, a tree that was published
    whole and has not changed since costs one hash. With `only`, those courses alone are published,
    also where they are held; an unknown one is refused before anything is done.
    """
    if not root.is_dir():
        raise Invalid(f"There is no folder {root}. Name one: learning publish PATH")
    digest = trees.digest(root)
    if not (always or only) and _published_digest(database) == digest:
        return [], []
    checked = check(root)
    _refuse_unknown(only, [*checked.catalogue.courses, *checked.catalogue.broken, LIBRARY])
    errors = [one for one in checked.problems if one.severity == "error"]
    outcomes = [_broken(one) for one in sorted(checked.catalogue.broken) if not only or one in only]
    order = Order(named=bool(only))
    for compiled in trees.compile_all(checked.catalogue):
        if not only or compiled.course in only:
            with database.writing() as session:
                outcomes.append(publish_one(session, compiled, origin, order, at=at))
    whole = not only and not any(one.state == "refused" for one in outcomes)
    with database.writing() as session:
        keep_digest(session, digest if whole else "")
        indexing.fill(session)  # an instance from before there was an index
    return outcomes, errors


def _refuse_unknown(only: Iterable[str], known: Collection[str]) -> None:
    for name in only:
        if name not in known:
            there = ", ".join(sorted(set(known)))
            raise Invalid(f"There is no course '{name}' to publish. There are {there}.")


def publish_one(
    session: Session,
    compiled: Compiled,
    origin: Provenance,
    order: Order,
    *,
    at: dt.datetime,
) -> Outcome:
    """Publish one course, and complete it for whom its new release leaves nothing to do."""
    course, shelf = compiled.course, Shelf(seconds=0)
    was_live = _is_live(session, course)
    outcome = publish(session, compiled, origin, order, at=at)
    if outcome.state == "published" and course != LIBRARY:
        award(session, shelf, course, at=at)
        now = shelf.course(session, course)
        if not (was_live and now.is_live) or now.release.effect == "critical":
            recounting.ask_about(session, course, on=at.date())
    return outcome


def go_back(session: Session, course: str, version: int, order: Order, *, at: dt.datetime) -> None:
    """Make an earlier release of a course live again, with what follows for whoever learns it."""
    returning.go_back(session, course, version, order, at=at)
    keep_digest(session, "")
    if course != LIBRARY:
        award(session, Shelf(seconds=0), course, at=at)
        recounting.ask_about(session, course, on=at.date())


def keep_digest(session: Session, digest: str) -> None:
    """Keep of which tree all is live; of one that was published in part none holds any longer."""
    session.merge(PublishedTree(id=1, digest=digest))


def _is_live(session: Session, course: str) -> bool:
    return course in {one.id for one in Shelf(seconds=0).courses(session)}


def _broken(course: str) -> Outcome:
    """A course with errors, as an outcome; the problems are told with their places."""
    return Outcome(course, "refused", 0, ("It has errors; its last good release stays live.",))


def _published_digest(database: Database) -> str:
    with database.reading() as session:
        kept = session.get(PublishedTree, 1)
        return kept.digest if kept else ""
