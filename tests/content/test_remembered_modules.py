"""What was remembered of modules tells what reading them would, whoever read them."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.content import halving, remembered_modules
from learning.content.checking import check
from learning.content.halving import Part
from learning.content.remembered_modules import retell
from learning.content.remembering import Memory, Told
from tests.content.trees import (
    COURSE,
    DOOR,
    FACTORS,
    ID_QUIZ,
    IDENTITY,
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

DAY = dt.date(2026, 11, 25)
EDITS: list[Change] = [
    add(MODULE, "\nSee [another page](../identity/module.md#two-details) and [x](#gone).\n"),
    add(MODULE, "\nSee [the door](../../cases/in-01-the-green-door.md#what-caught-it).\n"),
    add(IDENTITY, "\n## Two more details\n\n![A door](media/doors.png)\n"),
    add(QUIZ, "\nmore: 1\n"),
    copy("crew/identity", "crew/copied"),
    copy("crew", "other"),
    copy("crew/identity/media/doors.png", "crew/identity/media/unused.png"),
    put("crew/empty/README", "x"),
    put("crew/later/module.md", "---\ntitle: x\n---\n"),
    put("crew/identity/module.md", ""),
    drop("crew/identity/quiz.yaml"),
    drop("crew/identity/media/doors.png"),
    drop("factors.yaml"),
    drop("cases/in-02-a-quiet-radio.md"),
    drop("crew/course.yaml"),
    swap(COURSE, "say-it", "say-so"),
    swap(COURSE, "modules:", "modules: [copied]\nmoduls:"),
    swap(DOOR, "status: live", "status: draft"),
    swap(DOOR, "## What caught it", "## What caught"),
    swap(FACTORS, "id: com", "id: cam"),
    swap(QUIZ, "rev: 1", "rev: 0"),
    swap(ID_QUIZ, "  - id: ", "  - id: x"),
    swap(MODULE, "minutes", "minuts"),
]  # fmt: skip
TEXTS = (COURSE, MODULE, QUIZ, IDENTITY, ID_QUIZ, DOOR, FACTORS)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that were read."""
    names: list[str] = []

    def reading(parts: Sequence[Part], *rest: object, **named: object) -> object:
        names.extend(one.folder.id for one, _ in parts)
        return halving.judge_parts(parts, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(remembered_modules, "judge_parts", reading)
    return names


def told(place: Path, root: Path, only: Path | None = None, day: dt.date | None = DAY) -> Told:
    return retell(Memory(place, root, only, day), only)


def anew(root: Path, only: Path | None = None, day: dt.date | None = DAY) -> Told:
    checked = check(root, only, day)
    return Told(checked.problems, checked.files)


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A folder for every example of a property."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder)


def edited(root: Path, edit: Change | tuple[str, bytes]) -> None:
    """Change the tree, as far as what is to be changed is still there."""
    with suppress(OSError, AssertionError, UnicodeError):
        if isinstance(edit, tuple):
            file, more = edit
            put(file, (root / file).read_bytes() + more)(root)
        else:
            edit(root)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    edits=st.lists(
        st.one_of(st.sampled_from(EDITS), st.tuples(st.sampled_from(TEXTS), st.binary(max_size=9))),
        min_size=1,
        max_size=5,
    ),
    part=st.sampled_from([None, "crew", MODULE]),
)
def test_whatever_is_edited_a_check_tells_the_same_as_one_that_remembers_nothing(
    ground: Path, edits: list[Change | tuple[str, bytes]], part: str | None
) -> None:
    for folder in ("courses", "kept"):
        shutil.rmtree(ground / folder, ignore_errors=True)
    root, place = copied(ground), ground / "kept"
    told(place, root)
    for edit in edits:
        edited(root, edit)
        only = root / part if part else None
        if only is None or only.exists():
            assert told(place, root, only) == anew(root, only)
    with mock.patch.multiple(halving, MANY=1, _processors=lambda: 2):
        by_two = told(ground / "none", root)
    shutil.rmtree(ground / "none")
    assert told(place, root) == by_two == anew(root)


def test_only_what_was_saved_is_read_again(place: Path, root: Path, asked: list[str]) -> None:
    told(place, root)
    assert sorted(asked) == ["identity", "speaking-up"]
    asked.clear()
    add(MODULE, "\nMore.\n")(root)
    told(place, root)
    assert asked == ["speaking-up"]
    asked.clear()
    swap(COURSE, "title:", "title: Another")(root)
    add(DOOR, "\nMore words.\n")(root)
    told(place, root)
    assert asked == [], "modules rest on the ids of the course and of the cases alone"


def test_one_part_is_asked_for_and_the_others_are_still_remembered(
    place: Path, root: Path, asked: list[str]
) -> None:
    copy("crew", "other")(root)
    told(place, root)
    add(MODULE, "\nMore.\n")(root)
    told(place, root, root / "crew")
    asked.clear()
    assert told(place, root) == anew(root)
    assert asked == []


def test_what_is_there_no_more_is_forgotten(place: Path, root: Path) -> None:
    def kept() -> int:
        return max(file.stat().st_size for file in place.iterdir())

    told(place, root)
    before = kept()
    copy("crew", "other")(root)
    told(place, root)
    assert kept() > before
    drop("other")(root)
    told(place, root)
    assert kept() == before


@pytest.mark.parametrize(
    ("change", "day"),
    [
        (swap(COURSE, "id: say-it", "id: say-so"), DAY),
        (swap(DOOR, "status: live", "status: draft"), DAY),
        (add(MODULE, ""), DAY + dt.timedelta(days=1)),
    ],
    ids=["an id of the course", "a case", "the day"],
)
def test_what_modules_rest_on_has_them_read_again(
    place: Path, root: Path, asked: list[str], change: Change, day: dt.date
) -> None:
    told(place, root)
    asked.clear()
    change(root)
    assert told(place, root, day=day) == anew(root, day=day)
    assert sorted(asked) == ["identity", "speaking-up"]


def test_a_module_saved_while_it_was_read_is_not_remembered(
    place: Path, root: Path, asked: list[str]
) -> None:
    memory = Memory(place, root, None, DAY)
    old = (root / MODULE).read_bytes()
    add(MODULE, "\n# Wrong\n")(root)
    retell(memory, None)
    (root / MODULE).write_bytes(old)
    asked.clear()
    assert told(place, root) == anew(root)
    assert asked == ["speaking-up"]


def _with(values: object) -> Callable[[object], object]:
    return lambda _: values


DAMAGES = [
    _with([]), _with({}), _with("x"), _with({"crew/speaking-up": []}),
    lambda kept: {name: [one[0], None] for name, one in kept.items()},
    lambda kept: {name: [one[0], one[1][:-1]] for name, one in kept.items()},
    lambda kept: {name: [one[0], [[["f", 0, [[1, 1, "no.rule", "x"]]]], *one[1][1:]]]
                  for name, one in kept.items()},
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_memory_is_none(
    place: Path, root: Path, damage: Callable[[object], object]
) -> None:
    told(place, root)
    for file in place.iterdir():
        held = json.loads(file.read_text())
        if isinstance(held, dict):
            file.write_text(json.dumps(damage(held)))
    assert told(place, root) == anew(root)


def test_half_a_file_as_a_power_cut_leaves_it_is_none(place: Path, root: Path) -> None:
    told(place, root)
    for file in place.iterdir():
        file.write_bytes(file.read_bytes()[:-9] + b"\0" * 9)
    assert told(place, root) == anew(root)


def test_of_a_tree_that_cannot_be_read_nothing_is_remembered(
    place: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(place, root)
    kept = {file: file.read_bytes() for file in place.iterdir()}
    monkeypatch.setattr("learning.content.remembering.tree_of", lambda _: None)
    add(MODULE, "\n# Wrong\n")(root)
    assert told(place, root) == anew(root)
    assert {file: file.read_bytes() for file in place.iterdir()} == kept


def test_two_processes_tell_the_same(
    place: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for edit in (EDITS[0], EDITS[4], EDITS[5], EDITS[20]):
        edit(root)
    monkeypatch.setattr(halving, "MANY", 2)
    monkeypatch.setattr(halving, "_processors", lambda: 2)
    assert told(place, root) == anew(root)
