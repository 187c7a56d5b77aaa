"""Where a folder of courses stands in git, also when git itself has called us."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from learning.authoring import repository

ME = ("-c", "user.email=ada@example.org", "-c", "user.name=Ada")


def git(place: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(place), *ME, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """A folder of courses within a repository, committed."""
    found = tmp_path / "work" / "courses"
    (found / "crew").mkdir(parents=True)
    (found / "crew" / "course.yaml").write_text("title: Crew\n")
    git(found.parent, "init", "--quiet", "--initial-branch", "main")
    git(found.parent, "add", ".")
    git(found.parent, "commit", "--quiet", "--message", "Begin")
    return found


@pytest.mark.parametrize(
    "told",
    [
        {"GIT_DIR": "."},
        {"GIT_DIR": "/nowhere/.git", "GIT_WORK_TREE": "/nowhere"},
        {"GIT_INDEX_FILE": "/nowhere/index", "GIT_PREFIX": "crew/"},
        {"GIT_OBJECT_DIRECTORY": "/nowhere/objects"},
    ],
)
def test_what_git_tells_a_hook_of_another_repository_is_not_taken_for_ours(
    courses: Path, monkeypatch: pytest.MonkeyPatch, told: dict[str, str]
) -> None:
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    found = repository.look(courses)
    assert (found.state, found.branch, found.prefix, found.changed) == (
        "ready",
        "main",
        "courses/",
        0,
    )
    monkeypatch.undo()
    assert found.commit == git(courses, "rev-parse", "HEAD")


def test_the_folder_is_written_out_as_committed(courses: Path, tmp_path: Path) -> None:
    (courses / "crew" / "course.yaml").write_text("title: Half-writt")
    found, into = repository.look(courses), tmp_path / "into"
    into.mkdir()
    repository.unpack(found, into)
    assert (into / "crew" / "course.yaml").read_text() == "title: Crew\n"
    assert (found.changed, found.provenance.dirty) == (1, True)
    assert {one.name for one in tmp_path.iterdir()} == {"work", "into"}


def test_a_link_is_written_as_a_link_and_nothing_is_read_through_it(
    courses: Path, tmp_path: Path
) -> None:
    (courses / "crew" / "secret.md").symlink_to("/etc/passwd")
    git(courses, "add", ".")
    git(courses, "commit", "--quiet", "--message", "Link")
    into = tmp_path / "into"
    into.mkdir()
    repository.unpack(repository.look(courses), into)
    assert (into / "crew" / "secret.md").is_symlink()
