"""Items are written as Moodle takes them, and what changes on the way is told."""

from __future__ import annotations

from typing import Any

import pytest

from learning.interop.gift.leaving import lost
from learning.interop.gift.writing import document, written
from tests.interop.gift.items import item


def text(kind: str = "single", **changed: Any) -> str:
    told = written(item(kind, **changed)).text
    assert told is not None
    return "\n".join(line for line in told.split("\n") if not line.startswith("// debrief"))


def told(kind: str = "single", **changed: Any) -> str:
    return "\n".join(written(item(kind, **changed)).told)


def options(*texts: str, keys: int = 1, **each: Any) -> list[dict[str, Any]]:
    return [
        {"id": f"o{at}", "text": text, "correct": at < keys, **each}
        for at, text in enumerate(texts)
    ]


def test_signs_are_escaped_and_lines_joined() -> None:
    found = text(prompt="A: {b}\n\n~c = #d \\", context="Before.")
    assert "Before.\\n\\nA\\: \\{b\\}\\n\\n\\~c \\= \\#d \\\\ {" in found


def test_what_would_be_read_as_a_weight_or_a_format_is_marked() -> None:
    found = text(options=options("%50% of all", "[html] is this", feedback="[plain] too"))
    assert "=[markdown]%50% of all#[markdown][plain] too" in found
    assert "~[markdown][html] is this" in found


def test_true_or_false_is_written_as_such() -> None:
    both = [
        {"id": "t", "text": "True", "feedback": "No."},
        {"id": "f", "text": "False", "correct": True, "feedback": "Yes."},
    ]
    assert "\tFALSE#No.#Yes.\n" in text(options=both)
    del both[0]["feedback"]
    assert "\tFALSE##Yes.\n" in text(options=both)


@pytest.mark.parametrize(
    ("score", "off", "is_told"), [("all", -100, True), ("each", -50, True), ("net", -50, False)]
)
def test_weights_come_as_near_to_the_score_as_they_can(score: str, off: int, is_told: bool) -> None:
    assert f"~%50%The name.\n\t~%50%The date of birth.\n\t~%{off}%The coat." in text(
        "multiple", score=score
    )
    assert (f"score: {score} is counted in parts" in told("multiple", score=score)) == is_told


def test_a_share_that_moodle_does_not_know_is_told() -> None:
    eleven = options(*(f"Option {at}" for at in range(12)), keys=11)
    assert "%9.09091%" in text("multiple", options=eleven)
    assert "take the nearest weight" in told("multiple", options=eleven)


def test_a_relative_tolerance_is_written_to_the_last_digit() -> None:
    assert "#=0.3:0.03\n" in text("numeric", answer=0.3, tolerance={"rel": 0.1}, near=[])
    assert "#=0.0000001:0\n" in text("numeric", answer=1e-7, tolerance={"abs": 0}, near=[])


@pytest.mark.parametrize(
    ("kind", "changed", "why"),
    [
        ("single", {"status": "retired"}, "it is retired"),
        (
            "multiple",
            {"options": options("a", "b", keys=0), "none_correct": True},
            "GIFT needs one",
        ),
        ("single", {"options": options("a", "b", keys=2)}, "run 'learning check'"),
        ("single", {"options": options("a", " ")}, "no words"),
        ("matching", {"key": {"probe": "ask"}}, "its key is not whole"),
        (
            "matching",
            {"right": [{"id": "ask", "text": "Ask"}, {"id": "tell", "text": "Ask "}]},
            "two right sides read alike",
        ),
    ],
)
def test_what_cannot_be_written_says_why(kind: str, changed: dict[str, Any], why: str) -> None:
    one = written(item(kind, **changed))
    assert one.text is None
    assert why in one.told[0]


def test_what_shows_otherwise_in_moodle_is_told() -> None:
    sides = [{"id": "ask", "text": "*Ask*"}, {"id": "tell", "text": "Tell -> show"}]
    found = told("matching", right=sides)
    assert "signs of Markdown show" in found
    assert "'-&gt;'" in found
    assert "a picture is not taken along" in told(prompt="![A door](media/door.png) Whose?")
    assert "the unit 'working days'" in told("numeric")


def test_lost_fields_are_told_by_name() -> None:
    fields = lost(item(critical=True, hint="Look.", feedback={"correct": "Yes.", "general": "So."}))
    assert {"critical", "hint", "feedback.correct", "objective", "sources"} <= set(fields)
    assert "feedback.general" not in fields


def test_a_document_holds_what_could_be_written() -> None:
    found = document("crew/it", [written(item()), written(item("ordering"))])
    assert found.startswith("// crew/it, written by Debrief.")
    assert found.count("::an-item") == 1
