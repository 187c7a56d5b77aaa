"""The page of promises and the suite: each promise has its tests, each test its promise."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from learning.web.reporting import promises
from tests.pages import Pages

FOLDER = Path(__file__).parents[2] / "promises"


def _there() -> Counter[str]:
    """The names of the tests that hold promises, and how often each is there."""
    files = sorted(FOLDER.glob("test_*.py"))
    bodies = [ast.parse(file.read_text("utf-8")).body for file in files]
    functions = [one for body in bodies for one in body if isinstance(one, ast.FunctionDef)]
    return Counter(one.name for one in functions if one.name.startswith("test_"))


def test_each_promise_names_tests_that_are_there_and_each_test_is_named() -> None:
    there = _there()
    assert [name for name, number in there.items() if number > 1] == []
    named = {name for promise in promises.read() for name in promise.tests}
    assert named == set(there)
    assert all(promise.tests for promise in promises.read())


@pytest.mark.parametrize("promise", promises.read(), ids=lambda promise: promise.says)
def test_a_promise_is_a_sentence_and_says_what_it_means(promise: promises.Promise) -> None:
    assert promise.says.endswith(".") and promise.means.endswith(".")
    assert len(promise.says) <= 90 and promise.says not in promise.means


def test_the_page_shows_each_promise_with_its_tests(reporter: Pages) -> None:
    page = reporter.get("/report/promises")
    for promise in promises.read():
        assert promise.says in page.text and promise.means in page.text
        assert all(f"<li>{said}</li>" in page.html for said in promise.tested)
    assert "Browsers are told to keep nothing." in page.text
