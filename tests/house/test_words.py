"""The words of the trade: what others call users, lessons and incidents has a better name here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import LEARNING, python, templates, told, tree

_AVOIDED = {
    "user": "person, learner",
    "student": "learner",
    "pupil": "learner",
    "teacher": "supervisor, author",
    "lesson": "module",
    "question": "item",
    "incident": "near miss, case",
    "grade": "mark, score",
    "data": "what it is",
    "info": "what it is",
    "manager": "what it does",
    "handler": "what it does",
    "helper": "what it does",
    "util": "what it does",
    "misc": "what it is",
}
#: names that others have given
_GIVEN = {
    "learning/web/logs.py": {"handler"},  # logging's own
    "learning/web/changing.py": {"data"},  # WTForms' own
    "learning/interop/gift/wording.py": {"data"},  # HTMLParser's own
}
#: in what people read, these say something else than in code
_READ = set(_AVOIDED) - {"teacher", "question", "manager", "grade", "data", "helper"}
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CODE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)


def names(path: Path) -> Iterator[tuple[str, int]]:
    """Every name that a file gives, and where."""
    yield path.stem, 1
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node.lineno


def avoided(name: str) -> set[str]:
    """Avoided words in a name, in the plural too."""
    parts = {part.lower() for part in _PARTS.findall(name)}
    return {word for word in _AVOIDED if parts & {word, f"{word}s"}}


def test_names_in_code_are_words_of_the_trade() -> None:
    found = [
        f"{told(path)}:{line} {name}: say {_AVOIDED[word]}"
        for path in python(LEARNING)
        for name, line in names(path)
        for word in avoided(name) - _GIVEN.get(told(path), set())
    ]
    assert found == []


def test_the_list_of_given_names_holds_nothing_that_is_gone() -> None:
    for given, words in _GIVEN.items():
        used = {word for name, _ in names(LEARNING.parent / given) for word in avoided(name)}
        assert words <= used, given


def test_pages_use_words_of_the_trade() -> None:
    found = []
    for path in templates():
        text = _CODE.sub(" ", path.read_text(encoding="utf-8")).lower()
        words = set(re.findall(r"[a-z]+", text))
        found += [
            f"{told(path)}: {word}" for word in _READ if words & {word, f"{word}s", f"{word}'s"}
        ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("get_user", {"user"}),
        ("UserManager", {"user", "manager"}),
        ("lessons_of", {"lesson"}),
        ("LESSONS", {"lesson"}),
        ("upgrade", set()),
        ("update", set()),
        ("metadata", set()),
        ("incidental", set()),
    ],
)
def test_a_word_is_found_whole_and_not_in_others(name: str, words: set[str]) -> None:
    assert avoided(name) == words


def test_no_room_is_a_drawer() -> None:
    drawers = {"utils", "helpers", "common", "services", "managers", "misc", "core", "base_views"}
    assert [told(path) for path in LEARNING.rglob("*") if path.stem in drawers] == []
