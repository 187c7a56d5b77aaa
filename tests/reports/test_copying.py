"""A person's own copy of their reviewer's keys: days, and nothing that opens anything."""

from __future__ import annotations

from sqlalchemy.orm import Session

from learning.reports import copying, keyring
from tests.builders import Cast
from tests.reports import desks
from tests.reports.desks import ON, Desk


def test_a_reviewer_is_told_since_when_they_could_read(
    session: Session, cast: Cast, desk: Desk
) -> None:
    keyring.leave(session, cast.rosa, on=ON)
    desks.key_for(session, cast.rosa)
    (sheet,) = copying.sheets()
    assert list(sheet.rows(session, cast.rosa)) == [
        {"made_on": ON, "ended_on": ON},
        {"made_on": ON, "ended_on": None},
    ]
    assert sheet.count(session, cast.rosa) == 2 and sheet.count(session, cast.bob) == 0
    assert not {"public", "locked"} & {one.name for one in sheet.tells}


def test_leaving_without_a_key_is_no_fault(session: Session, cast: Cast, desk: Desk) -> None:
    keyring.leave(session, cast.bob, on=ON)
    assert len(keyring.holders(session)) == 4
