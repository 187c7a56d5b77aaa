"""Somebody who leaves is gone at once, with everything; numbers stay, and a line to do it again."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.db.base import Base
from learning.errors import Conflict, Unavailable
from learning.people import erasing, letters, places, signing_in, teams
from learning.people.erasing import Marker
from learning.people.models import Erasure, Person, Role
from learning.people.places import Span
from learning.people.teams import Naming
from learning.progress.models import ErasedCompletions
from learning.rights import leaving, ledger
from learning.rights.leaving import Ledger
from learning.work.models import Job
from tests.builders import AT, Cast
from tests.progress.learner import Learner


def rows_of(session: Session, person_id: int) -> dict[str, int]:
    """How many rows of each table refer to a person."""
    found = {}
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == "person":
                query = select(func.count()).select_from(table).where(key.parent == person_id)
                found[table.name] = session.scalar(query) or 0
    return found


def test_nothing_is_left_but_a_number_and_a_line(
    session: Session, alice: Learner, book: Ledger, people: Cast
) -> None:
    signing_in.start(session, alice.person_id, at=AT, days=1)
    north = teams.make(session, Naming("North"), None)
    places.put(session, alice.person_id, north, Span(AT.date()), supervises=True, on=AT.date())
    assert rows_of(session, alice.person_id)["place"] == 1
    assert rows_of(session, alice.person_id)["recount"]
    public_id = session.get_one(Person, alice.person_id).public_id
    before = {name: rows_of(session, people.bob)[name] for name in ("role", "sign_in")}
    assert leaving.leave(session, alice.person_id, book, at=AT + dt.timedelta(days=40))
    assert set(rows_of(session, alice.person_id).values()) == {0}
    assert session.get(Person, alice.person_id) is None
    counts = session.scalars(select(ErasedCompletions)).all()
    assert [(one.course, one.module, one.month, one.completions) for one in counts] == [
        ("crew", "identity", dt.date(2027, 3, 1), 1)
    ]
    [line] = session.scalars(select(Erasure))
    assert line.person_hmac == book.marker.hashed(public_id)
    assert line.erased_on == dt.date(2027, 4, 12)
    assert ledger.read(book.path) == (list(erasing.entries(session)), 0)
    assert public_id not in book.path.read_text()
    assert {name: rows_of(session, people.bob)[name] for name in before} == before


def test_mail_that_still_waits_for_somebody_goes_with_them(
    session: Session, alice: Learner, book: Ledger, people: Cast
) -> None:
    letters.tell_old_address(session, alice.person_id, "old@example.org", at=AT)
    letters.reset(session, alice.person_id, key="key", at=AT)
    letters.reset(session, people.bob, key="key", at=AT)
    leaving.leave(session, alice.person_id, book, at=AT)
    [job] = session.scalars(select(Job))
    assert job.payload["person"] == session.get_one(Person, people.bob).public_id


def test_leaving_twice_is_once(session: Session, alice: Learner, book: Ledger) -> None:
    assert leaving.leave(session, alice.person_id, book, at=AT)
    assert not leaving.leave(session, alice.person_id, book, at=AT)
    assert len(book.path.read_text().splitlines()) == 1


def test_counts_of_several_people_add_up(
    session: Session, alice: Learner, book: Ledger, people: Cast
) -> None:
    Learner(session, alice.shelf, people.charlie).take()
    for person_id in (alice.person_id, people.charlie):
        leaving.leave(session, person_id, book, at=AT)
    assert session.scalars(select(ErasedCompletions.completions)).all() == [2]


def test_the_only_administrator_stays_until_there_is_another(
    session: Session, people: Cast, book: Ledger
) -> None:
    with pytest.raises(Conflict, match="Make somebody else an administrator first"):
        leaving.leave(session, people.olu, book, at=AT)
    session.add(Role(person_id=people.bob, name="administrator"))
    session.flush()
    assert leaving.leave(session, people.olu, book, at=AT)


def test_whoever_comes_back_with_a_backup_goes_again(
    session: Session, alice: Learner, book: Ledger, people: Cast
) -> None:
    public_id = session.get_one(Person, alice.person_id).public_id
    leaving.leave(session, alice.person_id, book, at=AT)
    lines, _ = ledger.read(book.path)
    back = Person(public_id=public_id, name="Alice", email="alice@demo.invalid", joined_at=AT)
    session.add(back)
    session.flush()
    assert leaving.found(session, book, lines) == [(back.id, lines[0])]
    other = Ledger(book.path, Marker("another key of thirty-two letters"))
    assert leaving.found(session, other, lines) == []
    leaving.replay(session, back.id, lines[0], book)
    assert leaving.found(session, book, lines) == []
    assert session.get(Person, people.bob) is not None


def test_where_the_line_cannot_be_written_nobody_goes(
    session: Session, alice: Learner, book: Ledger
) -> None:
    book.path.mkdir()
    with pytest.raises(Unavailable, match="Nothing has changed"):
        leaving.leave(session, alice.person_id, book, at=AT)


def test_half_a_line_of_a_power_cut_hides_no_other(
    session: Session, alice: Learner, book: Ledger
) -> None:
    book.path.write_text('{"person_hmac": "abc", "key')
    leaving.leave(session, alice.person_id, book, at=AT)
    lines, torn = ledger.read(book.path)
    assert (len(lines), torn) == (1, 1)
