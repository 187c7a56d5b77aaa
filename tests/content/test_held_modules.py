"""What is held of a module is read and judged again only where it may tell something else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from learning.content import held_modules
from learning.content.checking import check, examine
from learning.content.held_modules import HeldModules
from tests.content.trees import (
    COURSE,
    DOOR,
    IDENTITY,
    MODULE,
    Change,
    add,
    copied,
    drop,
    swap,
)

DAY = dt.date(2026, 11, 25)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path)


def count(root: Path, held: HeldModules, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """How many modules were read and judged to examine the tree; it tells the same as a check."""
    done: list[str] = []
    read, judge = held_modules.read_module, held_modules.judge_module
    with monkeypatch.context() as patched:
        patched.setattr(held_modules, "read_module", lambda *a: (done.append("read"), read(*a))[1])
        patched.setattr(
            held_modules, "judge_module", lambda *a: (done.append("judged"), judge(*a))[1]
        )
        found = examine(root, None, DAY, reader=held.read, judge=held.judge)
    assert tuple(found.problems) == check(root, today=DAY).problems
    return done.count("read"), done.count("judged")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (add(MODULE, "\n# Wrong\n"), (1, 1)),
        (drop("crew/identity/media/doors.png"), (1, 1)),
        (drop("crew/identity"), (0, 0)),
        (swap(COURSE, "title: ", "title: Another "), (0, 0)),
        (swap(COURSE, "id: say-it", "id: say-so"), (0, 2)),
        (swap(DOOR, "status: live", "status: draft"), (0, 2)),
        (swap(IDENTITY, "## ", "## Other "), (1, 1)),
        (lambda root: None, (0, 0)),
    ],
    ids=["text", "picture", "module", "title", "id", "case", "heading", "nothing"],
)
def test_what_changed_is_read_and_what_rests_on_it_is_judged(
    root: Path, change: Change, expected: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldModules()
    assert count(root, held, monkeypatch) == (2, 2)
    change(root)
    assert count(root, held, monkeypatch) == expected


def test_what_is_forgotten_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = HeldModules()
    count(root, held, monkeypatch)
    held.forget(root / "crew" / "identity")
    held.forget(root / "crew" / "nowhere")
    assert count(root, held, monkeypatch) == (1, 1)


def test_a_file_that_vanishes_while_it_is_looked_at_is_read_each_time(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldModules()

    def gone(_: Path) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "lstat", gone)
    assert count(root, held, monkeypatch) == count(root, held, monkeypatch) == (2, 2)
