"""A problem reads the same everywhere: file, line, column, severity, words, rule."""

from __future__ import annotations

import json

import pytest

from learning.content.problems import (
    MOST,
    RULES,
    START,
    Findings,
    Notebook,
    Place,
    Problem,
    as_github,
    as_json,
    as_text,
    hint,
    nearest,
    one_of,
    printable,
    quoted,
    summary,
)

TYPO = Problem(
    "courses/crew/speaking-up/quiz.yaml", 12, 5, "error", "quiz.unknown-field",
    "unknown field 'objectve', did you mean 'objective'?",
)  # fmt: skip
UNUSED = Problem("courses/a.png", 1, 1, "warning", "media.unused", "50% of it: unused,\nor so")


def test_a_problem_is_one_line_that_an_editor_can_follow() -> None:
    assert str(TYPO) == (
        "courses/crew/speaking-up/quiz.yaml:12:5: error: unknown field 'objectve', "
        "did you mean 'objective'? [quiz.unknown-field]"
    )


def test_problems_sort_by_file_then_line_then_column_as_numbers() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 20), ("a", 9, 3)]
    made = [Problem(*place, "error", "file.empty", "x") for place in places]
    assert [(one.file, one.line, one.column) for one in sorted(made)] == [
        ("a", 9, 3), ("a", 9, 20), ("a", 10, 1), ("b", 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("severities", "files", "said"),
    [
        ([], 14, "14 files, no problems"),
        ([], 1, "1 file, no problems"),
        (["error", "error", "warning"], 14, "2 errors, 1 warning in 14 files"),
        (["error"], 1, "1 error in 1 file"),
        (["warning", "warning"], 2, "2 warnings in 2 files"),
    ],
)
def test_the_summary_counts_what_there_is(severities: list[str], files: int, said: str) -> None:
    made = [Problem("a", 1, 1, one, "file.empty", "x") for one in severities]  # type: ignore[arg-type]
    assert summary(made, files) == said


def test_text_ends_with_the_summary() -> None:
    assert as_text([TYPO], 3).split("\n") == [str(TYPO), "1 error in 3 files"]
    assert as_text([], 3) == "3 files, no problems"


def test_json_is_one_list_of_objects() -> None:
    assert json.loads(as_json([])) == []
    assert json.loads(as_json([TYPO])) == [
        {
            "file": "courses/crew/speaking-up/quiz.yaml",
            "line": 12,
            "column": 5,
            "severity": "error",
            "rule": "quiz.unknown-field",
            "message": "unknown field 'objectve', did you mean 'objective'?",
        }
    ]


def test_annotations_are_escaped_as_github_reads_them() -> None:
    odd = Problem("a:b,c%.md", 2, 3, "warning", "media.unused", UNUSED.message)
    first, last = as_github([odd], 1).split("\n")
    assert first == (
        "::warning file=a%3Ab%2Cc%25.md,line=2,col=3,title=media.unused::"
        "50%25 of it: unused,%0Aor so"
    )
    assert last == "1 warning in 1 file"


def test_every_rule_has_an_area_a_severity_and_words() -> None:
    for name, rule in RULES.items():
        area, dot, rest = name.partition(".")
        assert dot and area.isalpha() and rest.replace("-", "").replace("1", "").isalpha(), name
        assert rule.severity in ("error", "warning")
        assert rule.summary and not rule.summary.endswith(".")


def test_a_rule_decides_how_severe_its_problems_are() -> None:
    findings = Findings("a.md")
    findings.add("media.unused", START, "x")
    findings.add("file.empty", Place(2, 3), "y")
    assert [problem.severity for problem in findings.told()] == ["warning", "error"]


def test_a_flood_of_problems_is_cut_and_counted() -> None:
    findings = Findings("a.md")
    for _ in range(MOST + 5):
        findings.add("file.empty", START, "x")
    told = findings.told()
    assert len(told) == MOST + 1
    assert told[-1].rule == "file.more"
    assert told[-1].message.startswith("5 more problems")


def test_a_notebook_keeps_one_page_a_file_and_tells_them_in_order() -> None:
    notebook = Notebook()
    notebook.of("b").add("file.empty", START, "x")
    notebook.of("a").add("file.empty", START, "x")
    notebook.of("b").add("file.empty", Place(1, 2), "x")
    assert [(one.file, one.column) for one in notebook.problems()] == [("a", 1), ("b", 1), ("b", 2)]


def test_a_near_name_is_offered_else_those_there_are() -> None:
    names = ["objective", "options"]
    assert hint("objectve", names) == ", did you mean 'objective'?"
    assert hint("Objective", names) == ", did you mean 'objective'?"
    assert hint("zzz", names) == ": use objective or options"
    assert hint("zzz", []) == ": none is there yet"
    assert hint("zzz", [f"name-{n}" for n in range(21)]) == ": it is none of the 21 there"
    assert nearest("zzz", names) == ""
    assert nearest(12, names) == ""
    assert nearest("o" * 61, ["o" * 60]) == ""
    assert one_of(["a"]) == "a"
    assert one_of(["a", "b", "c"]) == "a, b or c"


def test_what_an_author_wrote_is_quoted_on_one_line() -> None:
    assert quoted("x" * 80) == f"'{'x' * 59}…'"
    assert quoted("a\nb\x1b[31m") == "'a\\nb\\x1b[31m'"
    assert quoted(True) == "'true'"
    assert quoted([1, "a"]) == "'[1, \"a\"]'"


def test_nothing_a_terminal_obeys_is_printed() -> None:
    assert printable("Zoë’s naïve – 王 🙂") == "Zoë’s naïve – 王 🙂"
    assert printable("a\u202eb\udcffc\u2028d\te") == "a\\u202eb\\udcffc\\u2028d\\te"
