"""What a check told is told again only of the very same tree, day and rules."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from learning.content import remembering
from learning.content.problems import Problem
from learning.content.remembering import Memory, Told
from tests.content.trees import COURSE, MODULE, copied

DAY = dt.date(2027, 3, 1)
TOLD = Told(
    (Problem("courses/crew/course.yaml", 3, 5, "warning", "course.x", "‘so’ and \n so"),), 8
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "here"


def recalled(place: Path, root: Path, only: Path | None = None, day: dt.date = DAY) -> Told | None:
    return Memory(place, root, only, day).recall()


def test_nothing_is_recalled_before_something_was_kept(place: Path, root: Path) -> None:
    assert recalled(place, root) is None
    assert not place.exists(), "looking makes no folder"


def test_what_was_told_of_the_same_tree_is_told_again(place: Path, root: Path) -> None:
    Memory(place, root, None, DAY).keep(TOLD)
    assert recalled(place, root) == TOLD
    assert [file.name[0] for file in place.iterdir()] != ["."], "nothing half-written is left"


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / COURSE).write_text((root / COURSE).read_text() + " "),
        lambda root: (root / MODULE).unlink(),
        lambda root: (root / "crew" / "notes.txt").write_text(""),
        lambda root: (root / "crew" / "empty").mkdir(),
        lambda root: (root / MODULE).rename(root / "crew" / "speaking-up" / "modul.md"),
        lambda root: (root / "crew" / "link").symlink_to(root / MODULE),
    ],
    ids=["a byte", "gone", "new", "empty folder", "renamed", "link"],
)
def test_whatever_changes_is_checked_anew(
    place: Path, root: Path, change: Callable[[Path], object]
) -> None:
    Memory(place, root, None, DAY).keep(TOLD)
    change(root)
    assert recalled(place, root) is None


def test_what_was_saved_during_a_check_is_not_remembered_as_checked(
    place: Path, root: Path
) -> None:
    memory, file = Memory(place, root, None, DAY), root / COURSE
    old = file.read_bytes()
    file.write_bytes(old + b"\n")
    memory.keep(TOLD)
    file.write_bytes(old)
    assert recalled(place, root) is None


def test_another_day_part_or_folder_is_another_question(
    place: Path, root: Path, tmp_path: Path
) -> None:
    Memory(place, root, None, DAY).keep(TOLD)
    assert recalled(place, root, day=DAY + dt.timedelta(days=1)) is None
    assert recalled(place, root, only=root / "crew") is None
    (tmp_path / "other").mkdir()
    assert recalled(place, copied(tmp_path / "other")) is None


def test_rules_that_changed_tell_anew(
    place: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Memory(place, root, None, DAY).keep(TOLD)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "rules.py").write_text("")
    monkeypatch.setattr(remembering, "_RULES", tmp_path / "rules")
    assert recalled(place, root) is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '["x", 1, [["a"]]]', "[1, 2, 3, 4]", "\x00"])
def test_a_damaged_memory_is_none(place: Path, root: Path, damage: str) -> None:
    Memory(place, root, None, DAY).keep(TOLD)
    [file] = place.iterdir()
    file.write_text(damage)
    assert recalled(place, root) is None


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_breaks(
    tmp_path: Path, root: Path
) -> None:
    taken = tmp_path / "a-file"
    taken.write_text("")
    Memory(taken / "below", root, None, DAY).keep(TOLD)
    assert recalled(taken / "below", root) is None


def test_of_a_tree_that_cannot_be_read_nothing_is_kept(
    place: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(os, "scandir", refuse)
    Memory(place, root, None, DAY).keep(TOLD)
    assert not place.exists()
    assert recalled(place, root) is None


def test_memories_lie_where_the_system_keeps_what_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert remembering.place() == tmp_path / "debrief" / "check"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert remembering.place() == tmp_path / "home" / ".cache" / "debrief" / "check"


def test_what_was_written_long_ago_is_swept_away(place: Path, root: Path) -> None:
    Memory(place, root, None, DAY).keep(TOLD)
    (place / ".new-cut").write_text("{")
    for old in [*place.iterdir()]:
        os.utime(old, (0, 0))
    (place / ".new-just").write_text("{")
    Memory(place, root, root / "crew", DAY).keep(TOLD)
    assert recalled(place, root) is None
    assert recalled(place, root, root / "crew") == TOLD
    assert {file.name for file in place.glob(".*")} == {".new-just"}


def test_what_is_installed_beside_the_rules_is_part_of_them(
    place: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "site-packages"
    packages.mkdir()
    monkeypatch.setattr("sys.path", [str(packages), "/nowhere/site-packages"])
    Memory(place, root, None, DAY).keep(TOLD)
    assert recalled(place, root) == TOLD
    (packages / "yaml").mkdir()
    os.utime(packages, (0, 0))
    assert recalled(place, root) is None
