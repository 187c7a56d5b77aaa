"""A module moved to another course, or a course renamed: what people did stays what it was."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.authoring import moving
from learning.authoring.moving import Named
from learning.authoring.publishing import publish_one
from learning.content.blobs import Compiled
from learning.progress import queries, records
from learning.progress.models import Completion
from learning.releases.publishing import Order, Outcome, Provenance
from learning.releases.shelf import Shelf
from tests.builders import AT, cast_into
from tests.content_builders import changes, compiled, module, put
from tests.progress.learner import Learner, saved


def offered(session: Session, made: Compiled) -> Outcome:
    return publish_one(session, made, Provenance(), Order(), at=AT)


def completions(session: Session) -> list[tuple[str, str | None]]:
    """What is completed, in the order in which it was."""
    query = select(Completion.course, Completion.module).order_by(Completion.id)
    return [(row.course, row.module) for row in session.execute(query)]


def test_a_module_that_moves_leaves_every_record_behind_it(session: Session) -> None:
    shelf = Shelf(seconds=0)
    put(session, compiled(module(), module("handover"), title="Crew"))
    put(session, compiled(module("round"), course_id="ward", title="Ward"))
    alice = Learner(session, shelf, cast_into(session).alice)
    attempts = [alice.finish(alice.begin(one)) for one in ("identity", "handover")]
    kept, rows = [records.record(one) for one in attempts], saved(session)
    had = completions(session)
    assert ("crew", None) in had

    live = moving.shelved(session, shelf)
    written = {
        "crew": Named("Crew", {"identity": "On identity"}),
        "ward": Named("Ward", {"round": "On round", "handover": "On handover"}),
    }
    assert "goes to course 'ward'" in moving.notes("crew", live, written)[0]
    assert "stay with 'crew'" in moving.notes("ward", live, written)[0]

    declared = changes("material")
    crew = compiled(module(), title="Crew", changes=declared)
    ward = compiled(
        module("round"), module("handover"), course_id="ward", title="Ward", changes=declared
    )
    assert [offered(session, one).state for one in (crew, ward)] == ["published"] * 2
    again = [alice.open(one.row.public_id) for one in attempts]
    assert [records.record(one) for one in again] == kept and saved(session) == rows
    assert completions(session)[: len(had)] == had
    standing = queries.standing(session, shelf, shelf.course(session, "crew"), alice.person_id)
    assert standing.left == ()
    asked = queries.standing(session, shelf, shelf.course(session, "ward"), alice.person_id)
    assert asked.left == ("round", "handover"), "the other course asks for it anew"

    alice.finish(alice.begin("handover", "ward"))
    assert ("ward", "handover") in completions(session)
    assert [records.record(alice.open(one.row.public_id)) for one in attempts] == kept


def test_a_course_renamed_keeps_its_records_under_the_old_name(session: Session) -> None:
    shelf = Shelf(seconds=0)
    put(session, compiled(module(), title="Crew"))
    alice = Learner(session, shelf, cast_into(session).alice)
    attempt = alice.finish(alice.begin("identity"))
    kept, had = records.record(attempt), completions(session)
    team = compiled(module(), course_id="team", title="Crew")
    assert offered(session, team).state == "published"
    assert records.record(alice.open(attempt.row.public_id)) == kept
    assert completions(session) == had
    assert {"crew", "team"} <= {one.id for one in shelf.courses(session)}
    standing = queries.standing(session, shelf, shelf.course(session, "team"), alice.person_id)
    assert standing.left == ("identity",), "nobody has completed the new one"
