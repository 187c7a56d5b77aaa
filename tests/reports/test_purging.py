"""Purging: what is over is destroyed and counted, and destroyed again where a backup returns it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select

from learning.errors import Unavailable
from learning.reports import ledger, purging, returning
from learning.reports.models import Part, PartKey, Report, WeekCount
from learning.reports.purging import CLOSED, UNFINISHED, UNOPENED
from tests.reports.desks import MONDAY, ON, Desk


def number(desk: Desk, what: str) -> int:
    row = desk.session.get(WeekCount, (MONDAY, what))
    return row.number if row else 0


def left(desk: Desk) -> int:
    return sum(
        desk.session.scalar(select(func.count()).select_from(model)) or 0
        for model in (Report, Part, PartKey)
    )


@pytest.mark.parametrize(
    ("state", "weeks", "counted"),
    [
        ("received", UNOPENED, "unopened"),
        ("in_review", UNFINISHED, "unfinished"),
        ("closed", CLOSED, "closed"),
    ],
)
def test_a_report_is_due_when_its_weeks_are_over_and_no_day_before(
    desk: Desk, state: str, weeks: int, counted: str
) -> None:
    report = desk.report(desk.tell())
    report.state = state
    desk.session.flush()
    last = MONDAY + dt.timedelta(weeks=weeks, days=6)
    assert purging.due(desk.session, on=last) == []
    found = purging.due(desk.session, on=last + dt.timedelta(days=1))
    assert [(one.report_id, one.state) for one in found] == [(report.id, state)]
    done = purging.purge(desk.session, found, on=last + dt.timedelta(days=1))
    assert done == {state: 1} and left(desk) == 0
    assert (number(desk, "received"), number(desk, counted)) == (1, 1)


def test_a_new_message_extends_the_time(desk: Desk) -> None:
    receipt = desk.tell()
    late = ON + dt.timedelta(weeks=50)
    desk.answer(receipt, "Something came to my mind.", on=late)
    assert purging.due(desk.session, on=ON + dt.timedelta(weeks=60)) == []
    assert purging.due(desk.session, on=late + dt.timedelta(weeks=53)) != []


def test_what_moved_between_looking_and_purging_stays(desk: Desk) -> None:
    receipt = desk.tell()
    on = ON + dt.timedelta(weeks=60)
    found = purging.due(desk.session, on=on)
    desk.answer(receipt, "Wait.", on=on)
    assert purging.purge(desk.session, found, on=on) == {} and left(desk) > 0
    assert number(desk, "unopened") == 0


def test_a_withdrawn_report_leaves_its_stub_in_the_end_and_is_counted_once(desk: Desk) -> None:
    receipt = desk.tell()
    returning.withdraw(desk.session, desk.report(receipt).id, on=ON)
    on = ON + dt.timedelta(weeks=CLOSED + 1)
    assert purging.purge(desk.session, purging.due(desk.session, on=on), on=on) == {"withdrawn": 1}
    assert left(desk) == 0 and number(desk, "withdrawn") == 1 and number(desk, "closed") == 0


def test_many_are_purged_in_portions(desk: Desk) -> None:
    for _ in range(3):
        desk.tell()
    on = ON + dt.timedelta(weeks=60)
    for expected in (2, 1, 0):
        found = purging.due(desk.session, on=on, most=2)
        assert sum(purging.purge(desk.session, found, on=on).values()) == expected
    assert number(desk, "unopened") == 3


def test_what_a_restored_backup_brings_back_is_destroyed_again_and_not_counted_twice(
    desk: Desk, tmp_path: Path
) -> None:
    stays, path = desk.tell(), tmp_path / "purges.jsonl"
    gone = desk.report(desk.tell()).id
    on = ON + dt.timedelta(weeks=60)
    ledger.append(path, [gone], on=on)
    known, torn = ledger.read(path)
    assert (known, torn) == ([gone], 0)
    back = purging.come_back(desk.session, known)
    assert back == [gone]
    purging.replay(desk.session, back, on=on)
    assert purging.come_back(desk.session, known) == []
    assert desk.report(stays).state == "received" and number(desk, "unopened") == 0
    assert purging.ledger(desk.session) == [(gone, on - dt.timedelta(days=on.weekday()))]
    purging.enter(desk.session, [gone], on=on)


def test_a_ledger_survives_half_a_line_and_says_where_it_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "purges.jsonl"
    ledger.append(path, [], on=ON)
    assert not path.exists()
    ledger.append(path, ["b", "a"], on=ON)
    path.write_bytes(path.read_bytes() + b'{"report": "c')
    ledger.append(path, ["d"], on=ON)
    assert ledger.read(path) == (["a", "b", "d"], 1)
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="Nothing was destroyed"):
        ledger.append(tmp_path / "file" / "purges.jsonl", ["a"], on=ON)
