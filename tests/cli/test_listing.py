"""A module joins the list in course.yaml, and nothing else of the file changes."""

from __future__ import annotations

import pytest
import yaml

from learning.cli.listing import first_objective, with_module


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "modules:\n  - one # M1\n  - two\nreview: x\n",
            "modules:\n  - one # M1\n  - two\n  - new\nreview: x\n",
        ),
        ("modules:\n- one\n", "modules:\n- one\n- new\n"),
        ("modules:\n  -   one", "modules:\n  -   one\n  -   new\n"),
        (
            "modules:\n  - one # last\n\n# then\na: b\n",
            "modules:\n  - one # last\n  - new\n\n# then\na: b\n",
        ),
        ("modules:\r\n  - one\r\na: b\r\n", "modules:\r\n  - one\r\n  - new\r\na: b\r\n"),
        ("modules: [one, two] # M\n", "modules: [one, two, new] # M\n"),
        ("modules: [\n  one, # first\n  two,\n]\n", "modules: [\n  one, # first\n  two, new,\n]\n"),
        ("modules: []\n", "modules: [new]\n"),
        ('modules:\n  - "one"\n', 'modules:\n  - "one"\n  - new\n'),
        ("\ufeffmodules: [one]\n", "\ufeffmodules: [one, new]\n"),
        (
            "title: caf\u00e9 \U0001f600\nmodules: [one]\n",
            "title: caf\u00e9 \U0001f600\nmodules: [one, new]\n",
        ),
    ],
)
def test_the_authors_formatting_stays(before: str, after: str) -> None:
    assert with_module(before, "new") == after
    assert "new" in yaml.safe_load(after)["modules"]


@pytest.mark.parametrize(
    "text",
    [
        "title: no list\n",
        "modules: one\n",
        "modules:\n",
        "modules:\n  - {one: two\n",
        "- modules\n",
        "",
        "modules:\n  - one\nreview: 2026-13-45\n",
        "modules:\n  - - one\n",
        "modules:\n  - >\n    one\n    and more\n\nb: c",
    ],
)
def test_where_it_is_not_safe_nothing_is_made(text: str) -> None:
    made = with_module(text, "new")
    assert made is None or yaml.safe_load(made)["modules"][-1] == "new"


def test_a_list_that_cannot_be_read_is_left_to_the_author() -> None:
    assert with_module("modules: one\n", "new") is None
    assert with_module("modules:\n  - {one: two\n", "new") is None
    assert with_module("modules: [a]\nreview: 2026-13-45\n", "new") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("objectives:\n  - {id: a, sources: [b, c]}\n  - {id: d, sources: [e]}\n", ("a", "b")),
        ("objectives:\n  - {id: a}\n", None),
        ("objectives: []\n", None),
        ("objectives:\n  - {id: 12, sources: [b]}\n", None),
        ("nothing: here\n", None),
        ("{", None),
        ("", None),
    ],
)
def test_a_module_begins_with_the_first_objective(text: str, told: object) -> None:
    assert first_objective(text) == told
