"""A publisher that loses its power leaves the old course whole; of two at once one is told."""

from __future__ import annotations

import signal
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from learning.authoring.publishing import publish_one
from learning.db import Database
from learning.releases.models import (
    Activation,
    ActiveRelease,
    BlobRow,
    PublishedItem,
    Release,
    Rendering,
    SearchDocument,
)
from learning.releases.publishing import Order, Provenance
from learning.releases.shelf import Shelf
from tests.builders import AT
from tests.content_builders import compiled, module, put
from tests.releases.publisher import made, started

TABLES = (BlobRow, Rendering, Release, ActiveRelease, Activation, PublishedItem, SearchDocument)


def state(database: Database) -> tuple[str, list[int]]:
    """The title that is live, its modules all read, and how much there is in each table."""
    with database.reading() as session:
        shelf = Shelf(seconds=0)
        course = shelf.course(session, "crew")
        for entry in course.modules:
            shelf.quiz(session, str(shelf.module(session, entry.sha256).written.quiz))
        return course.front.title, [_rows(session, table) for table in TABLES]


def _rows(session: Session, table: Any) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def publish(database: Database, title: str) -> str:
    with database.writing() as session:
        return publish_one(session, made(title), Provenance(), Order(), at=AT).state


@pytest.fixture
def live(committing: Database) -> Database:
    """A database in which release 1 of the course is live."""
    with committing.writing() as session:
        put(session, compiled(module(), title="Crew"))
    return committing


class PowerCut(Exception):
    """What a step is cut off with."""


def test_a_publish_that_is_cut_at_any_statement_leaves_the_old_course_whole(live: Database) -> None:
    before, left = state(live), [0]

    def cut(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise PowerCut

    done, step = "", 0
    while not done:
        step += 1
        left[0] = step
        event.listen(live.engine, "before_cursor_execute", cut)
        try:
            done = publish(live, "Crew work")
        except PowerCut:
            pass
        finally:
            event.remove(live.engine, "before_cursor_execute", cut)
        assert done or state(live) == before, step
    assert (done, state(live)[0]) == ("published", "Crew work") and step > 10


@pytest.mark.slow
@pytest.mark.parametrize("cut", ["INSERT INTO activation", "COMMIT"])
def test_a_publisher_that_is_killed_changes_nothing_and_the_next_one_heals(
    live: Database, cut: str
) -> None:
    before = state(live)
    with started(live, "Crew work", cut) as process:
        told, errors = process.communicate(timeout=120)
    assert (process.returncode, told) == (-signal.SIGKILL, ""), errors
    assert state(live) == before
    assert publish(live, "Crew work") == "published"
    assert state(live)[0] == "Crew work"


@pytest.mark.slow
def test_of_two_processes_that_saw_the_same_release_one_wins_and_one_is_told(
    live: Database,
) -> None:
    with started(live, "One") as one, started(live, "Two") as two:
        told = {"One": one.communicate(timeout=120)[0], "Two": two.communicate(timeout=120)[0]}
    (won,) = [title for title, said in told.items() if said == "published 2"]
    (lost,) = [said for said in told.values() if said != "published 2"]
    assert lost.startswith("told: Release 2 is live by now."), told
    assert state(live)[0] == won
