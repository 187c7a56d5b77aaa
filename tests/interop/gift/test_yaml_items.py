"""Items are written as an author of the house would write them."""

from __future__ import annotations

import yaml

from learning.interop.gift.yaml_items import items

LONG = "A long text that does not fit on one line of the file is folded, " * 2 + "and ends here."


def written(**values: object) -> str:
    [told] = items([values], 2)
    return told


def test_texts_are_plain_folded_by_lines_or_in_quotes() -> None:
    told = written(id="a", prompt="What's next?", hint=LONG, context="One.\n\nTwo.", unit="12: x")
    assert told.startswith("  - id: a\n    prompt: What's next?\n    hint: >-\n      A long text")
    assert "    context: |-\n      One.\n\n      Two.\n" in told
    assert '    unit: "12: x"\n' in told
    assert max(map(len, told.split("\n"))) <= 100
    assert yaml.safe_load(told)[0]["hint"] == LONG


def test_what_looks_like_something_else_is_quoted() -> None:
    for text in (
        "yes",
        "No",
        "12",
        "1e3",
        "a: b",
        "# a",
        "",
        " a",
        "a  b\nc ",
        "- a",
        "\x85",
        "é#",
    ):
        assert yaml.safe_load(written(id="a", prompt=text))[0]["prompt"] == text


def test_short_mappings_stand_on_one_line() -> None:
    told = written(review={"last": "2026-11-25", "by": "Ada: yes"}, tolerance={"abs": 0.5})
    assert '{last: 2026-11-25, by: "Ada: yes"}' in told
    assert "tolerance: {abs: 0.5}" in told
    assert "key:\n      a: b\n" in written(key={"a": "b"})
