"""The hook and the workflow that the guide for authors gives are run as they stand there.

Here git calls the hook's line itself. With pre-commit 4.7.0, an install from source and a checkout
the text did the same by hand on 25 November 2026; the workflow was valid for check-jsonschema's
copy of GitHub's schema, and its steps, but for those of GitHub, ran in a clean folder.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from learning.cli import root

_ROOT = Path(__file__).parents[2]
_GUIDE = (_ROOT / "courses" / "README.md").read_text(encoding="utf-8")


def _block(begins: str) -> dict[str, object]:
    found = re.search(rf"```\n({re.escape(begins)}\n.*?)```", _GUIDE, re.DOTALL)
    assert found is not None
    return dict(yaml.safe_load(found.group(1)))


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    named = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *words]
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    kept = {**os.environ, "PATH": path, "PYTHONPATH": str(_ROOT), "XDG_CACHE_HOME": str(folder)}
    return subprocess.run(named, cwd=folder, env=kept, capture_output=True, text=True, check=False)


@pytest.fixture
def hooked(tmp_path: Path) -> Path:
    """Give a repository with a module, whose hook runs the line of the guide."""
    entry = _block("repos:")["repos"][0]["hooks"][0]["entry"]  # type: ignore[index]
    (tmp_path / "bin").mkdir()
    _git(tmp_path, "init", "-q")
    hooks = tmp_path / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    called = f'#!/bin/sh\nexec "{sys.executable}" -m learning.cli "$@"\n'
    for path, text in (
        (tmp_path / "bin" / "learning", called),
        (hooks / "pre-commit", f"#!/bin/sh\nexec {entry}\n"),
    ):
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    (tmp_path / "courses").mkdir()
    return tmp_path


def test_the_hook_of_the_guide_lets_a_good_commit_pass_and_stops_a_bad_one(hooked: Path) -> None:
    copied = hooked / "courses"
    subprocess.run(["cp", "-R", f"{_ROOT / 'courses'}/.", str(copied)], check=True)
    _git(hooked, "add", "courses")
    good = _git(hooked, "commit", "-q", "-m", "Begin")
    assert good.returncode == 0, good.stdout + good.stderr
    quiz = sorted(copied.glob("*/*/quiz.yaml"))[0]
    quiz.write_text(
        quiz.read_text(encoding="utf-8").replace("objective:", "objectve:", 1), encoding="utf-8"
    )
    bad = _git(hooked, "commit", "-q", "-a", "-m", "Mistype a key")
    assert bad.returncode != 0
    assert "objectve" in bad.stdout + bad.stderr


def test_the_workflow_of_the_guide_runs_commands_that_exist() -> None:
    steps = _block("name: courses")["jobs"]["check"]["steps"]  # type: ignore[index]
    runs = [step["run"].split() for step in steps if "run" in step]
    assert runs
    assert {words[0] for words in runs} == {"pip", "learning"}
    told = [
        CliRunner().invoke(root, [words[1], "--help"]) for words in runs if words[0] == "learning"
    ]
    assert [outcome.exit_code for outcome in told] == [0] * len(told)
