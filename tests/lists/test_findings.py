"""What is said of lines, counted: what would become of them, and what was done."""

from __future__ import annotations

import pytest

from learning.lists.findings import Finding, done, summary


def made(*outcomes: str) -> list[Finding]:
    return [Finding(number, one, "", "") for number, one in enumerate(outcomes, start=2)]


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        (["new", "new", "wrong", "wrong"], "It is done: 2 new; 2 lines left out."),
        (["left", "wrong"], "It is done: 1 leaving; 1 line left out."),
        (["new", "skipped", "wrong"], "It is done: 1 new; 2 lines left out."),
        (["changed", "warning", "unchanged"], "It is done: 1 changed, 1 unchanged; 1 to look at."),
        (["new"] * 1_000, "It is done: 1,000 new."),
    ],
)
def test_what_was_done_ends_with_what_was_not(outcomes: list[str], told: str) -> None:
    assert done(made(*outcomes)) == told


def test_what_would_become_of_lines_begins_with_what_is_wrong() -> None:
    told = "1 wrong, 1 left out, 1 to look at, 1 new."
    assert summary(made("new", "warning", "skipped", "wrong")) == told
    assert summary([]) == "The list holds no lines."
