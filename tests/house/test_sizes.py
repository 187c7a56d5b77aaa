"""Sizes at which to stop: a file, a function or a template beyond them holds two things."""

from __future__ import annotations

import tomllib
from pathlib import Path
from statistics import mean

import pytest

from tests.house.sources import LEARNING, ROOT, TESTS, functions, python, templates, told

_MODULE, _TEST, _TEMPLATE, _FUNCTION, _MEAN, _PARAMETERS, _COMPLEXITY = 400, 500, 150, 40, 10, 6, 8


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("files", "stop"),
    [(python(LEARNING), _MODULE), (python(TESTS), _TEST), (templates(), _TEMPLATE)],
    ids=["modules", "tests", "templates"],
)
def test_no_file_is_too_long_to_be_read_at_once(files: list[Path], stop: int) -> None:
    assert len(files) > 20
    assert {told(path): lines(path) for path in files if lines(path) > stop} == {}


def lengths() -> dict[str, int]:
    return {
        f"{told(path)}:{one.lineno} {one.name}": (one.end_lineno or 0) - one.lineno + 1
        for path in python(LEARNING)
        for one in functions(path)
    }


def test_no_function_is_too_long_to_be_held_in_the_head() -> None:
    assert {name: length for name, length in lengths().items() if length > _FUNCTION} == {}


def test_most_functions_are_short() -> None:
    assert mean(lengths().values()) <= _MEAN


def test_no_function_takes_too_much() -> None:
    taken = {}
    for path in python(LEARNING):
        for one in functions(path):
            named = [*one.args.posonlyargs, *one.args.args, *one.args.kwonlyargs]
            count = len([arg for arg in named if arg.arg not in ("self", "cls")])
            if count > _PARAMETERS:
                taken[f"{told(path)}:{one.lineno} {one.name}"] = count
    assert taken == {}


def test_the_linter_holds_complexity_and_parameters_to_the_same_numbers() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    assert lint["lint"]["mccabe"]["max-complexity"] == _COMPLEXITY
    assert lint["lint"]["pylint"]["max-args"] == _PARAMETERS
    assert {"C90", "PLR0913", "D", "TID", "S"} <= set(lint["lint"]["select"])


def test_only_python_and_what_it_needs_lies_in_the_package() -> None:
    endings = {path.suffix for path in LEARNING.rglob("*") if path.is_file()} - {".pyc"}
    assert endings <= {".py", ".mako", ".txt", ".typed", ".yaml", ".conf"}
    for path in templates():
        assert path.suffix == (".txt" if path.parent.name == "mail" else ".html"), told(path)
