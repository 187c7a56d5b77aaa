"""`learning people`: links for whoever runs the machine."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from learning import clock
from learning.cli import root
from learning.db import open_database
from learning.errors import NotFound
from learning.people import accounts, joining


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    monkeypatch.setenv("LEARNING_PUBLIC_ORIGIN", "https://learn.example.org")
    return f"sqlite:///{tmp_path / 'debrief.sqlite3'}"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["people", *arguments])


def test_an_invitation_is_printed_and_works(here: str) -> None:
    told = run("invite", "--role", "author", "--days", "2")
    assert told.exit_code == 0
    origin, _, token = told.stdout.strip().rpartition("/join/")
    assert origin == "https://learn.example.org"
    with closing(open_database(here)) as database, database.writing() as unit:
        newcomer = joining.NewPerson("Ife", "ife@example.org", "a hash")
        joining.join(unit, token, newcomer, at=clock.now())


def test_a_link_to_a_new_password_is_printed_for_who_is_there(here: str) -> None:
    run("invite")
    with closing(open_database(here)) as database, database.writing() as unit:
        joining.add(unit, joining.NewPerson("Ife", "ife@example.org", "x"), at=clock.now())
    told = run("reset", "IFE@example.org")
    token = told.stdout.strip().rpartition("/reset/")[2]
    with closing(open_database(here)) as database, database.writing() as unit:
        assert accounts.reset_password(unit, token, "y", at=clock.now()) == 1
    assert isinstance(run("reset", "nobody@example.org").exception, NotFound)


@pytest.mark.parametrize("wrong", [["--role", "king"], ["--days", "0"], ["--days", "91"]])
def test_an_invitation_that_cannot_be_is_a_mistake_of_usage(here: str, wrong: list[str]) -> None:
    assert run("invite", *wrong).exit_code == 2
