"""The courses as committed or as they lie there, read once for as long as they are the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from learning.authoring import repository, trees
from learning.authoring.trees import Workshop
from learning.content.checking import check
from tests.authoring.test_repository import git
from tests.builders import COURSES


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """The tests' courses, committed."""
    found = tmp_path / "work" / "courses"
    shutil.copytree(COURSES, found)
    git(found.parent, "init", "--quiet", "--initial-branch", "main")
    git(found.parent, "add", ".")
    git(found.parent, "commit", "--quiet", "--message", "Begin")
    return found


def test_the_commit_is_unpacked_once_and_a_new_commit_of_the_same_is_the_same(
    courses: Path,
) -> None:
    workshop = Workshop()
    first = workshop.bench(repository.look(courses))
    git(courses, "commit", "--quiet", "--allow-empty", "--message", "Nothing")
    second = workshop.bench(repository.look(courses))
    assert first is not None and second is not None
    assert first.tree.root == second.tree.root and first.tree.key == second.tree.key
    assert first.tree.origin != second.tree.origin, "but each says which commit it is"
    assert first.courses is second.courses


def test_the_folder_may_hold_what_no_commit_does(courses: Path) -> None:
    shutil.copytree(courses / "crew", courses / "mates")
    workshop, standing = Workshop(), repository.look(courses)
    committed, lies = workshop.bench(standing), workshop.bench(standing, "folder")
    assert committed is not None and lies is not None
    assert set(committed.courses) == {"cases", "crew"}
    assert set(lies.courses) == {"cases", "crew", "mates"}
    assert lies.tree.origin.dirty and not committed.tree.origin.dirty


def test_a_folder_without_git_is_looked_at_as_it_lies(tmp_path: Path) -> None:
    shutil.copytree(COURSES, tmp_path / "plain")
    bench = Workshop().bench(repository.look(tmp_path / "plain"))
    assert bench is not None and bench.tree.source == "folder"
    assert Workshop().bench(repository.look(tmp_path / "nowhere")) is None


def test_a_course_is_compiled_once_and_one_that_is_broken_or_missing_not_at_all(
    courses: Path,
) -> None:
    quiz = courses / "crew" / "identity" / "quiz.yaml"
    bench = Workshop().bench(repository.look(courses))
    assert bench is not None
    assert bench.compiled("crew") is bench.compiled("crew") is not None
    for name in ("nothing", "..", "Not An Id", ""):
        assert bench.compiled(name) is None
    quiz.write_text(quiz.read_text("utf-8").replace("objective:", "objectve:"), "utf-8")
    lies = Workshop().bench(repository.look(courses), "folder")
    assert lies is not None and lies.compiled("crew") is None


def test_a_tree_is_gone_from_the_disk_with_the_last_who_holds_it(courses: Path) -> None:
    workshop = Workshop()
    first = workshop.bench(repository.look(courses))
    assert first is not None
    root = first.tree.root
    (courses / "crew" / "course.yaml").write_text("format: 1\n")
    git(courses, "commit", "--quiet", "--all", "--message", "Other")
    second = workshop.bench(repository.look(courses))
    assert root.is_dir() and second is not None and second.tree.root != root
    del first
    assert not root.exists()


def test_all_that_can_be_published_comes_with_the_library_first() -> None:
    made = list(trees.compile_all(check(COURSES).catalogue))
    assert [one.course for one in made] == ["cases", "crew"]


def test_the_digest_follows_each_file_and_passes_over_what_is_not_read(courses: Path) -> None:
    before = trees.digest(courses)
    (courses / ".hidden").write_text("x")
    (courses / "link.md").symlink_to(courses / "factors.yaml")
    assert trees.digest(courses) == before
    (courses / "crew" / "a name with ü.md").write_text("x")
    assert trees.digest(courses) != before
