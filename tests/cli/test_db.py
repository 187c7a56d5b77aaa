"""`learning db`: bringing the schema to this version, and asking where it is."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, select, update

from learning import clock, settings
from learning.authoring import tallying
from learning.authoring.models import ItemTally
from learning.cli import root
from learning.db import open_database, schema
from learning.errors import Invalid, Unavailable
from learning.people import erasing, joining
from learning.people.models import Person
from learning.rights import leaving
from learning.tables import METADATA
from tests.authoring.crowd import crowd_in
from tests.content_builders import compiled, put_into


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance folder that is not there yet."""
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    return tmp_path / "instance"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, arguments)


def test_a_new_instance_is_made_for_its_owner_alone_and_upgraded(instance: Path) -> None:
    told = run("db", "upgrade")
    assert told.exit_code == 0
    assert told.output == f"The database was upgraded to revision {schema.newest()}.\n"
    assert (instance / "debrief.sqlite3").is_file()
    if sys.platform != "win32":
        assert instance.stat().st_mode & 0o077 == 0


def test_upgrading_again_changes_nothing() -> None:
    run("db", "upgrade")
    told = run("db", "upgrade")
    assert told.output == f"The database is already at revision {schema.newest()}.\n"


def test_the_status_says_whether_the_database_is_of_this_version() -> None:
    told = run("db", "status")
    assert told.exit_code == 1
    assert "at revision none" in told.output
    run("db", "upgrade")
    told = run("db", "status")
    assert told.exit_code == 0
    assert f"at revision {schema.newest()}" in told.output


def test_a_database_of_each_kind_is_upgraded(
    empty_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_DATABASE_URL", empty_address)
    assert run("db", "upgrade").exit_code == 0
    database = open_database(empty_address)
    assert schema.upgrade(database, METADATA) == (schema.newest(), schema.newest())
    database.close()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite:////not/there/at/all.sqlite3", "unable to open database file"),
        ("sqlite:///{here}/no-database", "file is not a database"),
        ("postgresql://me:hidden-word@127.0.0.1:1/none", "Connection refused"),
        ("nonsense", "Could not parse"),
        ("postgresql://me:hidden-word@/none?connect_timeout=soon", "bad value"),
    ],
)
@pytest.mark.parametrize("command", ["upgrade", "status"])
def test_a_database_that_cannot_be_reached_is_a_refusal_that_says_what_to_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, address: str, said: str
) -> None:
    (tmp_path / "no-database").write_bytes(b"a letter to my aunt" * 100)
    monkeypatch.setenv("LEARNING_DATABASE_URL", address.format(here=tmp_path))
    refusal = run("db", command).exception
    assert isinstance(refusal, Unavailable)
    assert said in refusal.text
    assert refusal.text.endswith(". Check 'database_url' and the instance folder in the settings.")
    assert "hidden-word" not in refusal.text
    assert "\n" not in refusal.text


def test_another_kind_of_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEARNING_DATABASE_URL", "mysql://host/name")
    assert isinstance(run("db", "upgrade").exception, Invalid)


def test_an_instance_that_is_a_file_is_refused(instance: Path) -> None:
    instance.write_text("not a folder")
    refusal = run("db", "upgrade").exception
    assert isinstance(refusal, (Unavailable, Invalid))


def test_whoever_a_restored_backup_brings_back_is_erased_again(instance: Path) -> None:
    run("db", "upgrade")
    config = settings.load({"LEARNING_INSTANCE": str(instance)})
    book = leaving.Ledger(config.erasures, erasing.Marker(settings.key_of(config)))
    with closing(open_database(config.database)) as database:
        with database.writing() as unit:
            ids = [
                joining.add(unit, joining.NewPerson(n, f"{n}@example.org", "x"), at=clock.now())
                for n in ("ife", "ola")
            ]
        backup = (instance / "debrief.sqlite3").with_suffix(".backup")
        with sqlite3.connect(instance / "debrief.sqlite3") as now, sqlite3.connect(backup) as old:
            now.backup(old)
        with database.writing() as unit:
            leaving.leave(unit, ids[0], book, at=clock.now())
    for ending in ("", "-wal", "-shm"):
        (instance / f"debrief.sqlite3{ending}").unlink(missing_ok=True)
    backup.rename(instance / "debrief.sqlite3")
    with config.erasures.open("a") as file:
        file.write('{"torn": \n{"person_hmac": "x", "key_id": "y", "erased_on": "2027-03-03"}\n')
    told = run("db", "replay-erasures", "--dry-run")
    assert told.stdout == "1 to erase again.\n"
    assert "1 lines cannot be read" in told.stderr
    assert "1 lines were made with another secret_key" in told.stderr
    assert run("db", "replay-erasures").stdout == "1 erased again.\n"
    assert run("db", "replay-erasures").stdout == "0 erased again.\n"
    with closing(open_database(config.database)) as database, database.reading() as unit:
        assert unit.scalars(select(Person.name)).all() == ["ola"]


def test_the_search_is_written_anew() -> None:
    run("db", "upgrade")
    assert run("db", "rebuild-search").stdout == "The search now holds 0 documents.\n"


def test_sums_of_items_are_worked_out_anew_and_the_wrong_ones_are_counted(instance: Path) -> None:
    run("db", "upgrade")
    with closing(open_database(f"sqlite:///{instance / 'debrief.sqlite3'}")) as database:
        put_into(database, compiled())
        crowd_in(database, 12)
        tallying.catch_up(database)
        with database.writing() as session:
            session.execute(update(ItemTally).values(score_sum=1))
        told = run("db", "rebuild-summaries")
        assert "Summed the first responses to 1 items; 1 sums were wrong." in told.output
        with database.writing() as session:
            session.execute(delete(Person))
        told = run("db", "rebuild-summaries")
        assert "1 sums hold people who were erased since, and stay as they are." in told.output
