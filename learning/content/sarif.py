"""SARIF 2.1.0: problems as code hosts and editors show them beside the lines of a change.

Only the rules that are broken are described. A path is relative to where the check was run, as code
hosts want it; one that lies elsewhere is an address of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from learning import __version__
from learning.content.problems import RULES, Problem

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def as_sarif(problems: Iterable[Problem]) -> str:
    """One run of the check, with every problem and the rules they break."""
    told = list(problems)
    rules = sorted({problem.rule for problem in told})
    driver = {
        "name": "learning check",
        "semanticVersion": __version__,
        "rules": [_described(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, rules.index(problem.rule)) for problem in told],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


def _described(name: str) -> dict[str, Any]:
    rule = RULES[name]
    said = f"{rule.summary[0].upper()}{rule.summary[1:]}."
    return {
        "id": name,
        "shortDescription": {"text": said},
        "help": {"text": f"{said} courses/README.md has an example of {name} and a way out."},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(problem: Problem, at: int) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    place = {"artifactLocation": _location(problem.file), "region": region}
    return {
        "ruleId": problem.rule,
        "ruleIndex": at,
        "level": problem.severity,
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": place}],
    }


def _location(file: str) -> dict[str, str]:
    path = PurePath(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}
