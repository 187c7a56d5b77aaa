"""The unit of work: all of it or none of it, and nobody's writing lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.db import Database, open_database
from learning.errors import Invalid
from learning.people.models import Person, Role
from tests.builders import AT

_ADDS_ONE = """
import sys
from sqlalchemy import select
from learning.db import open_database
from learning.errors import Invalid
from learning.people.models import Person
database = open_database(sys.argv[1])
for _ in range(int(sys.argv[2])):
    with database.writing() as unit:
        person = unit.scalars(select(Person)).one()
        person.name = str(int(person.name) + 1)
database.close()
"""


def newcomer(name: str) -> Person:
    return Person(name=name, email=f"{name}@example.org", joined_at=AT)


def names(database: Database) -> list[str]:
    with database.reading() as unit:
        return list(unit.scalars(select(Person.name).order_by(Person.name)))


def at_once(acts: list[Callable[[], None]]) -> list[BaseException]:
    """Run acts in threads that start together; returns what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        start.wait(10)
        try:
            act()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def count_up(database: Database) -> None:
    """Read a number and write the next one: what is lost when two units overlap."""
    with database.writing() as unit:
        person = unit.scalars(select(Person).where(Person.email == "count@example.org")).one()
        person.name = str(int(person.name) + 1)


def test_a_writing_unit_is_kept_when_it_ends_well(committing: Database) -> None:
    with committing.writing() as unit:
        unit.add(newcomer("ines"))
    assert names(committing) == ["ines"]


def test_a_writing_unit_that_fails_leaves_nothing_behind(committing: Database) -> None:
    with pytest.raises(ZeroDivisionError), committing.writing() as unit:
        unit.add(newcomer("ines"))
        unit.flush()
        raise ZeroDivisionError
    assert names(committing) == []


def test_a_commit_that_fails_leaves_nothing_behind(committing: Database) -> None:
    with pytest.raises(IntegrityError), committing.writing() as unit:
        unit.add(newcomer("ines"))
        unit.add(newcomer("ines"))
    assert names(committing) == []


def test_a_reading_unit_writes_nothing(committing: Database) -> None:
    with committing.reading() as unit:
        unit.add(newcomer("ines"))
        unit.flush()
    assert names(committing) == []


def test_a_reading_unit_sees_one_state(file_database: Database) -> None:
    with file_database.reading() as reader:
        assert reader.scalar(select(func.count()).select_from(Person)) == 0
        with file_database.writing() as writer:
            writer.add(newcomer("ines"))
        assert reader.scalar(select(func.count()).select_from(Person)) == 0


def test_the_next_writer_gets_its_turn_after_a_failure(committing: Database) -> None:
    with pytest.raises(ZeroDivisionError), committing.writing():
        raise ZeroDivisionError
    with committing.writing() as unit:
        unit.add(newcomer("ines"))
    assert names(committing) == ["ines"]


def test_ending_a_session_twice_is_harmless(committing: Database) -> None:
    session, end = committing.session(writes=True)
    session.add(newcomer("ines"))
    session.commit()
    end()
    end()
    assert names(committing) == ["ines"]


def test_a_writing_unit_shuts_out_other_writers_before_it_reads(file_database: Database) -> None:
    outside = sqlite3.connect(
        str(file_database.engine.url.database), timeout=0, isolation_level=None
    )
    with file_database.writing() as unit:
        unit.scalar(select(func.count()).select_from(Person))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            outside.execute("BEGIN IMMEDIATE")
    outside.execute("BEGIN IMMEDIATE").close()
    outside.close()


def test_a_reading_unit_shuts_nobody_out(file_database: Database) -> None:
    with file_database.reading() as unit:
        unit.scalar(select(func.count()).select_from(Person))
        with file_database.writing() as other:
            other.add(newcomer("ines"))
    assert names(file_database) == ["ines"]


def test_eight_threads_write_and_nothing_is_lost(committing: Database) -> None:
    def adds(thread: int) -> Callable[[], None]:
        def act() -> None:
            for number in range(20):
                with committing.writing() as unit:
                    unit.scalar(select(func.count()).select_from(Person))
                    unit.add(newcomer(f"{thread}-{number}"))

        return act

    assert at_once([adds(thread) for thread in range(8)]) == []
    assert len(names(committing)) == 160


def test_threads_that_read_and_then_write_do_not_overwrite_each_other(
    file_database: Database,
) -> None:
    with file_database.writing() as unit:
        unit.add(Person(name="0", email="count@example.org", joined_at=AT))

    def act() -> None:
        for _ in range(20):
            count_up(file_database)

    assert at_once([act] * 8) == []
    assert names(file_database) == ["160"]


@pytest.mark.slow
def test_two_processes_write_and_nothing_is_lost(file_database: Database) -> None:
    with file_database.writing() as unit:
        unit.add(Person(name="0", email="count@example.org", joined_at=AT))
    address = file_database.engine.url.render_as_string()
    command = [sys.executable, "-c", _ADDS_ONE, address, "40"]
    others = [subprocess.Popen(command) for _ in range(2)]
    for _ in range(40):
        count_up(file_database)
    assert [other.wait(30) for other in others] == [0, 0]
    assert names(file_database) == ["120"]


def test_keys_of_other_tables_are_checked(session: Session) -> None:
    session.add(Role(person_id=987_654, name="author"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_file_survives_a_sudden_end(file_database: Database) -> None:
    with file_database.reading() as unit:
        read = unit.connection().exec_driver_sql
        assert read("PRAGMA journal_mode").scalar() == "wal"
        assert read("PRAGMA synchronous").scalar() == 2, "2 is FULL: a commit is on the disk"


def test_an_address_of_postgresql_needs_no_driver(postgresql_address: str) -> None:
    database = open_database(postgresql_address.replace("postgresql+psycopg", "postgresql"))
    assert database.engine.dialect.driver == "psycopg"
    assert not database.is_sqlite
    database.close()


@pytest.mark.parametrize("address", ["mysql://host/name", "oracle://host"])
def test_another_kind_of_database_is_refused(address: str) -> None:
    with pytest.raises(Invalid, match="SQLite or PostgreSQL"):
        open_database(address)


def test_closing_lets_go_of_the_lock_file(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'closed.sqlite3'}")
    with database.writing() as unit:
        unit.connection()
    database.close()  # an open file would be a warning, and warnings fail
    assert (tmp_path / "closed.sqlite3.writer").exists()
