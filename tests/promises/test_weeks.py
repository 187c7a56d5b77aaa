"""The week in which something was told is kept, and nothing that would tell more."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Date, DateTime, text

from learning import clock
from learning.reports import tidying
from learning.tables import METADATA
from tests.promises.place import WRITTEN, Place

MONDAY = dt.datetime(2027, 3, 1, 0, 5, tzinfo=dt.UTC)
SUNDAY = dt.datetime(2027, 3, 7, 23, 50, tzinfo=dt.UTC)
MANY = 10
"""So many that random ids are in the order of arrival once in millions of runs."""
#: what is random, or made of what is: all else is the same for each report of a week
_RANDOM = {
    "report": {"id", "reference", "salt", "verifier", "reporter_public", "reporter_key"},
    "report_part": {"id", "report_id", "sealed"},
    "report_part_key": {"part_id", "key_id", "wrapped"},
}


def _tell_all_week(place: Place, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tell from its first minutes to its last; returns the references as they came."""
    step, told = (SUNDAY - MONDAY) / (MANY - 1), []
    for number in range(MANY):
        at = MONDAY + step * number
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        told.append(place.tell().reference)
    return told


def test_no_stored_field_tells_two_reports_of_one_week_apart_in_time(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = place.rows()
    _tell_all_week(place, monkeypatch)
    after = place.rows()
    assert {name for name in after if after[name] != before[name]} <= set(WRITTEN)
    for name, random in _RANDOM.items():
        columns = METADATA.tables[name].columns.keys()
        assert len(after[name]) >= MANY
        for at, column in enumerate(columns):
            if column not in random:
                assert len({row[at] for row in after[name]}) == 1, f"{name}.{column}"
    assert [row[1:] for row in after["report_week_count"]] == [("received", MANY)]


def test_no_table_of_reports_can_hold_a_moment() -> None:
    tables = [table for name, table in METADATA.tables.items() if name.startswith("report")]
    moments = {
        (table.name, column.name)
        for table in tables
        for column in table.columns
        if isinstance(getattr(column.type, "impl", column.type), DateTime)
    }
    assert moments == {("report_unlocked", "until")}, "when a reviewer's key closes, and no other"
    days = {
        (table.name, column.name)
        for table in tables
        for column in table.columns
        if isinstance(column.type, Date) and "week" not in column.name
    }
    theirs = {("report_holder_key", "made_on"), ("report_holder_key", "ended_on")}
    assert days == theirs | {("report_round", "on"), ("report_part", "until")}


def test_ids_are_random_and_rows_lie_in_no_order_of_arrival(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived = _tell_all_week(place, monkeypatch)
    tidying.tidy(place.database)
    lying = _as_they_lie(place)
    assert [one_id for one_id, _ in lying] == sorted(one_id for one_id, _ in lying)
    order = [reference for _, reference in lying]
    assert order not in (arrived, arrived[::-1]) and sorted(order) == sorted(arrived)
    assert sorted(arrived) not in (arrived, arrived[::-1]), "nor do references tell"


def _as_they_lie(place: Place) -> list[tuple[str, str]]:
    """Ids and references as the files hold them."""
    with place.database.reading() as session:
        if place.database.is_sqlite:
            sql = "SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'"
            assert set(_RANDOM) <= set(session.scalars(text(sql)))
            return [tuple(row) for row in session.execute(text("SELECT id, reference FROM report"))]
        for name in _RANDOM:
            writers = session.scalar(text(f"SELECT count(DISTINCT xmin::text) FROM {name}"))
            assert writers == 1, "one transaction wrote them all anew"
        rows = session.execute(text("SELECT id, reference FROM report ORDER BY ctid"))
        return [tuple(row) for row in rows]
