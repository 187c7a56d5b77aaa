"""A process that has read courses tells of any later tree what one that reads it first would."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.authoring import drafting
from learning.authoring.drafting import Desk
from learning.content.layout import LIBRARY
from tests.content.trees import (
    COURSE,
    DOOR,
    FACTORS,
    MODULE,
    QUIZ,
    Change,
    add,
    copied,
    copy,
    drop,
    put,
    swap,
)

EDITS: list[Change] = [
    add(MODULE, "\nMore words.\n"),
    add(MODULE, "\nSee [another page](../../other/identity/module.md#two-details).\n"),
    add(QUIZ, "\nmore: 1\n"),
    copy("crew", "other"),
    copy("crew", "Not An Id"),
    drop("other"),
    drop("other/course.yaml"),
    drop(FACTORS),
    drop("cases"),
    swap("other/identity/module.md", "## Two details", "## Three details"),
    swap(COURSE, "title: ", "title: Another "),
    swap(DOOR, "status: live", "status: draft"),
    swap(DOOR, "status: draft", "status: live"),
    put("stray.txt", "x"),
    put("crew/course.yaml", "format: 1\n"),
]


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A folder for every example of a property."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The courses that were compiled."""
    names: list[str] = []
    compile_one = drafting.compile_one

    def noted(catalogue: object, name: str) -> object:
        names.append(name)
        return compile_one(catalogue, name)  # type: ignore[arg-type]

    monkeypatch.setattr(drafting, "compile_one", noted)
    return names


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=6))
def test_a_desk_that_knows_older_trees_tells_the_same(ground: Path, edits: list[Change]) -> None:
    shutil.rmtree(ground)
    ground.mkdir()
    root, desk = copied(ground), Desk()
    desk.courses(root, "courses")
    for number, edit in enumerate(edits):
        moved = ground / f"tree-{number}" / "courses"  # as each commit is unpacked elsewhere
        root = Path(shutil.copytree(root, moved))
        with suppress(OSError, AssertionError):
            edit(root)
        assert desk.courses(root, "courses") == Desk().courses(root, "courses")


def test_only_the_courses_that_changed_are_compiled(root: Path, compiled: list[str]) -> None:
    desk = Desk()
    copy("crew", "other")(root)
    before = desk.courses(root, "courses")
    assert sorted(compiled) == [LIBRARY, "crew", "other"]
    compiled.clear()
    add(MODULE, "\nMore.\n")(root)
    after = desk.courses(root, "courses")
    assert compiled == ["crew"]
    assert after["crew"].manifest != before["crew"].manifest
    assert after["other"] == before["other"]


def test_a_course_is_broken_and_mended_by_others_than_itself(root: Path) -> None:
    desk = Desk()
    copy("crew", "other")(root)
    add(MODULE, "\nSee [another page](../../other/identity/module.md#two-details).\n")(root)
    whole = desk.courses(root, "courses")["crew"]
    swap("other/identity/module.md", "## Two details", "## Three details")(root)
    broken = desk.courses(root, "courses")["crew"]
    assert (broken.manifest, broken.errors) == ("", 1)
    assert broken.problems[0].file == f"courses/{MODULE}"
    swap("other/identity/module.md", "## Three details", "## Two details")(root)
    assert desk.courses(root, "courses")["crew"] == whole


def test_a_tree_that_cannot_be_read_is_told_of_and_not_remembered(
    root: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk()
    with monkeypatch.context() as patched:
        patched.setattr("learning.content.remembering.tree_of", lambda _: None)
        desk.courses(root, "courses")
    compiled.clear()
    desk.courses(root, "courses")
    assert sorted(compiled) == [LIBRARY, "crew"]


def test_an_empty_folder_is_told_of_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    [told] = Desk().courses(tmp_path / "none", "courses").values()
    assert (told.id, [one.file for one in told.problems]) == (LIBRARY, ["courses"])


def test_two_who_ask_at_once_have_it_read_once(root: Path, compiled: list[str]) -> None:
    desk = Desk()
    threads = [threading.Thread(target=desk.courses, args=(root, "x")) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(compiled) == [LIBRARY, "crew"]
