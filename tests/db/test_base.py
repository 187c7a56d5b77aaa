"""What every table shares."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from learning.db.base import public_id
from learning.people.models import Invitation
from learning.tables import METADATA
from tests.builders import AT

_PREFIXES = ("pk_", "fk_", "uq_", "ck_", "ix_")


def invitation(until: dt.datetime) -> Invitation:
    return Invitation(token_sha256="0" * 64, role="learner", made_at=AT, until=until)


@pytest.mark.parametrize(
    "moment",
    [
        dt.datetime(2027, 3, 3, 9, 30, 15, 123456, tzinfo=dt.UTC),
        dt.datetime(2027, 7, 3, 0, 30, tzinfo=ZoneInfo("Europe/London")),
        dt.datetime(2027, 3, 3, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=-11))),
    ],
)
def test_a_moment_comes_back_as_it_was_and_in_utc(session: Session, moment: dt.datetime) -> None:
    session.add(invitation(moment))
    session.flush()
    session.expunge_all()
    kept = session.get_one(Invitation, "0" * 64)
    assert kept.until == moment
    assert kept.until.tzinfo is dt.UTC
    assert kept.used_at is None


def test_a_moment_without_a_zone_is_never_stored(session: Session) -> None:
    session.add(invitation(dt.datetime(2027, 3, 3, 9, 30)))  # noqa: DTZ001
    with pytest.raises(StatementError, match="naive"):
        session.flush()


def test_moments_compare_across_zones(session: Session) -> None:
    session.add(invitation(AT))
    session.flush()
    elsewhere = dt.timezone(dt.timedelta(hours=9))
    before, after = (AT + dt.timedelta(seconds=s) for s in (-1, 1))
    found = select(Invitation.role)
    assert session.scalar(found.where(Invitation.until > before.astimezone(elsewhere)))
    assert not session.scalar(found.where(Invitation.until > after.astimezone(elsewhere)))


def test_every_constraint_of_the_tables_has_a_name_that_a_migration_can_use() -> None:
    nameless = [
        f"{table.name}: {type(one).__name__}"
        for table in METADATA.tables.values()
        for one in (*table.constraints, *table.indexes)
        if not str(getattr(one, "name", "")).startswith(_PREFIXES)
    ]
    assert nameless == []


def test_the_database_knows_constraints_by_the_same_names(session: Session) -> None:
    found = inspect(session.connection())
    assert found.get_pk_constraint("person")["name"] == "pk_person"
    assert {one["name"] for one in found.get_unique_constraints("person")} == {
        "uq_person_email",
        "uq_person_public_id",
    }
    assert [one["name"] for one in found.get_foreign_keys("sign_in")] == [
        "fk_sign_in_person_id_person"
    ]
    assert [one["name"] for one in found.get_check_constraints("role")] == ["ck_role_known"]


def test_public_ids_are_long_enough_not_to_be_found_by_trying() -> None:
    ids = {public_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert {len(one) for one in ids} == {16}
