"""Intake: what is stored is sealed, knows the week alone, and is one report for one form."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import DateTime, Time, inspect, select

from learning.db.base import Base, UTCDateTime
from learning.errors import Stale
from learning.reports import intake, keyring, parts, receipts, sealing, telling
from learning.reports.models import Part, PartKey, Report, WeekCount
from tests.reports import desks
from tests.reports.desks import MONDAY, ON, TELLING, Desk


def test_each_holder_opens_it_and_nobody_else(desk: Desk) -> None:
    receipt = desk.tell()
    part = desk.session.scalars(select(Part)).one()
    report = desk.report(receipt)
    bound = parts.about(report.id, part.id, "told")
    keys = {one.key_id: one.wrapped for one in desk.session.scalars(select(PartKey))}
    held = {one.key_id: one.private for one in desk.reviewers.values()} | {
        desk.recovery[0]: desk.recovery[1]
    }
    assert set(keys) == set(held) and part.reporter_wrapped is None
    for key_id, wrapped in keys.items():
        opened = sealing.unseal(part.sealed, wrapped, held[key_id], about=bound)
        assert telling.read(opened) == TELLING
    other = desk.reviewers["ravi"].private
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(part.sealed, keys[desk.reviewers["rana"].key_id], other, about=bound)
    assert b"record of another" not in part.sealed


def test_the_week_is_stored_and_no_nearer_time(desk: Desk) -> None:
    rows = []
    for day in (MONDAY, ON, MONDAY + dt.timedelta(days=6)):
        report = desk.report(desk.tell(on=day))
        rows.append((report.week, report.moved_week, report.state, report.waits_for))
    assert set(rows) == {(MONDAY, MONDAY, "received", "reviewers")}
    assert {one.week for one in desk.session.scalars(select(Part))} == {MONDAY}
    assert desk.session.get_one(WeekCount, (MONDAY, "received")).number == 3


def test_no_column_of_reports_could_hold_a_moment_of_a_reporter() -> None:
    timed = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        if table.name.startswith("report")
        for column in table.columns
        if isinstance(column.type, UTCDateTime | DateTime | Time)
    }
    assert timed == {"report_unlocked.until"}, "that is a reviewer's quarter of an hour"


def test_rows_of_one_week_lie_in_no_order_on_sqlite(desk: Desk) -> None:
    if desk.session.get_bind().dialect.name != "sqlite":
        return
    named = ("report", "report_part", "report_part_key", "report_opening", "report_purged")
    for name in named:
        sql = f"SELECT sql FROM sqlite_master WHERE name = '{name}'"
        assert "WITHOUT ROWID" in str(desk.session.connection().exec_driver_sql(sql).scalar())
    assert "id" in {one["name"] for one in inspect(desk.session.connection()).get_columns("report")}


def test_a_form_sent_twice_is_known_again(desk: Desk) -> None:
    receipt = desk.tell()
    found = intake.before(desk.session, receipt.reference)
    assert found is not None and found.is_of(receipt) and not found.confirmed
    other = receipts.Receipt(receipt.reference, receipts.make(b"\7" * 32).words)
    assert not found.is_of(other)
    to = keyring.publics(keyring.holders(desk.session))
    again = intake.seal(TELLING, receipt, to)
    assert not intake.store(desk.session, again, on=ON), "its reference is taken"
    assert len(desk.session.scalars(select(Report)).all()) == 1
    intake.confirm(desk.session, receipt.reference)
    found = intake.before(desk.session, receipt.reference)
    assert found is not None and found.confirmed
    assert intake.before(desk.session, "no-such-00") is None
    intake.confirm(desk.session, "no-such-00")


def test_sealed_to_reviewers_who_are_no_longer_those_it_is_not_stored(desk: Desk) -> None:
    to = keyring.publics(keyring.holders(desk.session))
    ready = intake.seal(TELLING, receipts.make(b"\1" * 32), to)
    desks.deactivate(desk.session, desk.reviewers["rosa"].person_id)
    with pytest.raises(Stale, match="nothing was kept"):
        intake.store(desk.session, ready, on=ON)
    assert desk.session.scalars(select(Report)).all() == []


def test_what_is_ready_to_be_stored_shows_no_secret(desk: Desk) -> None:
    receipt = receipts.make(b"\1" * 32)
    said = repr(intake.seal(TELLING, receipt, keyring.publics(keyring.holders(desk.session))))
    assert not set(receipt.words) & set(said.replace("'", " ").split())
    assert "teacher" not in said
