"""`learning people import` and `export`: looked at first, done when told to."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from learning.audit.models import AuditLine
from learning.cli import people_lists, root
from learning.db import open_database
from learning.errors import Invalid, Unavailable
from learning.lists import reading
from learning.work.models import Job
from tests.lists.lists import PEOPLE, TEAMS


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(root, ["people", *map(str, arguments)])


def listed(here: Path, text: str) -> Path:
    path = here / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def lines(here: Path) -> list[tuple[str, str, str]]:
    address = f"sqlite:///{here / 'instance' / 'debrief.sqlite3'}"
    with closing(open_database(address)) as database, database.reading() as session:
        rows = session.execute(
            select(AuditLine.act, AuditLine.subject, AuditLine.note).order_by(AuditLine.id)
        )
        return [(row.act, row.subject, row.note) for row in rows]


def test_nothing_is_done_before_it_is_said(here: Path) -> None:
    path = listed(here, TEAMS)
    told = run("import", path)
    assert told.exit_code == 0 and "4 new." in told.stdout
    assert "line 3: new: N1: 'North duty' is made, in 'N'." in told.stdout
    assert "Nothing was changed. Add --apply to do it." in told.stdout and lines(here) == []
    told = run("import", path, "--apply")
    assert told.exit_code == 0 and told.stdout.endswith("It is done: 4 new.\n")
    assert [(act, note) for act, _, note in lines(here)] == [
        *[("team.made", "by a list")] * 4,
        ("import.applied", "4 new."),
    ]
    told = run("import", path, "--apply")
    assert "Nothing was changed. There is nothing to change." in run("import", path).stdout
    assert "4 unchanged.\nThere was nothing to change." in told.stdout and len(lines(here)) == 5


def test_wrong_lines_stop_everything_unless_they_are_left_out(here: Path) -> None:
    run("import", listed(here, TEAMS), "--apply")
    path = listed(here, PEOPLE.replace("kit@example.org", "kit"))
    told = run("import", path)
    last = "Nothing was changed. Correct the lines, or add --skip-wrong --apply.\n"
    assert told.exit_code == 1 and told.stdout.endswith(last)
    told = run("import", path, "--apply")
    assert told.exit_code == 1 and "1 line is wrong, so nothing was changed." in told.stdout
    assert told.stdout.endswith("Correct the lines, or add --skip-wrong --apply.\n")
    told = run("import", listed(here, "team_id,name\nB,\n"))
    assert told.stdout.endswith("Nothing was changed. Correct the lines that are wrong.\n")
    path = listed(here, PEOPLE.replace("kit@example.org", "kit"))
    told = run("import", path, "--apply", "--skip-wrong", "--format", "json")
    said = json.loads(told.stdout)
    assert told.exit_code == 1 and said["applied"] and said["kind"] == "people"
    assert said["summary"] == {"wrong": 1, "new": 2} and said["refused"] == ""
    assert [one["line"] for one in said["lines"]] == [2, 3, 4]


def test_many_leavers_are_asked_about(here: Path) -> None:
    rows = "".join(f"{n},Person {n},p{n}@x.org\n" for n in range(8))
    run("import", listed(here, f"person_id,name,email\n{rows}"), "--apply")
    path = listed(here, "person_id,name,email\n0,Person 0,p0@x.org\n")
    told = run("import", path, "--leavers")
    assert told.exit_code == 1 and "7 of 8 people would leave" in told.stdout
    assert "not in the file: left: 1: Person 1." in told.stdout
    assert told.stdout.endswith("Nothing was changed. Add --yes-all-leavers --apply to do it.\n")
    told = run("import", path, "--leavers", "--apply")
    assert told.exit_code == 1 and "Nothing was changed." in told.stdout
    assert told.stdout.endswith("Add --yes-all-leavers --apply to do it.\n")
    told = run("import", path, "--leavers", "--apply", "--yes-all-leavers")
    assert told.exit_code == 0 and "It is done: 7 leaving, 1 unchanged." in told.stdout


def test_long_lists_say_how_far_they_are(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_lists, "_LONG", 2)
    told = run("import", listed(here, TEAMS), "--apply")
    assert "Read 4 lines." in told.stderr and "Working out what is due" in told.stderr


def test_a_file_that_is_no_list_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = listed(here, "what,ever\n")
    assert isinstance(run("import", path).exception, Invalid)
    monkeypatch.setattr(reading, "MOST_BYTES", 3)
    assert isinstance(run("import", path).exception, Invalid)
    assert run("import", here / "none.csv").exit_code == 2


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_is_taken_out_and_comes_in_again(here: Path, form: str) -> None:
    run("import", listed(here, TEAMS), "--apply")
    run("import", listed(here, PEOPLE), "--apply")
    out = here / "lists" / f"people.{form}"
    told = run("export", "people", "--format", form, "--out", out)
    assert isinstance(told.exception, Invalid)
    assert str(told.exception).startswith(f"There is no folder {out.parent}. Make it first")
    out.parent.mkdir()
    assert run("export", "people", "--out", out.parent).exit_code == 2
    told = run("export", "people", "--format", form, "--out", out)
    assert told.exit_code == 0 and told.stdout == f"Wrote {out}\n"
    assert out.stat().st_mode & 0o077 == 0
    told = run("import", out)
    assert told.exit_code == 0 and "3 unchanged." in told.stdout
    assert lines(here)[-1] == ("people.exported", "people", "")
    assert run("export", "secrets", "--out", out).exit_code == 2


def test_new_people_are_sent_links_where_mail_is_sent(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = listed(here, "person_id,name,email\n1,Ann,ann@x.org\n2,Bea,bea@x.org\n")
    told = run("import", path, "--apply", "--send-links")
    assert isinstance(told.exception, Unavailable) and lines(here) == []
    monkeypatch.setenv("LEARNING_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("LEARNING_MAIL_FROM", "debrief@example.org")
    monkeypatch.setenv("LEARNING_PUBLIC_ORIGIN", "https://learn.example.org")
    told = run("import", path, "--apply", "--send-links")
    assert told.exit_code == 0, told.output
    address = f"sqlite:///{here / 'instance' / 'debrief.sqlite3'}"
    with closing(open_database(address)) as database, database.reading() as session:
        assert list(session.scalars(select(Job.kind))) == ["mail.reset", "mail.reset"]
