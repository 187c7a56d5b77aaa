"""Publishing: the same content is one release, and no release ever changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from learning.content import markdown
from learning.content.compiling import Compiled
from learning.content.hashing import sha256
from learning.db import Database
from learning.releases import publishing
from learning.releases.models import ActiveRelease, BlobRow, PublishedItem, Release, Rendering
from learning.releases.publishing import Provenance, publish
from learning.releases.shelf import Shelf
from tests.builders import AT
from tests.content_builders import case, compiled, item, library, module, put

TABLES = (BlobRow, Rendering, Release, ActiveRelease, PublishedItem)


def rows(session: Session) -> dict[str, int]:
    """How many rows each table of releases has."""
    return {
        table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
        for table in TABLES
    }


def everything(session: Session) -> dict[str, list[Any]]:
    """Every row of the tables that never change."""
    return {
        table.__tablename__: [
            tuple(row)
            for row in session.execute(
                select(*table.__table__.columns).order_by(*table.__table__.primary_key)
            )
        ]
        for table in (BlobRow, Rendering, Release)
    }


def test_a_course_is_published_as_its_first_release(session: Session, shelf: Shelf) -> None:
    outcome = put(session, compiled())[0]
    assert (outcome.state, outcome.version) == ("published", 1)
    course = shelf.course(session, "crew")
    assert (course.front.title, course.release.version) == ("Crew", 1)
    assert [one.id for one in course.modules] == ["identity"]


def test_publishing_the_same_content_again_changes_nothing(session: Session) -> None:
    put(session, compiled(), library(case()))
    before, at_first = rows(session), everything(session)
    outcomes = put(session, compiled(), library(case()), commit="f" * 40, dirty=True)
    assert [one.state for one in outcomes] == ["unchanged", "unchanged"]
    assert [one.version for one in outcomes] == [1, 1]
    assert rows(session) == before
    assert everything(session) == at_first


def test_new_content_is_a_new_release_and_the_old_one_stays_as_it_was(
    session: Session, shelf: Shelf
) -> None:
    put(session, compiled(title="Crew"))
    before = everything(session)
    first = shelf.course(session, "crew").release
    assert put(session, compiled(title="Crew work"))[0].version == 2
    after = everything(session)
    for table, kept in before.items():
        assert all(row in after[table] for row in kept), table
    assert shelf.course(session, "crew").front.title == "Crew work"
    assert shelf.release(session, first.release_id).front.title == "Crew"


def test_going_back_to_earlier_content_is_a_release_of_its_own(
    session: Session, shelf: Shelf
) -> None:
    for title in ("Crew", "Crew work"):
        put(session, compiled(title=title))
    blobs = rows(session)["blob"]
    assert put(session, compiled(title="Crew"))[0].version == 3
    assert rows(session)["blob"] == blobs, "what was published before is not kept twice"
    assert shelf.course(session, "crew").front.title == "Crew"


def test_every_blob_is_named_by_its_own_bytes(session: Session) -> None:
    put(session, compiled(), library(case()))
    for row in session.scalars(select(BlobRow)):
        assert row.sha256 == sha256(row.body), row.kind


def test_two_courses_share_the_blobs_they_have_in_common(session: Session) -> None:
    """An item that two courses hold word for word is kept once."""
    put(session, compiled())
    kinds = select(func.count()).where(BlobRow.kind == "item")
    before = session.scalar(kinds)
    put(session, compiled(module(title="Elsewhere"), course_id="other"))
    assert session.scalar(kinds) == before


def test_versions_count_within_a_course(session: Session) -> None:
    assert put(session, compiled())[0].version == 1
    assert put(session, compiled(course_id="other"))[0].version == 1
    assert put(session, compiled(title="Crew work"))[0].version == 2


def test_a_draft_is_not_published(session: Session, shelf: Shelf) -> None:
    outcome = publish(session, compiled(status="draft"), Provenance(), at=AT)
    assert outcome.state == "draft"
    assert not any(rows(session).values())
    assert shelf.courses(session) == []


def test_a_published_course_that_goes_back_to_draft_keeps_its_last_release(
    session: Session, shelf: Shelf
) -> None:
    put(session, compiled())
    assert publish(session, compiled(status="draft"), Provenance(), at=AT).state == "draft"
    assert shelf.course(session, "crew").release.version == 1


def test_a_retired_course_leaves_the_catalogue_and_can_still_be_opened(
    session: Session, shelf: Shelf
) -> None:
    put(session, compiled())
    put(session, compiled(status="retired"))
    assert shelf.courses(session) == []
    kept = shelf.course(session, "crew")
    assert (kept.release.version, kept.is_live) == (2, False)


def test_a_refused_course_leaves_its_last_good_release_live(session: Session, shelf: Shelf) -> None:
    put(session, compiled(), compiled(course_id="other"))
    before = everything(session)
    outcome = publish(session, compiled(module("other-module")), Provenance(), at=AT)
    assert (outcome.state, outcome.version) == ("refused", 1)
    assert outcome.reasons
    active = shelf.active(session)
    assert {name: one.version for name, one in active.items()} == {"crew": 1, "other": 1}
    assert everything(session)["release"] == before["release"]


def test_a_release_says_which_commit_it_came_from(session: Session) -> None:
    put(session, compiled(), commit="a" * 40)
    put(session, compiled(title="Crew work"), commit="b" * 40, dirty=True)
    put(session, compiled(title="Crews"))
    found = session.execute(select(Release.commit, Release.dirty).order_by(Release.version)).all()
    assert [tuple(one) for one in found] == [("a" * 40, False), ("b" * 40, True), ("", False)]


def test_a_newer_renderer_adds_its_renderings_to_what_is_live_without_a_release(
    session: Session, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(session, compiled())
    before = rows(session)
    monkeypatch.setattr(publishing, "RENDERER", markdown.RENDERER + 1)
    newer = _rendered_anew(compiled())
    assert put(session, newer)[0].state == "unchanged"
    after = rows(session)
    assert after["rendering"] == 2 * before["rendering"]
    assert {k: v for k, v in after.items() if k != "rendering"} == {
        k: v for k, v in before.items() if k != "rendering"
    }
    assert shelf.course(session, "crew").summary_html == "<p>Anew</p>"


def test_a_rendering_is_never_written_over(session: Session, shelf: Shelf) -> None:
    """One version of the renderer makes one rendering: the first holds."""
    put(session, compiled())
    put(session, _rendered_anew(compiled()))
    assert shelf.course(session, "crew").summary_html == "<p>How <em>crews</em> speak up.</p>"


def test_a_power_cut_before_any_write_leaves_nothing(database: Database) -> None:
    """Cut before the first write, before the second, and so on until there is none left."""
    for number in count(1):
        with (
            _cut_before_write(database, number) as cut,
            suppress(_PowerCut),
            database.writing() as session,
        ):
            put(session, compiled())
        if not cut.happened:
            break
        with database.reading() as session:
            assert not any(rows(session).values()), f"cut before write {number}"
    assert number > 5, "a release is several writes"


def test_a_power_cut_during_a_second_release_leaves_the_first_live(
    database: Database, shelf: Shelf
) -> None:
    with database.writing() as session:
        put(session, compiled())
        at_first = rows(session)
    for number in count(1):
        with (
            _cut_before_write(database, number) as cut,
            suppress(_PowerCut),
            database.writing() as session,
        ):
            put(session, compiled(title="Crew work"))
        if not cut.happened:
            break
        with database.reading() as session:
            assert shelf.course(session, "crew").front.title == "Crew"
            assert rows(session) == at_first, f"cut before write {number}"


def test_a_new_item_is_locked_with_its_release_and_a_draft_item_is_not(session: Session) -> None:
    own = [item(), item(item_id="later", status="draft")]
    put(session, compiled(module(items=own)))
    assert session.scalars(select(PublishedItem.item)).all() == ["door"]


class _PowerCut(Exception):
    """The machine stops here."""


class _Cut:
    """Counts the statements that write, and stops before one of them."""

    def __init__(self, before: int) -> None:
        self.left, self.happened = before, False

    def __call__(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            self.left -= 1
        if self.left == 0:
            self.left, self.happened = -1, True
            raise _PowerCut


@contextmanager
def _cut_before_write(database: Database, number: int) -> Iterator[_Cut]:
    cut = _Cut(number)
    event.listen(database.engine, "before_cursor_execute", cut)
    try:
        yield cut
    finally:
        event.remove(database.engine, "before_cursor_execute", cut)


def _rendered_anew(made: Compiled) -> Compiled:
    """The same course, as another renderer would show its summary."""
    html = json.dumps({"summary": "<p>Anew</p>"})
    return replace(made, manifest=replace(made.manifest, html=html))
