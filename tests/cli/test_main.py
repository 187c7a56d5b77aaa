"""The `learning` command: what there is, and how it refuses."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from learning import __version__
from learning.cli import COMMANDS, main, root

ROOT = Path(__file__).parents[2]


def run(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of the command as a shell would see it."""
    monkeypatch.setattr(sys, "argv", ["learning", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_help_lists_every_command_with_what_it_is_for() -> None:
    told = CliRunner().invoke(root, ["--help"]).output
    for name, summary in COMMANDS.items():
        assert name in told
        assert summary.split()[0] in told


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    told = CliRunner().invoke(root, [name, "--help"])
    assert told.exit_code == 0
    assert re.search(f"Examples?: learning {name}", " ".join(told.output.split()))


def test_every_command_of_the_list_has_its_file_and_the_other_way_round() -> None:
    assert root.list_commands(root.make_context("learning", [], resilient_parsing=True)) == sorted(
        COMMANDS
    )


def test_the_version_is_told() -> None:
    assert __version__ in CliRunner().invoke(root, ["--version"]).output


def test_a_command_that_does_not_exist_is_a_mistake_of_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sreve"], monkeypatch) == 2
    assert "No such command 'sreve'" in capsys.readouterr().err


def test_a_refusal_is_one_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEARNING_PROT", "8000")
    assert run(["db", "status"], monkeypatch) == 1
    said = capsys.readouterr().err
    assert said.startswith("learning: There is no setting 'prot'. Did you mean 'port'?")
    assert said.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("called", [["--help"], ["export", "gift", "crew/speaking-up"]])
def test_a_full_disk_is_one_line_and_no_traceback(called: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "learning.cli", *called]
        ended = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False
        )
    assert ended.returncode == 1
    assert ended.stderr.startswith("learning: Not all could be written: No space left on device.")
    assert ended.stderr.count("\n") == 1


def test_another_fault_of_the_system_is_not_called_a_full_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("learning.cli.root", refuses)
    with pytest.raises(PermissionError):
        main()


def test_a_command_loads_only_what_it_needs() -> None:
    loads = "import sys, learning.cli.check; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    loaded = set(told.stdout.split())
    assert "learning.content.layout" in loaded
    assert not {"flask", "sqlalchemy", "granian", "cryptography"} & loaded


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_examples_of_a_help_are_lines_of_their_own(name: str) -> None:
    told = CliRunner().invoke(root, [name, "--help"]).output
    assert "\\b" not in told
    assert not re.search(r"learning \S.* {4,}learning ", told), "two examples on a line"
