"""Two publishers at once make one release, whichever database they meet in."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy import func, select

from learning.db import Database
from learning.releases.models import Release
from learning.releases.publishing import Outcome, Provenance, publish
from tests.builders import AT
from tests.content_builders import compiled, put


def at_once(*acts: Callable[[], Outcome]) -> list[Outcome]:
    """Run all of them in the same moment; what one raises fails the test."""
    ready = threading.Barrier(len(acts))
    outcomes: list[Outcome] = []
    faults: list[BaseException] = []

    def run(act: Callable[[], Outcome]) -> None:
        ready.wait(10)
        try:
            outcomes.append(act())
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not faults, faults
    return outcomes


def publisher(database: Database, title: str, course_id: str = "crew") -> Callable[[], Outcome]:
    made = compiled(title=title, course_id=course_id)

    def act() -> Outcome:
        with database.writing() as session:
            return publish(session, made, Provenance(), at=AT)

    return act


def releases(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Release)) or 0


def test_the_same_content_published_twice_at_once_is_one_release(committing: Database) -> None:
    outcomes = at_once(*(publisher(committing, "Crew") for _ in range(4)))
    assert sorted(one.state for one in outcomes) == ["published", *["unchanged"] * 3]
    assert {one.version for one in outcomes} == {1}
    assert releases(committing) == 1


def test_different_content_published_at_once_is_one_release_after_the_other(
    committing: Database,
) -> None:
    outcomes = at_once(*(publisher(committing, f"Crew {n}") for n in range(4)))
    assert sorted(one.version for one in outcomes) == [1, 2, 3, 4]


def test_courses_that_share_their_items_can_be_published_at_once(committing: Database) -> None:
    outcomes = at_once(*(publisher(committing, "Crew", f"crew-{n}") for n in range(4)))
    assert [one.state for one in outcomes] == ["published"] * 4


def test_readers_see_one_whole_release_while_another_is_written(committing: Database) -> None:
    """A page that is being read never mixes two releases."""
    with committing.writing() as session:
        put(session, compiled(title="Crew"))
    with committing.reading() as reader:
        before = reader.scalar(select(func.count()).select_from(Release))
        with committing.writing() as session:
            put(session, compiled(title="Crew work"))
        if committing.is_sqlite:
            assert reader.scalar(select(func.count()).select_from(Release)) == before
    assert releases(committing) == 2
