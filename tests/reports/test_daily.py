"""Once a day: purging, a mail that says nothing, and tidying, on databases with real commits."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from sqlalchemy import select, text

from learning.db import Database
from learning.people.models import Person
from learning.reports import daily, keyring, ledger, purging, returning, tidying
from learning.reports.models import HolderKey, Part, Report
from learning.reports.weeks import monday
from learning.work.models import Job
from tests.builders import cast_into
from tests.reports import desks
from tests.reports.desks import ON

MORNING = dt.datetime(2027, 3, 3, 7, 0, tzinfo=dt.UTC)


@pytest.fixture
def told(committing: Database, cheap: None) -> Database:
    """A database with reviewers who are no demo's, and two reports of one week."""
    with committing.writing() as session:
        cast = cast_into(session)
        for one in session.scalars(select(Person)):
            one.invented = False
        desk = desks.desk(session, {"rana": cast.rana, "ravi": cast.ravi, "rosa": cast.rosa})
        desk.tell()
        desk.tell()
    return committing


def ids(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Report.id).order_by(Report.id)))


def mails(database: Database) -> list[Job]:
    with database.reading() as session:
        return list(session.scalars(select(Job).where(Job.kind == daily.MAIL)))


def test_a_days_round_is_done_once_and_not_before_six(told: Database, tmp_path: Path) -> None:
    path = tmp_path / "purges.jsonl"
    assert daily.look_after(told, path, MORNING.replace(hour=5), mails=True) == 0
    assert mails(told) == []
    for _ in range(2):
        assert daily.look_after(told, path, MORNING, mails=True) == 0
    assert len(mails(told)) == 3
    late = MORNING + dt.timedelta(weeks=60)
    assert daily.look_after(told, path, late, mails=False) == 2
    assert ids(told) == [] and len(ledger.read(path)[0]) == 2


def test_the_mail_comes_on_working_days_with_the_same_words_whatever_waits(
    told: Database, tmp_path: Path
) -> None:
    path = tmp_path / "purges.jsonl"
    saturday = MORNING + dt.timedelta(days=3)
    daily.look_after(told, path, saturday, mails=True)
    assert mails(told) == []
    daily.look_after(told, path, MORNING + dt.timedelta(days=5), mails=True)
    put = [dict(job.payload) for job in mails(told)]
    assert len(put) == 3 and all(set(one) == {"person"} for one in put)
    with told.reading() as session:
        assert daily.open_mail(session, put[0]["person"]) is not None
        alice = session.scalars(select(Person.public_id).where(Person.name.like("Alice%"))).one()
        assert daily.open_mail(session, alice) is None


def test_a_withdrawn_report_is_destroyed_again_where_a_backup_brings_it_back(
    told: Database, tmp_path: Path
) -> None:
    path, gone = tmp_path / "purges.jsonl", ids(told)[0]
    daily.withdraw(told, path, gone, on=ON)
    assert ledger.read(path) == ([gone], 0)
    assert daily.replay(told, path, on=ON) == 0, "its stub has no parts and stays for a time"
    with told.reading() as session:
        assert returning.standing(session, gone).state == "withdrawn"
    with told.writing() as session:  # an older database, with its part as it was
        session.get_one(Report, gone).state = "received"
        week = session.get_one(Report, gone).week
        session.add(Part(report_id=gone, number=1, kind="told", week=week, sealed=b"sealed"))
    assert daily.replay(told, path, on=ON) == 1
    assert gone not in ids(told)


def test_what_moves_while_it_is_purged_is_in_no_ledger_and_is_never_destroyed_again(
    told: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, late = tmp_path / "purges.jsonl", ON + dt.timedelta(weeks=60)
    with told.reading() as session:
        looked = [purging.due(session, on=late), []]
    moved, gone = (one.report_id for one in looked[0])
    with told.writing() as session:  # its reporter wrote in the meantime
        session.get_one(Report, moved).moved_week = monday(late)
    monkeypatch.setattr(purging, "due", lambda *_, **__: looked.pop(0))
    assert daily.purge(told, path, on=late) == 1
    assert ledger.read(path) == ([gone], 0)
    assert daily.replay(told, path, on=late) == 0 and ids(told) == [moved]


def test_tidying_leaves_no_order_and_nothing_that_was_deleted(
    told: Database, tmp_path: Path
) -> None:
    with told.reading() as session:
        part = session.scalars(select(Part).order_by(Part.report_id)).first()
        assert part is not None
        sealed = part.sealed
    tidying.tidy(told)
    if told.is_sqlite:
        file = Path(str(told.engine.url.database))
        log = file.with_name(f"{file.name}-wal")
        assert not log.exists() or log.stat().st_size == 0
        assert sealed[20:80] in file.read_bytes()
        daily.withdraw(told, tmp_path / "purges.jsonl", part.report_id, on=ON)
        assert sealed[20:80] not in file.read_bytes()
        return
    with told.reading() as session:
        for name in ("report", "report_part"):
            rows = session.execute(text(f"SELECT xmin::text, ctid::text, id FROM {name}")).all()
            assert len({row[0] for row in rows}) == 1, "one transaction wrote them all"
            assert [row[2] for row in sorted(rows, key=lambda row: row[1])] == sorted(
                row[2] for row in rows
            )


def test_a_table_that_somebody_keeps_busy_is_left_to_the_next_day(
    told: Database, tmp_path: Path
) -> None:
    with told.reading() as session:
        gone = session.scalars(select(Report)).all()[0].id
        began = time.monotonic()
        tidying.tidy(told)  # and nobody waits for this reader
        if told.is_sqlite:
            daily.withdraw(told, tmp_path / "purges.jsonl", gone, on=ON)
        assert time.monotonic() - began < 6
    tidying.tidy(told)
    if told.is_sqlite:
        log = Path(f"{told.engine.url.database}-wal")
        assert not log.exists() or log.stat().st_size == 0


def test_a_days_round_ends_the_key_of_whoever_left(told: Database, tmp_path: Path) -> None:
    with told.writing() as session:
        holder = keyring.holders(session)[0]
        assert holder.person_id is not None
        desks.deactivate(session, holder.person_id)
    daily.look_after(told, tmp_path / "purges.jsonl", MORNING, mails=True)
    with told.reading() as session:
        assert session.get_one(HolderKey, holder.id).ended_on == MORNING.date()
    assert len(mails(told)) == 2
