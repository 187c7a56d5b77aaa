"""YAML is read strictly: text stays text, and nothing in a file can grow or act."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
import yaml

from learning.content.composing import DEPTH, compose
from learning.content.problems import Findings
from learning.content.reading import TEXT_LIMIT


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers of PyYAML say the same."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("needs PyYAML with libyaml")
    return str(request.param)


def value(text: str) -> Any:
    """The value of a YAML text without a problem, as the value of a key."""
    findings = Findings("a")
    composed = compose(f"a: {text}\n", findings)
    assert composed is not None and composed.whole
    assert findings.told() == []
    return composed.value["a"]


def rules(text: str, above: int = 0) -> list[tuple[str, int, int]]:
    """The rules a text breaks, and where."""
    findings = Findings("a")
    compose(text, findings, above)
    return [(one.rule, one.line, one.column) for one in findings.told()]


@pytest.mark.parametrize(
    "text",
    ["No", "yes", "on", "Off", "True", "FALSE", "y", "12:30", "1:30:00", "012", "0o14", "0x1F",
     "1_000",
     "1e5", "+5", ".5", "5.", ".inf", "-.inf", ".NaN", "2027-03-01", "2027-03-01 10:00:00", "Null",
     "NULL", "<<", "=", "1.2.3", "--1", "1 000"],
)  # fmt: skip
def test_what_is_not_plainly_something_else_is_text(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("0.5", 0.5), ("-2.50", -2.5),
        ("123456789012345", 123456789012345),
        ("'true'", "true"), ('"12"', "12"), ("'~'", "~"), ("''", ""),
        ("|\n  true", "true\n"), (">-\n  1\n  2", "1 2"),
    ],
)  # fmt: skip
def test_booleans_numbers_and_nothing_are_written_in_one_way(text: str, read: Any) -> None:
    found = value(text)
    assert (found, type(found)) == (read, type(read))


def test_a_key_is_text_whatever_it_looks_like() -> None:
    composed = compose("1: a\ntrue: b\n~: c\nNo: d\n2027-01-01: e\n", Findings("a"))
    assert composed is not None
    assert composed.value == {"1": "a", "true": "b", "~": "c", "No": "d", "2027-01-01": "e"}


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "yaml.duplicate-key", 3, 1),
        ("a: {b: 1, b: 2}\n", "yaml.duplicate-key", 1, 11),
        ("a: 1\n'a': 2\n", "yaml.duplicate-key", 2, 1),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml.tag", 1, 4),
        ("a: !!str 5\n", "yaml.tag", 1, 4),
        ("a: !own\n  b: 1\n", "yaml.tag", 1, 4),
        ("!!map\na: 1\n", "yaml.tag", 1, 1),
        ("!!str a: 1\n", "yaml.tag", 1, 1),
        ("a: &x 1\n", "yaml.alias", 1, 4),
        ("&x a: 1\n", "yaml.alias", 1, 1),
        ("a: *x\n", "yaml.alias", 1, 4),
        ("\ta: 1\n", "yaml.tab", 1, 1),
        ("a:\n\tb: 1\n", "yaml.tab", 2, 1),
        ("a: 1\n---\nb: 1\n", "yaml.documents", 2, 1),
        ("? [a]\n: 1\n", "yaml.key", 1, 3),
        ("? *a\n: 1\n", "yaml.key", 1, 3),
        ("- a\n", "yaml.not-mapping", 1, 1),
        ("just words\n", "yaml.not-mapping", 1, 1),
        ("12\n", "yaml.not-mapping", 1, 1),
        ("# nothing\n", "file.empty", 1, 1),
        ("a: b: c\n", "yaml.syntax", 1, 5),
        ("a: 'b\n", "yaml.syntax", 1, 4),
        ("a: @b\n", "yaml.syntax", 1, 4),
        ("a: `b`\n", "yaml.syntax", 1, 4),
        ("a: [1, 2\n", "yaml.syntax", 1, 4),
        ("a: 1\n  b: 2\n", "yaml.syntax", 2, 4),
        ('a: "\\q"\n', "yaml.syntax", 1, 4),
        ("a: 1\nb:c\nd: e\n", "yaml.syntax", 2, 1),
        ("- a: 1\n\N{NO-BREAK SPACE} b: 2\n  c: 3\n", "yaml.syntax", 2, 1),
        ('a: "\\u0007"\n', "file.character", 1, 4),
        ("a: 1234567890123456\n", "yaml.number", 1, 4),
        ("a: 0.1234567890123456789\n", "yaml.number", 1, 4),
    ],
)
def test_what_is_refused_is_told_at_its_place(text: str, rule: str, line: int, column: int) -> None:
    assert rules(text)[0] == (rule, line, column)
    assert rules(text, above=5)[0] == (rule, line + 5, column)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: \N{LEFT DOUBLE QUOTATION MARK}b: c\N{RIGHT DOUBLE QUOTATION MARK}\n", "straight ones"),
        ("- a: 1\n\N{NO-BREAK SPACE} b: 2\n  c: 3\n", "no-break spaces"),
        ("a: b: c\n", "a colon within a text"),
        ("a: 1\nb:c\nd: e\n", "a colon and a space"),
        ("a:\n  - b\n c: d\n", "indent"),
    ],
)
def test_what_a_beginner_mistypes_is_called_what_it_is(text: str, said: str) -> None:
    findings = Findings("a")
    compose(text, findings)
    assert said in findings.told()[0].message


def test_all_problems_that_can_be_read_past_are_told_at_once() -> None:
    text = "a: &x 1\na: 2\nb: !!str 3\nc: *x\nd: 12345678901234567890\n"
    assert [rule for rule, _, _ in rules(text)] == [
        "yaml.alias", "yaml.duplicate-key", "yaml.tag", "yaml.alias", "yaml.number",
    ]  # fmt: skip


def test_an_aliased_part_is_never_taken_for_the_whole() -> None:
    composed = compose("a: &x [1]\nb: *x\n", Findings("a"))
    assert composed is not None and not composed.whole


def test_the_first_of_two_values_is_kept() -> None:
    composed = compose("a: 1\na: 2\n", Findings("a"))
    assert composed is not None and composed.value == {"a": 1}


def test_nesting_ends_at_its_limit() -> None:
    inner = "[" * (DEPTH - 1) + "]" * (DEPTH - 1)
    assert rules(f"a: {inner}\n") == []
    assert rules(f"a: [{inner}]\n")[0][0] == "yaml.depth"


@pytest.mark.parametrize(
    "text",
    [
        "[" * TEXT_LIMIT,
        "{" * TEXT_LIMIT,
        "- " * (TEXT_LIMIT // 2),
        "? " * (TEXT_LIMIT // 2),
        "a: " + "9" * TEXT_LIMIT,
        "a: '" + "x" * TEXT_LIMIT,
        "a: &a " * 1000,
    ],
    ids=["brackets", "braces", "dashes", "questions", "digits", "quote", "anchors"],
)
def test_hostile_texts_are_refused_at_once(text: str) -> None:
    start = time.process_time()
    assert rules(text)
    assert time.process_time() - start < 5


def test_a_bomb_of_aliases_is_as_small_as_it_looks() -> None:
    names = "abcdefghi"
    text = 'a: &a ["x", "x"]\n' + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise(names)
    )
    findings = Findings("a")
    composed = compose(text, findings)
    assert composed is not None and not composed.whole
    assert {one.rule for one in findings.told()} == {"yaml.alias"}
    assert composed.value["i"] == [None] * 9


@pytest.mark.parametrize(
    "text", ["{", "a: {", "a: [\n", 'a: "\\U00110000"\n', 'a: "\\ud800"', "%X"]
)
def test_wherever_a_parser_stops_the_place_is_within_the_file(text: str) -> None:
    for rule, line, column in rules(text):
        assert rule in ("yaml.syntax", "file.character")
        assert line <= text.count("\n") + 1 and column <= len(text) + 1
