"""The schema's upgrade: every database ends as the tables are written, however it began."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, text

from learning.db import Database, open_database, schema
from learning.errors import Unavailable
from learning.people.models import Person, Recount
from learning.progress.models import AwaitingTally, ResponseRow
from learning.tables import METADATA
from tests.builders import AT


@pytest.fixture
def empty(empty_address: str) -> Iterator[Database]:
    opened = open_database(empty_address)
    yield opened
    opened.close()


def tables(database: Database) -> set[str]:
    with database.reading() as unit:
        found = inspect(unit.connection()).get_table_names()
    # what looks words up on SQLite is no table of ours
    return {name for name in found if not name.startswith("search_fts")}


def test_the_revisions_are_those_that_alembic_finds_and_follow_each_other() -> None:
    scripts = ScriptDirectory(str(schema._MIGRATIONS))
    found = [one.revision for one in scripts.walk_revisions()]
    assert schema._known() == set(found)
    assert schema.newest() == scripts.get_current_head()
    assert found == sorted(found, reverse=True)


def revision(database: Database) -> str | None:
    with database.reading() as unit:
        return schema.current(unit.connection())


def test_tables_and_migrations_agree(database: Database) -> None:
    with database.writing() as unit:
        schema.difference(unit.connection(), METADATA)


def test_a_table_without_a_migration_is_noticed(database: Database) -> None:
    changed = MetaData(naming_convention=METADATA.naming_convention)
    for table in METADATA.tables.values():
        if table.name != "response":
            table.to_metadata(changed)
    with database.writing() as unit, pytest.raises(Exception, match="remove_table"):
        schema.difference(unit.connection(), changed)


def test_an_empty_database_is_brought_to_the_newest_revision(empty: Database) -> None:
    assert schema.upgrade(empty, METADATA) == (None, schema.newest())
    assert revision(empty) == schema.newest()
    assert tables(empty) == {*METADATA.tables, "alembic_version"}


def test_upgrading_twice_changes_nothing(empty: Database) -> None:
    schema.upgrade(empty, METADATA)
    assert schema.upgrade(empty, METADATA) == (schema.newest(), schema.newest())


def test_several_processes_may_upgrade_at_once(empty_address: str) -> None:
    # each thread has an engine and a queue of its own, as a process would
    results: list[object] = []
    start = threading.Barrier(4)

    def upgrade() -> None:
        database = open_database(empty_address)
        start.wait(10)
        try:
            results.append(schema.upgrade(database, METADATA))
        except Exception as error:
            results.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=upgrade) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    new = schema.newest()
    assert sorted(results, key=str) == [(new, new)] * 3 + [(None, new)]


def test_a_database_of_a_newer_version_is_refused_and_left_alone(empty: Database) -> None:
    schema.upgrade(empty, METADATA)
    with empty.writing() as unit:
        unit.execute(text("UPDATE alembic_version SET version_num = 'from_later'"))
    with pytest.raises(Unavailable, match="at revision from_later") as refusal:
        schema.upgrade(empty, METADATA)
    assert refusal.value.text.endswith("or restore a backup.")
    assert revision(empty) == "from_later"


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(empty: Database) -> None:
    with empty.writing() as unit:
        unit.execute(text("CREATE TABLE response (mine INTEGER)"))
    with pytest.raises(Exception, match="response"):
        schema.upgrade(empty, METADATA)
    assert tables(empty) == {"response"}


def test_responses_that_were_there_are_there_after_they_are_packed(empty: Database) -> None:
    schema.upgrade(empty, METADATA, to="0001")
    given = {"at": AT.replace(tzinfo=None) if empty.is_sqlite else AT, "no": False}
    with empty.writing() as unit:
        for statement in (
            "INSERT INTO person VALUES (1, 'p', 'Alice', 'a@example.org', NULL, :no, :at)",
            "INSERT INTO blob VALUES ('s', 'quiz', 'x')",
            "INSERT INTO release VALUES (1, 'crew', 1, '', :no, 's', 'editorial', :at)",
            "INSERT INTO attempt VALUES (1, 'a', 1, 'crew', 'm', 1, 's', '[]', :at, :at, 0.5, :no)",
            "INSERT INTO response VALUES (1, 'b', '{\"x\": 1}', 'sure', 0.5, 1, :at)",
            "INSERT INTO response VALUES (1, 'a', '{}', NULL, NULL, NULL, :at)",
        ):
            unit.execute(text(statement), given)
    schema.upgrade(empty, METADATA)
    found = select(ResponseRow).order_by(ResponseRow.item)
    with empty.reading() as unit:
        plain, full = unit.scalars(found).all()
        assert (full.given, full.confidence, full.score, full.marker) == ({"x": 1}, "sure", 0.5, 1)
        assert (plain.given, plain.confidence, plain.score) == ({}, None, None)
        assert full.saved_at == plain.saved_at == AT
    with empty.writing() as unit:
        unit.execute(text("DELETE FROM person"))
        assert unit.scalars(found).all() == [], "they still go with their attempt"


def test_who_had_completed_a_course_is_seen_to_have_after_the_upgrade(empty: Database) -> None:
    schema.upgrade(empty, METADATA, to="0009")
    given = {"at": AT.replace(tzinfo=None) if empty.is_sqlite else AT, "no": False}
    given |= {"day": AT.date()}
    with empty.writing() as unit:
        for statement in (
            "INSERT INTO person VALUES (1, 'p', 'Alice', 'a@example.org', NULL, :no, :at)",
            "INSERT INTO person VALUES (2, 'q', 'Bob', 'b@example.org', NULL, :no, :at)",
            "INSERT INTO blob VALUES ('s', 'manifest', 'x')",
            "INSERT INTO release VALUES (1, 'crew', 1, '', :no, 's', 'editorial', :at)",
            "INSERT INTO attempt VALUES (1, 'a', 2, 'crew', 'm', 1, 's', '[]', :at, :at, 0.5, :no)",
            "INSERT INTO completion VALUES (1, 1, 'crew', NULL, 1, :day, NULL, 'modules')",
            "INSERT INTO completion VALUES (2, 1, 'crew', 'm', 1, :day, NULL, 'quiz')",
            "INSERT INTO completion VALUES (3, 2, 'crew', 'm', 1, :day, NULL, 'quiz')",
        ):
            unit.execute(text(statement), given)
    schema.upgrade(empty, METADATA)
    with empty.reading() as unit:
        assert unit.scalars(select(Recount.person_id)).all() == [1]
        assert isinstance(unit.scalars(select(Recount.on)).one(), dt.date)
        person = unit.get_one(Person, 1)
        assert (person.version, person.external_id, person.deactivated_on) == (1, None, None)
        kept = unit.execute(text("SELECT count(*) FROM attempt")).scalar()
        assert kept == 1, "adding columns to people takes nothing along"


def test_first_attempts_that_had_ended_wait_for_the_sums_after_the_upgrade(empty: Database) -> None:
    schema.upgrade(empty, METADATA, to="0009")
    given = {"at": AT.replace(tzinfo=None) if empty.is_sqlite else AT, "no": False}
    rows = [(1, 1, "m", ":at"), (2, 1, "m", ":at"), (3, 1, "n", "NULL"), (4, 2, "m", ":at")]
    with empty.writing() as unit:
        for statement in (
            "INSERT INTO person VALUES (1, 'p', 'Alice', 'a@example.org', NULL, :no, :at)",
            "INSERT INTO person VALUES (2, 'q', 'Bob', 'b@example.org', NULL, :no, :at)",
            "INSERT INTO blob VALUES ('s', 'manifest', 'x')",
            "INSERT INTO release VALUES (1, 'crew', 1, '', :no, 's', 'editorial', :at)",
            *(
                f"INSERT INTO attempt VALUES ({one}, 'a{one}', {whose}, 'crew', '{module}', 1, 's',"
                f" '[]', :at, {ended}, NULL, NULL)"
                for one, whose, module, ended in rows
            ),
        ):
            unit.execute(text(statement), given)
    schema.upgrade(empty, METADATA)
    with empty.reading() as unit:
        waiting = unit.scalars(select(AwaitingTally.attempt_id).order_by(AwaitingTally.attempt_id))
        assert waiting.all() == [1, 4]
