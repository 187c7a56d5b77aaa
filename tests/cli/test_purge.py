"""`learning purge`: what is due, what a restored backup brought back, and a dry run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from learning import clock
from learning.cli import root
from learning.cli.starting import configured, ready_database
from learning.reports import holding, ledger, receipts
from learning.reports.models import Part, Report
from learning.stretching import Cost
from tests.builders import cast_into
from tests.reports import desks


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with three reports of this week."""
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    monkeypatch.setattr(receipts, "COST", Cost(32, 1))
    monkeypatch.setattr(holding, "COST", Cost(32, 1))
    database = ready_database(configured())
    with database.writing() as session:
        cast = cast_into(session)
        desk = desks.desk(session, {"rana": cast.rana, "ravi": cast.ravi, "rosa": cast.rosa})
        for _ in range(3):
            desk.tell(on=clock.now().date())
    database.close()
    return tmp_path


def told(*options: str) -> str:
    done = CliRunner().invoke(root, ["purge", *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def grow_old(number: int, weeks: int = 60, state: str = "received") -> None:
    """So many of the reports came long ago."""
    database = ready_database(configured())
    with database.writing() as session:
        for one in session.scalars(select(Report).order_by(Report.id).limit(number)):
            one.state = state
            one.outcome = "counted" if state == "closed" else None
            one.week = one.moved_week = one.week - dt.timedelta(weeks=weeks)
    database.close()


def there() -> int:
    database = ready_database(configured())
    with database.reading() as session:
        number = session.scalar(select(func.count()).select_from(Report)) or 0
        parts = session.scalar(select(func.count()).select_from(Part)) or 0
    database.close()
    assert parts == number
    return number


def test_nothing_is_due_of_what_is_new(here: Path) -> None:
    assert told() == "Nothing is due.\n" and there() == 3


def test_a_dry_run_says_how_many_and_destroys_nothing(here: Path) -> None:
    grow_old(2)
    for _ in range(2):
        assert told("--dry-run") == "2 to destroy that nobody opened.\n"
    assert there() == 3 and not (here / "purges.jsonl").exists()


def test_what_is_due_is_destroyed_by_its_state(here: Path) -> None:
    grow_old(1, 14, "closed")
    grow_old(3, 0)
    grow_old(2, 60, "in_review")
    assert told() == "2 destroyed in review, without a sign of anybody.\n"
    assert there() == 1 and told() == "Nothing is due.\n"


def test_what_a_restored_backup_brought_back_is_destroyed_again(here: Path) -> None:
    (file,) = here.glob("*.sqlite3")
    grow_old(2)
    before = file.read_bytes()
    assert "2 destroyed that nobody opened." in told()
    for beside in here.glob(f"{file.name}-*"):
        beside.unlink()
    file.write_bytes(before)
    assert there() == 3
    assert "2 to destroy again: a restored backup had brought them back." in told("--dry-run")
    assert told("--replay") == "2 destroyed again: a restored backup had brought them back.\n"
    assert there() == 1 and told("--replay") == "Nothing is due.\n"


def test_a_line_of_the_ledger_that_cannot_be_read_is_passed_over(here: Path) -> None:
    grow_old(1)
    told()
    with configured().purges.open("a", encoding="utf-8") as file:
        file.write("nonsense\n")
    assert "1 lines of" in told("--dry-run") and len(ledger.read(configured().purges)[0]) == 1
