"""Every file says what it is for; every room says what it must never know."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.sources import LEARNING, TESTS, python, told, tree

_ROOMS = sorted(path.parent for path in LEARNING.glob("*/__init__.py"))
_ENDINGS = (".", "?", ":")


def first_line(path: Path) -> str:
    said = ast.get_docstring(tree(path)) or ""
    return said.partition("\n\n")[0]


def test_every_file_of_the_package_says_what_it_is_for() -> None:
    silent = [told(path) for path in python(LEARNING) if not first_line(path).endswith(_ENDINGS)]
    assert silent == []


def test_every_file_of_tests_says_what_it_is_about() -> None:
    assert [told(path) for path in python(TESTS) if not first_line(path)] == []


def test_two_files_never_say_the_same() -> None:
    said = [first_line(path) for path in python(LEARNING)]
    assert sorted({one for one in said if said.count(one) > 1}) == []


def test_there_are_rooms() -> None:
    assert {"content", "assessment", "people", "releases", "progress", "web", "db", "cli"} <= {
        room.name for room in _ROOMS
    }


@pytest.mark.parametrize("room", _ROOMS, ids=lambda room: room.name)
def test_a_room_opens_with_its_purpose_and_its_public_names_alone(room: Path) -> None:
    if room.name == "cli":
        return  # its front door is the command itself
    purpose, *rest = tree(room / "__init__.py").body
    assert isinstance(purpose, ast.Expr)
    assert len(first_line(room / "__init__.py")) >= 30
    for node in rest:
        is_name = isinstance(node, (ast.Import, ast.ImportFrom)) or (
            isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        )
        assert is_name, f"{told(room)}/__init__.py:{node.lineno}"


def test_every_test_is_a_sentence() -> None:
    short = [
        f"{told(path)}:{node.lineno} {node.name}"
        for path in python(TESTS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and node.name.count("_") < 3
    ]
    assert short == []
