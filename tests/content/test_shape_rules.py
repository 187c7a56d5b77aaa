"""What a model refuses is told at its exact place, with what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning.content.building import fields
from learning.content.case_model import FactorsFile
from learning.content.course_model import CourseFile
from learning.content.model import schema
from learning.content.problems import MOST, Findings
from learning.content.quiz_model import QuizFile
from learning.content.shape_words import _PATTERNS
from tests.builders import COURSES

QUIZ = """\
pass: {percent: 60}
items:
  - id: one
    rev: 1
    type: multiple
    status: live
    objective: say-it
    sources: [{id: handbook}]
    review:
      last: 2026-11-22
      by: Ada
      due: 2027-11-01
    level: apply
    prompt: What?
    options:
      - id: a
        text: A.
        correct: true
      - id: b
        text: B.
"""
COURSE = (COURSES / "crew" / "course.yaml").read_text(encoding="utf-8")


@pytest.fixture
def told(tmp_path: Path):
    """What is wrong with a changed quiz or course."""

    def tell(old: str, new: str, text: str = QUIZ) -> list[str]:
        assert old in text
        path, findings = tmp_path / "f.yaml", Findings("f")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        model, area = (QuizFile, "quiz") if text == QUIZ else (CourseFile, "course")
        fields(path, model, area, findings)
        return [str(one).removeprefix("f:") for one in sorted(findings.told())]

    return tell


def test_a_sound_quiz_is_built_with_its_places() -> None:
    findings = Findings("f")
    quiz, places = fields(COURSES / "crew/speaking-up/quiz.yaml", QuizFile, "quiz", findings)
    assert quiz is not None and findings.told() == []
    assert places.at("items", 1, "id") == (29, 9)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pass:", "pas:", [
            "1:1: error: unknown field 'pas', did you mean 'pass'? [quiz.unknown-field]",
        ]),
        ("    objective: say-it\n", "    objectve: say-it\n", [
            "7:5: error: unknown field 'objectve', did you mean 'objective'? [quiz.unknown-field]",
        ]),
        ("    objective: say-it\n", "    purpose: say-it\n", [
            "3:5: error: missing field 'objective': add it [quiz.missing-field]",
            "7:5: error: unknown field 'purpose': use cases, context, critical, feedback, hint, "
            "id, level, none_correct, objective, options, prompt, refresher, rev, review, score, "
            "sources, status, type or void [quiz.unknown-field]",
        ]),
        ("    type: multiple\n", "    tpye: multiple\n", [
            "5:5: error: unknown field 'tpye', did you mean 'type'? [quiz.unknown-field]",
        ]),
        ("    objective: say-it\n", "    objectve: 12\n    objectives: 1\n", [
            "7:5: error: unknown field 'objectve', did you mean 'objective'? [quiz.unknown-field]",
            "8:5: error: unknown field 'objectives', did you mean 'objective'? "
            "[quiz.unknown-field]",
        ]),
        ("    level: apply\n", "    level: apply\n    objectve: x\n", [
            "14:5: error: unknown field 'objectve', did you mean 'objective'? [quiz.unknown-field]",
        ]),
        ("correct: true", "corect: true", [
            "18:9: error: unknown field 'corect', did you mean 'correct'? [quiz.unknown-field]",
        ]),
        ("    type: multiple\n", "", [
            "3:5: error: missing field 'type': add it [quiz.missing-field]",
        ]),
        ("type: multiple", "type: matchin", [
            "5:11: error: 'type' cannot be 'matchin', did you mean 'matching'? [quiz.bad-value]",
        ]),
        ("type: multiple", "type: 7", [
            "5:11: error: 'type' cannot be '7': use judgement, matching, multiple, numeric, "
            "ordering, reflect or single [quiz.bad-value]",
        ]),
        ("level: apply", "level:", [
            "13:5: error: 'level' is empty: write its value, or delete the line [quiz.wrong-type]",
        ]),
        ("last: 2026-11-22", "last: 2026-02-30", [
            "10:13: error: 'last' cannot be '2026-02-30': no calendar has that day "
            "[quiz.bad-value]",
        ]),
        ("prompt: What?", "prompt:", [
            "14:5: error: 'prompt' is empty: write its value, or delete the line [quiz.wrong-type]",
        ]),
        ("prompt: What?", "prompt: 12", [
            "14:13: error: 'prompt' is a text: put 12 in quotes, \"12\" [quiz.wrong-type]",
        ]),
        ("prompt: What?", "prompt: true", [
            "14:13: error: 'prompt' is a text: put true in quotes, \"true\" [quiz.wrong-type]",
        ]),
        ("prompt: What?", "prompt: [What]", [
            "14:13: error: 'prompt' is one text, not a list or fields: write it behind the colon "
            "[quiz.wrong-type]",
        ]),
        ("text: B.", "text: ''", [
            "20:15: error: 'text' is empty: write it, or delete the line [quiz.too-short]",
        ]),
        ("rev: 1", "rev: 0", [
            "4:10: error: 'rev' cannot be '0': write 1 or more [quiz.bad-value]",
        ]),
        ("rev: 1", "rev: 1.5", [
            "4:10: error: 'rev' is a whole number: write digits without quotes [quiz.wrong-type]",
        ]),
        ("percent: 60", "percent: 101", [
            "1:17: error: 'percent' cannot be '101': write 100 or less [quiz.bad-value]",
        ]),
        ("{percent: 60}", "60", [
            "1:7: error: 'pass' is a group of fields: write them indented below, as name: value "
            "[quiz.wrong-type]",
        ]),
        ("id: one", "id: The One", [
            "3:9: error: 'id' cannot be 'The One': an id has small letters, digits and single "
            "hyphens, did you mean 'the-one'? [quiz.bad-value]",
        ]),
        ("id: one", "id: 王", [
            "3:9: error: 'id' cannot be '王': an id has small letters, digits and single hyphens "
            "[quiz.bad-value]",
        ]),
        ("due: 2027-11-01", "due: next year", [
            "12:12: error: 'due' cannot be 'next year': write a day as 2027-03-01 [quiz.bad-value]",
        ]),
        ("due: 2027-11-01", "due: 2027", [
            "12:12: error: 'due' is a day: write it as 2027-03-01 [quiz.wrong-type]",
        ]),
        ("      - id: b\n        text: B.\n", "      - B.\n", [
            "19:9: error: an entry of 'options' is a group of fields: write them indented below, "
            "as name: value [quiz.wrong-type]",
        ]),
        ("by: Ada", 'by: "Ada\\nand Ravi"', [
            "11:11: error: 'by' cannot be 'Ada\\nand Ravi': it is one line: take the line break "
            "out [quiz.bad-value]",
        ]),
    ],
)  # fmt: skip
def test_a_quiz_that_is_refused(told, old: str, new: str, said: list[str]) -> None:
    assert told(old, new) == said


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("modules: al", "37:23: error: 'modules' cannot be 'al', did you mean 'all'? "
                        "[course.bad-value]"),
        ("modules: [1]", "37:24: error: an entry of 'modules' is a text: put 1 in quotes, \"1\" "
                         "[course.wrong-type]"),
        ("modules: [A b]", "37:24: error: an entry of 'modules' cannot be 'A b': an id has small "
                           "letters, digits and single hyphens, did you mean 'a-b'? "
                           "[course.bad-value]"),
    ],
)  # fmt: skip
def test_a_field_that_is_one_word_or_a_list_is_judged_as_it_was_written(
    told, new: str, said: str
) -> None:
    assert told("modules: all", new, COURSE) == [said]


def test_an_unknown_field_at_the_top_is_told_with_those_there_are(told) -> None:
    (said,) = told("licence: None", "xyz: 1\nlicence: None", COURSE)
    assert "unknown field 'xyz': use audience, changes, completion," in said


def test_a_mapping_of_ids_is_told_at_its_key_or_its_value(told) -> None:
    left = "left: [{id: a, text: A}, {id: b, text: B}]"
    right = "right: [{id: c, text: C}, {id: d, text: D}]"
    pairs = f"type: matching\n    {left}\n    {right}\n    key: {{A b: c, b: 1}}"
    text = QUIZ[: QUIZ.index("    options:")]
    changed = text.replace("type: multiple", pairs)
    said = told(QUIZ, changed)
    assert said[0].startswith("8:11: error: 'A b' cannot be 'A b': an id has small letters")
    assert said[1].startswith("8:22: error: 'b' is a text: put 1 in quotes")


def test_a_file_of_nonsense_is_not_told_key_by_key(tmp_path: Path) -> None:
    path, findings = tmp_path / "factors.yaml", Findings("f")
    path.write_text("".join(f"nonsense-{n}: {n}\n" for n in range(20_000)))
    fields(path, FactorsFile, "factors", findings)
    assert len(findings.told()) == MOST + 1


def test_every_pattern_of_the_models_is_explained() -> None:
    def patterns(node: object) -> set[str]:
        if isinstance(node, dict):
            own = {node["pattern"]} if isinstance(node.get("pattern"), str) else set()
            return own.union(*(patterns(one) for one in node.values()))
        return set().union(*(patterns(one) for one in node)) if isinstance(node, list) else set()

    from learning.cli.schema import KINDS

    used = set().union(*(patterns(schema(model)) for _, model in KINDS.values()))
    assert used == set(_PATTERNS)
