"""What a record says of crews: that one took part, as one asked for, and which ones one led."""

from __future__ import annotations

import io
import json

import pytest
from sqlalchemy.orm import Session

from learning.db import Database
from learning.people import erasing
from learning.people.erasing import Entry
from learning.releases.shelf import Shelf
from learning.rights.copying import Copy
from learning.scenarios import crew_records, crew_seats, crew_sessions
from learning.scenarios.crew_sessions import LASTS
from tests.builders import AT, Cast, cast_into
from tests.scenarios.crews import Room


@pytest.fixture
def people(session: Session) -> Cast:
    return cast_into(session)


def attended(session: Session, facilitator: int, person_id: int) -> str:
    room = Room.of(session, facilitator)
    crew_seats.attend(session, room.id, room.phones(1)[0], person_id, at=AT)
    return room.id


def test_the_newest_comes_first_a_page_at_a_time_and_nobody_elses(
    session: Session, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_records, "PAGE", 2)
    ids = [attended(session, one, people.alice) for one in (people.bob, people.ada, people.olu)]
    found, earlier = crew_records.attended(session, people.alice)
    assert ([one.crew for one in found], earlier) == (ids[:0:-1], ids[1])
    found, earlier = crew_records.attended(session, people.alice, earlier)
    assert ([one.crew for one in found], earlier) == (ids[:1], "")
    assert found[0].on == AT.date() and found[0].scenario == "door"
    assert crew_records.attended(session, people.charlie, "nowhere") == ([], "")


def test_ones_own_copy_tells_both_and_of_no_choice(session: Session, people: Cast) -> None:
    attended(session, people.bob, people.alice)

    def sheets(person_id: int) -> dict[str, list[dict[str, object]]]:
        out = io.BytesIO()
        Copy(session, Shelf(seconds=0), person_id, AT).as_json(out)
        whole = json.loads(out.getvalue())["sheets"]
        return {name: whole[name]["rows"] for name in ("crews", "crews_led")}

    part = [{"course": "crew", "scenario": "door", "on": "2027-03-03"}]
    assert sheets(people.alice) == {"crews": part, "crews_led": []}
    [led] = sheets(people.bob)["crews_led"]
    assert (led["scenario"], led["offered_attendance"], led["counts"]) == ("door", True, [])


def test_a_facilitator_who_leaves_leaves_the_others_their_record(
    session: Session, people: Cast
) -> None:
    crew = attended(session, people.bob, people.alice)
    erasing.erase(session, people.bob, Entry("hash", "key", AT.date()))
    session.expire_all()
    found, _ = crew_records.attended(session, people.alice)
    assert [one.crew for one in found] == [crew]
    left = crew_sessions.named(session, crew)
    assert left is not None and left.facilitator_id is None
    assert crew_sessions.sweep(session, at=AT + LASTS) == 1


def test_a_worker_ends_what_nobody_ended(database: Database) -> None:
    with database.writing() as unit:
        room = Room.of(unit, cast_into(unit).bob)
    assert crew_sessions.clear(database, AT) == 0
    assert crew_sessions.clear(database, AT + LASTS) == 1
    assert crew_sessions.clear(database, AT + LASTS) == 0
    with database.reading() as unit:
        left = crew_sessions.named(unit, room.id)
        assert left is not None and left.state == "ended"
