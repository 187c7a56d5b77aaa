"""The set-up: standard library only, one hash when nothing has changed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from learning import __main__ as bootstrap


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with locks and a ready environment."""
    locks = tmp_path / "learning" / "lock"
    locks.mkdir(parents=True)
    for kind in ("run", "test"):
        (locks / f"{kind}.txt").write_text(f"a==1 --hash=sha256:{kind}\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    (tmp_path / ".venv").mkdir()
    return tmp_path


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been run; nothing is."""
    made: list[list[str]] = []

    def call(command: list[str]) -> int:
        made.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    return made


def test_the_stamp_changes_with_the_lock_and_with_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("a==1\n")
    first = bootstrap.stamp_of(lock)
    assert bootstrap.stamp_of(lock) == first
    lock.write_text("a==2\n")
    second = bootstrap.stamp_of(lock)
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    assert len({first, second, bootstrap.stamp_of(lock)}) == 3


def test_packages_are_installed_from_the_hashed_lock_once(
    place: Path, calls: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap.prepare("run")
    (install,) = calls
    assert {"--require-hashes", "--only-binary", ":all:"} <= set(install)
    assert install[-1] == str(place / "learning" / "lock" / "run.txt")
    assert "this happens once" in capsys.readouterr().out
    bootstrap.prepare("run")
    assert len(calls) == 1
    assert capsys.readouterr().out == ""


def test_a_changed_lock_is_installed_again(place: Path, calls: list[list[str]]) -> None:
    bootstrap.prepare("run")
    (place / "learning" / "lock" / "run.txt").write_text("a==2 --hash=sha256:new\n")
    bootstrap.prepare("run")
    assert len(calls) == 2


def test_tests_need_packages_of_their_own(place: Path, calls: list[list[str]]) -> None:
    bootstrap.prepare("run")
    bootstrap.prepare("test")
    assert [Path(command[-1]).name for command in calls] == ["run.txt", "test.txt"]


def test_the_environment_is_made_where_there_is_none(
    place: Path, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", place / "none")
    bootstrap.prepare("run")
    assert calls[0] == [sys.executable, "-m", "venv", str(place / ".venv")]


@pytest.mark.parametrize(
    ("fails", "said"), [("venv", "apt install python3-venv"), ("pip", "Check the network")]
)
def test_what_cannot_be_prepared_says_what_to_do_and_is_tried_again(
    place: Path, monkeypatch: pytest.MonkeyPatch, fails: str, said: str
) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", place / "none")
    monkeypatch.setattr(subprocess, "call", lambda command: int(fails in command))
    with pytest.raises(SystemExit, match=said):
        bootstrap.prepare("run")
    assert not (place / ".venv" / "stamp-run").exists()


def test_an_old_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later"):
        bootstrap.main([])


@pytest.mark.parametrize(
    ("arguments", "kind", "run"),
    [
        ([], "run", ["serve", "--demo"]),
        (["serve", "--port", "8001"], "run", ["serve", "--port", "8001"]),
        (["test"], "test", ["test"]),
        (["test", "tests/web"], "test", ["test", "tests/web"]),
    ],
)
def test_everything_is_handed_to_the_command(
    place: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], kind: str, run: list[str]
) -> None:
    prepared: list[str] = []
    started: list[list[str]] = []

    class Child:
        """A command that ends with 3."""

        def __init__(self, command: list[str], env: dict[str, str]) -> None:
            started.append(command)
            assert env["PYTHONPATH"] == str(place)

        def wait(self) -> int:
            return 3

    monkeypatch.setattr(bootstrap, "prepare", prepared.append)
    monkeypatch.setattr(subprocess, "Popen", Child)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    assert bootstrap.main(arguments) == 3
    assert prepared == [kind]
    assert started == [[sys.executable, "-m", "learning.cli", *run]]


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_the_setup_needs_nothing_that_is_not_in_python(name: str) -> None:
    tree = ast.parse((Path(bootstrap.__file__).parent / name).read_text(encoding="utf-8"))
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            used |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            used.add((node.module or "").partition(".")[0])
    assert used <= set(sys.stdlib_module_names)


def test_the_setup_can_be_read_by_a_python_that_it_refuses() -> None:
    source = Path(bootstrap.__file__).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    assert "from __future__ import annotations" in source
