"""Where a folder of courses stands in git, also when git itself has called us."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.authoring import repository
from learning.errors import Unavailable

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


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    found = repository.look(tmp_path / "nowhere")
    assert (found.state, found.provenance.commit) == ("no-folder", "")
    assert "LEARNING_COURSES" in found.refusal


def test_a_machine_without_git_says_so(courses: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(courses))
    assert repository.look(courses).state == "no-git"


def test_a_git_that_does_not_answer_has_failed(
    courses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleeps(*_: object, **given: object) -> None:
        raise subprocess.TimeoutExpired("git", 60)

    monkeypatch.setattr(repository.subprocess, "run", sleeps)
    assert repository.look(courses).state == "no-repository"


def test_a_folder_outside_of_git_is_none(tmp_path: Path) -> None:
    assert repository.look(tmp_path).state == "no-repository"


def test_a_bare_repository_is_to_be_cloned(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    found = repository.look(tmp_path / "bare.git")
    assert found.state == "bare"
    assert "git clone" in found.refusal and "git init" not in found.refusal


def test_a_repository_of_another_account_is_not_trusted_and_the_way_out_is_told(
    courses: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    found = repository.look(courses)
    assert found.state == "not-trusted"
    assert "safe.directory" in found.refusal


def test_before_the_first_commit_there_is_nothing_to_publish(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    found = repository.look(tmp_path)
    assert (found.state, found.commit, found.is_detached) == ("no-commit", "", False)


def test_a_folder_that_no_commit_holds_is_told_from_one_without_commits(courses: Path) -> None:
    other = courses.parent / "others"
    other.mkdir()
    (other / "course.yaml").write_text("title: Other\n")
    found = repository.look(other)
    assert (found.state, found.tree) == ("not-committed", "") and found.commit
    assert found.changed == 1


def test_a_detached_head_has_no_branch(courses: Path) -> None:
    git(courses, "checkout", "--quiet", "--detach")
    found = repository.look(courses)
    assert (found.state, found.branch, found.is_detached) == ("ready", "", True)


def test_a_shallow_clone_is_as_good_as_a_whole_one(courses: Path, tmp_path: Path) -> None:
    (courses / "crew" / "course.yaml").write_text("title: Crew again\n")
    git(courses, "commit", "--quiet", "--all", "--message", "Again")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{courses.parent}", "shallow")
    found, into = repository.look(tmp_path / "shallow" / "courses"), tmp_path / "into"
    assert found.state == "ready" and found.tree == repository.look(courses).tree
    into.mkdir()
    repository.unpack(found, into)
    assert (into / "crew" / "course.yaml").read_text() == "title: Crew again\n"


def test_names_with_spaces_and_other_letters_are_kept(courses: Path, tmp_path: Path) -> None:
    above = tmp_path / "mes cours à moi" / "courses"
    courses.parent.rename(above.parent)
    named = above / "crew" / "ein Bild – größer.txt"
    named.write_text("Grüße\n")
    assert repository.look(above).changed == 1
    git(above, "add", ".")
    git(above, "commit", "--quiet", "--message", "Names")
    found, into = repository.look(above), tmp_path / "into"
    into.mkdir()
    repository.unpack(found, into)
    assert (found.changed, (into / "crew" / named.name).read_text()) == (0, "Grüße\n")


def test_what_is_marked_export_ignore_is_left_out(courses: Path, tmp_path: Path) -> None:
    (courses / ".gitattributes").write_text("notes.md export-ignore\n")
    (courses / "notes.md").write_text("For us.\n")
    git(courses, "add", ".")
    git(courses, "commit", "--quiet", "--message", "Notes")
    into = tmp_path / "into"
    into.mkdir()
    repository.unpack(repository.look(courses), into)
    assert not (into / "notes.md").exists() and (into / "crew").is_dir()


def test_a_commit_that_cannot_be_read_is_refused(courses: Path, tmp_path: Path) -> None:
    lost = replace(repository.look(courses), commit="0" * 40)
    into = tmp_path / "into"
    into.mkdir()
    with pytest.raises(Unavailable, match="git fsck"):
        repository.unpack(lost, into)


@given(st.lists(st.sampled_from(["..", "a", "b", "."]), min_size=1, max_size=4))
@settings(max_examples=30)
def test_no_entry_of_an_archive_is_written_outside_of_its_folder(parts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as above:
        into = Path(above) / "deep" / "into"
        into.mkdir(parents=True)
        packed, body = Path(above) / "one.tar", b"x"
        with tarfile.open(packed, "w") as archive:
            member = tarfile.TarInfo("/".join([*parts, "leaf"]))
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
        with tarfile.open(packed) as archive:
            repository._write(archive, archive.getmembers()[0], into)
        outside = [one for one in Path(above).rglob("leaf") if into not in one.parents]
        assert outside == []
