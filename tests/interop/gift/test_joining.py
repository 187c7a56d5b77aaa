"""Items are added behind the others of a quiz, and not a byte of what stands there changes."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from learning.errors import Invalid
from learning.interop.gift.joining import joined
from learning.interop.gift.yaml_items import items as as_yaml
from tests.interop.gift.items import TEXTS

NEW = [{"id": "new", "prompt": "What?"}, {"id": "newer", "prompt": "And?"}]
OLD = """\
# mine
pass: {percent: 50}  # half
items:
- id: old
  prompt: |
    A

    # no comment
"""


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (OLD, ""),
        (OLD.removesuffix("\n"), ""),
        (OLD + "  # mine too\n\n", ""),
        (OLD, "\n# about feedback\nfeedback: after_quiz\n"),
        (OLD, "feedback: after_quiz\n# the end\n"),
        (OLD.replace("- id", "    - id").replace("  prompt", "      prompt").replace(
            "    A", "        A").replace("    # no", "        # no"), ""),
        ("\ufeff" + OLD, ""),
        (OLD.replace("A", "\U0001f600 ü"), "feedback: after_quiz\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_stands_in_a_quiz_stays(before: str, behind: str, newline: str) -> None:
    text = f"{before}{behind}".replace("\n", newline)
    made, lines = joined(text, NEW, "quiz.yaml")
    assert made.startswith(before.replace("\n", newline))
    assert made.endswith(behind.replace("\n", newline))
    assert newline == "\n" or "\n" not in made.replace("\r\n", "")
    assert [one["id"] for one in yaml.safe_load(made)["items"]] == ["old", "new", "newer"]
    shown = made.replace("\r\n", "\n").split("\n")
    assert [shown[first - 1].strip() for first, _ in lines] == ["- id: new", "- id: newer"]
    assert [shown[last - 1].strip() for _, last in lines] == ["prompt: What?", "prompt: And?"]


@pytest.mark.parametrize(
    "text",
    ["items: [{id: old}]\n", "{items: []}", "pass: {}\n", "- a\n", "items:\n- id: old\n...\n"],
)
def test_what_cannot_be_added_to_safely_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="could not be read safely"):
        joined(text, NEW, "quiz.yaml")


def test_a_day_that_does_not_exist_is_no_reason_to_stumble() -> None:
    with pytest.raises(Invalid, match="could not be read safely"):
        joined("day: 2026-02-30\nitems:\n- id: old\n", NEW, "quiz.yaml")


def test_a_quiz_begins_with_a_pass_mark_that_drafts_allow() -> None:
    made, lines = joined(None, NEW, "quiz.yaml")
    assert yaml.safe_load(made)["pass"] == {"percent": 0}
    assert lines[0][0] == made.split("\n").index("  - id: new") + 1


_VALUES = st.fixed_dictionaries(
    {
        "id": st.just("an-item"),
        "prompt": TEXTS,
        "answer": st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
        "near": st.lists(st.fixed_dictionaries({"range": st.lists(st.floats(-9, 9), min_size=2)})),
        "key": st.dictionaries(st.sampled_from(["no", "a-b", "12", "1e3", "true"]), TEXTS),
        "review": st.fixed_dictionaries({"by": TEXTS}),
        "cases": st.lists(st.sampled_from(["on", "cp-02", "null"]), min_size=1),
    }
)


@given(_VALUES, st.integers(0, 4))
@examples(max_examples=150)
def test_any_text_and_number_reads_back_from_yaml(values: dict[str, Any], indent: int) -> None:
    [told] = as_yaml([values], indent)
    back = yaml.safe_load(f"items:\n{told}")["items"][0]
    kept = {name: one for name, one in values.items() if one or name != "key"}
    assert {name: one for name, one in back.items() if one or name in kept} == kept
