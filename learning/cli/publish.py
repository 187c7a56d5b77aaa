"""`learning publish`: check, compile and publish the working tree, a course at a time."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click
from sqlalchemy.orm import Session

from learning import clock
from learning.cli import starting
from learning.content import compiling, hashing
from learning.content.building import Catalogue
from learning.content.checking import check
from learning.content.compiling import Compiled
from learning.content.markdown import RENDERER
from learning.content.problems import Problem
from learning.db import Database
from learning.errors import Invalid
from learning.progress.awarding import award
from learning.releases import indexing
from learning.releases.models import PublishedTree
from learning.releases.publishing import Outcome, Provenance, publish
from learning.releases.shelf import LIBRARY, Shelf
from learning.supervision import recounting

_SAID = {
    "published": "published as release {version}",
    "unchanged": "unchanged, release {version} is live",
    "draft": "still a draft, not published",
    "refused": "not published",
}


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(path: Path | None, form: str) -> None:
    """Publish every course under PATH (LEARNING_COURSES, ./courses) that has no errors.

    A course with errors keeps its last good release and stops no other. Publishing the same content
    twice changes nothing. Exits 1 when a course could not be published.

    Example: learning publish
    """
    config = starting.configured(courses=str(path) if path else None)
    with closing(starting.ready_database(config)) as database:
        zone = starting.current(config, database).timezone
        outcomes, errors = publish_tree(config.courses, database, zone=zone, always=True)
    report(outcomes if form == "text" else [], errors)
    if form == "json":
        click.echo(json.dumps([asdict(outcome) for outcome in outcomes]))
    raise SystemExit(1 if any(one.state == "refused" for one in outcomes) else 0)


def publish_tree(
    root: Path, database: Database, *, zone: str = "UTC", always: bool = False
) -> tuple[list[Outcome], list[Problem]]:
    """Publish a tree of courses; returns what became of each and the errors that stopped some.

    What a release completes is dated by the day in `zone`. Unless `always`, a tree that was
    published whole and has not changed since costs one hash.
    """
    if not root.is_dir():
        raise Invalid(f"There is no folder {root}. Name one: learning publish PATH")
    digest = _digest(root)
    if not always and _published_digest(database) == digest:
        return [], []
    checked = check(root)
    errors = [problem for problem in checked.problems if problem.severity == "error"]
    outcomes = [_broken(course) for course in sorted(checked.catalogue.broken)]
    origin = provenance(root)
    for compiled in _compiled(checked.catalogue):
        with database.writing() as session:
            outcomes.append(_published(session, compiled, origin, at=clock.now_in(zone)))
    whole = not any(one.state == "refused" for one in outcomes)
    with database.writing() as session:
        # of a tree that was published in part, no earlier digest holds any longer
        _keep_digest(session, digest if whole else "")
        indexing.fill(session)  # an instance from before there was an index
    recounting.catch_up(database, zone, on=clock.now_in(zone).date())
    return outcomes, errors


def report(outcomes: Iterable[Outcome], errors: Iterable[Problem]) -> None:
    """Say what became of each course, and every reason."""
    for problem in errors:
        click.echo(str(problem), err=True)
    for outcome in outcomes:
        said = _SAID[outcome.state].format(version=outcome.version)
        click.echo(f"{outcome.course or 'no course'}: {said}")
        for reason in outcome.reasons:
            click.echo(f"  {reason}", err=True)


def provenance(root: Path) -> Provenance:
    """The commit of the tree, where there is git and it is a repository."""
    commit = _git(root, "rev-parse", "HEAD")
    return Provenance(commit, bool(commit and _git(root, "status", "--porcelain", "--", ".")))


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _published(
    session: Session, compiled: Compiled, origin: Provenance, *, at: dt.datetime
) -> Outcome:
    """Publish one course, and complete it for whom its new release leaves nothing to do."""
    course, shelf = compiled.course, Shelf(seconds=0)
    was_live = course in {one.id for one in shelf.courses(session)}
    outcome = publish(session, compiled, origin, at=at)
    if outcome.state == "published" and course != LIBRARY:
        award(session, shelf, course, at=at)
        now = shelf.course(session, course)
        if not (was_live and now.is_live) or now.release.effect == "critical":
            recounting.ask_about(session, course, on=at.date())
    return outcome


def _broken(course: str) -> Outcome:
    """A course with errors, as an outcome; the problems are told with their places."""
    return Outcome(course, "refused", 0, ("It has errors; its last good release stays live.",))


def _compiled(catalogue: Catalogue) -> Iterator[Compiled]:
    """The library first: modules show cases, and a missing one would be a gap."""
    if "cases" not in catalogue.broken and (catalogue.cases or catalogue.factors):
        yield compiling.compile_library(catalogue)
    for name, course in sorted(catalogue.courses.items()):
        if name not in catalogue.broken:
            yield compiling.compile_course(course)


def _digest(root: Path) -> str:
    """The hash of every file under a tree and of the version of the renderer."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    told = [[str(path.relative_to(root)), hashing.sha256(path.read_bytes())] for path in files]
    return hashing.sha256(hashing.canonical({"renderer": RENDERER, "index": 1, "files": told}))


def _published_digest(database: Database) -> str:
    with database.reading() as session:
        kept = session.get(PublishedTree, 1)
        return kept.digest if kept else ""


def _keep_digest(session: Session, digest: str) -> None:
    session.merge(PublishedTree(id=1, digest=digest))
