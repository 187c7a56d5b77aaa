"""`learning seed`: invented people, in the demo's database alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from learning.cli import root
from learning.db import open_database
from learning.people.models import Person, Recount, Role, Team
from tests.builders import NAMES


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    return tmp_path


def seed(*arguments: str) -> Result:
    told = CliRunner().invoke(root, ["seed", *arguments])
    assert told.exit_code == 0, told.output
    return told


def people(instance: Path) -> tuple[int, int, int]:
    """How many there are, how many of them are invented, how many have a password."""
    database = open_database(f"sqlite:///{instance / 'demo.sqlite3'}")
    counted = select(func.count()).select_from(Person)
    with database.reading() as unit:
        found = (
            unit.scalar(counted) or 0,
            unit.scalar(counted.where(Person.invented)) or 0,
            unit.scalar(counted.where(Person.password.is_not(None))) or 0,
        )
    database.close()
    return found


def test_the_cast_is_added_once(instance: Path) -> None:
    assert seed().output.endswith("Added 8 invented people to the demo.\n")
    assert seed().output == "Added 0 invented people to the demo.\n"
    assert people(instance) == (len(NAMES), len(NAMES), 0)


def test_learners_are_added_up_to_a_number(instance: Path) -> None:
    seed("--people", "20")
    assert seed("--people", "50").output == "Added 30 invented people to the demo.\n"
    assert seed("--people", "10").output == "Added 0 invented people to the demo.\n"
    assert people(instance) == (58, 58, 0)


def test_learners_are_spread_over_teams_once(instance: Path) -> None:
    told = seed("--people", "20", "--teams", "5").output
    assert "Worked out what is due of 28 people." in told
    assert told.endswith("Placed 20 of them in 5 teams.\n")
    again = seed("--people", "22", "--teams", "5").output
    assert "Added 2 invented people to the demo.\nPlaced 2 of them in 5 teams.\n" in again
    database = open_database(f"sqlite:///{instance / 'demo.sqlite3'}")
    with database.reading() as unit:
        assert unit.scalar(select(func.count()).select_from(Team)) == 7
        assert unit.scalar(select(func.count()).select_from(Recount)) == 0
    database.close()


def test_the_cast_holds_the_roles_of_the_house(instance: Path) -> None:
    seed()
    database = open_database(f"sqlite:///{instance / 'demo.sqlite3'}")
    counted = select(Role.name, func.count()).group_by(Role.name)
    with database.reading() as unit:
        held = {row[0]: row[1] for row in unit.execute(counted)}
    database.close()
    assert held == {"supervisor": 1, "reviewer": 3, "author": 1, "administrator": 1}


def test_the_real_database_gets_nobody(instance: Path) -> None:
    seed("--people", "5")
    assert not (instance / "debrief.sqlite3").exists()


def test_a_number_that_is_none_is_a_mistake_of_use() -> None:
    assert CliRunner().invoke(root, ["seed", "--people", "-1"]).exit_code == 2
