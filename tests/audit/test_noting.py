"""Audit lines are only ever added, with what they tell or not at all."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from learning.audit import noting
from learning.audit.acts import ACTS, KINDS
from learning.audit.noting import Line
from learning.db import Database
from tests.audit.lines import SEEN, noted, stored
from tests.builders import AT


def test_a_line_says_who_did_what_to_whom_and_when(session: Session) -> None:
    noted(session, replace(SEEN, note="3 rows"))
    [line] = stored(session)
    assert (line.at, line.actor, line.act) == (AT, "bob", "person.seen")
    assert (line.subject_kind, line.subject, line.note) == ("person", "alice", "3 rows")


def test_a_note_is_never_longer_than_what_keeps_it(session: Session) -> None:
    noted(session, replace(SEEN, note="x" * 900))
    assert len(stored(session)[0].note) == 200


def test_many_lines_are_added_in_their_order(session: Session) -> None:
    noting.note_all(session, [], at=AT)
    noting.note_all(session, [SEEN, replace(SEEN, subject="charlie", note="x" * 900)], at=AT)
    assert [(one.at, one.subject, len(one.note)) for one in stored(session)] == [
        (AT, "alice", 0),
        (AT, "charlie", 200),
    ]
    with pytest.raises(AssertionError, match="write new acts"):
        noting.note_all(session, [replace(SEEN, act="person.hunted")], at=AT)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_line SET actor = ''", "DELETE FROM audit_line"]
)
def test_the_database_itself_refuses_to_change_or_delete_a_line(
    session: Session, statement: str
) -> None:
    noted(session, SEEN)
    with pytest.raises(DBAPIError, match="audit lines are only added"), session.begin_nested():
        session.execute(text(statement))
    assert [one.actor for one in stored(session)] == ["bob"]


def test_a_line_is_gone_with_what_it_tells(committing: Database) -> None:
    with pytest.raises(ZeroDivisionError), committing.writing() as unit:
        noted(unit, SEEN)
        raise ZeroDivisionError
    with committing.reading() as unit:
        assert stored(unit) == []


@pytest.mark.parametrize("line", [replace(SEEN, act="person.eaten"), replace(SEEN, kind="cat")])
def test_an_act_or_kind_that_is_not_on_the_list_is_a_fault(session: Session, line: Line) -> None:
    with pytest.raises(AssertionError, match=r"learning\.audit"):
        noting.note(session, line, at=AT)


def test_a_look_is_noted_once_a_day_for_each_who_looks_and_each_looked_at(
    session: Session,
) -> None:
    later, next_day = AT + dt.timedelta(hours=9), AT + dt.timedelta(days=1)
    for at in (AT, later, next_day):
        noting.note_once_a_day(session, SEEN, at=at)
    noting.note_once_a_day(session, replace(SEEN, actor="olu"), at=AT)
    noting.note_once_a_day(session, replace(SEEN, subject="charlie"), at=AT)
    noting.note(session, SEEN, at=AT)
    found = [(one.actor, one.subject, one.at) for one in stored(session)]
    assert found == [
        ("bob", "alice", AT),
        ("bob", "alice", next_day),
        ("olu", "alice", AT),
        ("bob", "charlie", AT),
        ("bob", "alice", AT),
    ]


def test_the_day_is_that_of_the_zone_it_is_given_in(session: Session) -> None:
    late = dt.datetime(2027, 3, 3, 23, 30, tzinfo=dt.UTC)
    tokyo = dt.timezone(dt.timedelta(hours=9))
    noting.note_once_a_day(session, SEEN, at=late)
    noting.note_once_a_day(session, SEEN, at=late.astimezone(tokyo))
    assert len(stored(session)) == 2


def test_of_two_looks_at_once_one_line_is_kept(committing: Database) -> None:
    start, faults = threading.Barrier(4), []

    def look() -> None:
        start.wait(10)
        try:
            with committing.writing() as unit:
                noting.note_once_a_day(unit, SEEN, at=AT)
        except DBAPIError as error:
            faults.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert faults == []
    with committing.reading() as unit:
        assert len(stored(unit)) == 1


def test_a_line_that_another_unit_has_just_written_is_not_written_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    noting.note_once_a_day(session, SEEN, at=AT)
    monkeypatch.setattr(session, "scalar", lambda _query: None)  # as it looks before the other's
    noting.note_once_a_day(session, SEEN, at=AT)
    monkeypatch.undo()
    assert len(stored(session)) == 1


def test_every_act_has_words_and_fits_its_column() -> None:
    assert all(words and not words.endswith(".") and len(act) <= 40 for act, words in ACTS.items())
    assert all(len(kind) <= 20 for kind in KINDS)
