"""`learning certificates`: one is revoked by its id, and the list is written for others."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from learning.cli import root, starting
from learning.installation import choosing
from learning.signing.checking import judged, revocations_of
from learning.signing.keys import Ring
from tests.builders import AT


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_revoked_certificate_is_on_the_list(place: Path) -> None:
    done = CliRunner().invoke(root, ["certificates", "revoke", "abcdef", "--reason", "error"])
    assert done.exit_code == 0 and "Revoked abcdef from " in done.output
    again = CliRunner().invoke(root, ["certificates", "revoke", "abcdef", "--reason", "error"])
    assert "revoked already" in str(again.exception)
    done = CliRunner().invoke(root, ["certificates", "revocations", "--out", "list.json"])
    assert done.exit_code == 0 and "Wrote list.json, dated " in done.output
    keys = Ring(place / "instance" / "keys").own()
    listed = revocations_of((place / "list.json").read_bytes(), keys)
    assert [reason for _, reason in listed.entries.values()] == ["error"]


def test_a_reason_is_one_of_the_list() -> None:
    done = CliRunner().invoke(root, ["certificates", "revoke", "abcdef", "--reason", "spite"])
    assert done.exit_code == 2


def test_the_list_names_who_runs_this_as_chosen_on_the_web(place: Path) -> None:
    config = starting.configured()
    with closing(starting.ready_database(config)) as database, database.writing() as unit:
        choosing.choose(unit, "operator", "North", settings=config, version=0, at=AT)
    CliRunner().invoke(root, ["certificates", "revocations", "--out", "list.json"])
    keys = Ring(place / "instance" / "keys").own()
    said = judged((place / "list.json").read_bytes(), keys).statement
    assert said is not None and said["issuer"] == "North"
    CliRunner().invoke(root, ["keys", "export", "--out", "keys.json"])
    assert '"North"' in (place / "keys.json").read_text(encoding="utf-8")
