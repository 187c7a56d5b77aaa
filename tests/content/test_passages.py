"""A text is cut into passages that somebody may propose other words for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.checking import check
from learning.content.passages import blocks, of_item
from tests.builders import COURSES
from tests.content.written import OWN, item

TEXT = """\
## The door
Knock, and ask.
Then wait.

!!! note "Two"
    A name.

    And a date.

- one

- two

```
a

## b
```
| a | b |
|---|---|

Knock, and ask.
Then wait.
"""


def test_a_block_is_what_stands_between_blank_lines() -> None:
    found = blocks(TEXT)
    assert [(one.line, one.text.split("\n")[0], one.label) for one in found] == [
        (1, "## The door", "Heading"),
        (2, "Knock, and ask.", "Passage"),
        (5, '!!! note "Two"', "Box"),
        (10, "- one", "Passage"),
        (12, "- two", "Passage"),
        (14, "```", "Passage"),
        (22, "Knock, and ask.", "Passage"),
    ]
    assert found[2].text.endswith("    And a date.")
    assert found[5].text.endswith("|---|---|")


def test_the_same_words_twice_are_two_blocks() -> None:
    first, second = (one for one in blocks(TEXT) if one.text.startswith("Knock"))
    assert first.mark == second.mark and first.key != second.key
    assert second.key == f"{first.mark}-2"


def test_nothing_is_no_block() -> None:
    assert blocks("") == blocks("\n \n") == ()


@given(st.lists(st.sampled_from(["a", "", "## h", "    i", "```", "- l", " ", "~~~"]), max_size=12))
def test_every_line_with_words_stands_in_one_block_at_its_place(lines: list[str]) -> None:
    source = "\n".join(lines)
    held: dict[int, str] = {}
    for block in blocks(source):
        for at, line in enumerate(block.text.split("\n"), block.line):
            assert at not in held
            held[at] = line
    for at, line in enumerate(lines, 1):
        assert held.get(at, "").strip() == line.strip()
    assert len({block.key for block in blocks(source)}) == len(blocks(source))


@pytest.mark.parametrize("kind", OWN)
def test_every_text_of_an_item_is_a_passage(kind: str) -> None:
    made = item(kind, context="Where.", hint="Look.", feedback={"correct": "Yes."})
    found = of_item(made)
    held = {one.text for one in found}
    assert {"Where.", "What do you check?", "Look.", "Yes."} <= held
    assert all(one.field == one.key and one.line == 0 for one in found)
    assert len({one.key for one in found}) == len(found)
    names = ("options", "steps", "left", "right", "distractors", "criteria")
    own = {part.text for name in names for part in getattr(made, name, ())}
    assert own <= held


def test_each_passage_of_an_item_is_where_its_name_says() -> None:
    from learning.content.rewording import value_at

    quiz = check(COURSES).catalogue.courses["crew"].modules[1].quiz
    assert quiz is not None
    value = {"items": [one.model_dump(mode="json", exclude_unset=True) for one in quiz.items]}
    for one in quiz.items:
        for passage in of_item(one):
            found = value_at(value, passage.field)
            assert found is not None and found[1] == passage.text
