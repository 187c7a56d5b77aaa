"""One text of a YAML file is said in other words, and nothing else of the file changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.composing import compose
from learning.content.problems import Findings
from learning.content.rewording import reword, value_at

LONG = "Please " + "say it back to the person who told you, " * 4 + "and wait."


def said(text: str, words: str, field: str = "a") -> str:
    """The text with other words for a field."""
    value = compose(text, Findings(""))
    assert value is not None
    found = value_at(value.value, field)
    assert found is not None
    made = reword(text, found[0], words)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("a: one  # why\nb: x\n", "two", "a: two  # why\nb: x\n"),
        ("a: one\n", "two: three", 'a: "two: three"\n'),
        ("a: one\n", "- two", 'a: "- two"\n'),
        ("a: one\n", "12", 'a: "12"\n'),
        ("a: one\n", "true", 'a: "true"\n'),
        ("a: 'one'\nb: x\n", "it's", "a: 'it''s'\nb: x\n"),
        ('a: "one"\n', 'say "two"', 'a: "say \\"two\\""\n'),
        ("a: one\nb: x\n", "two\nthree", "a: |-\n  two\n  three\nb: x\n"),
        ("a: one # x\nb: x\n", "two\nthree", 'a: "two\\nthree" # x\nb: x\n'),
        ("a: |\n  one\n  two\n\nb: x\n", "one\nthree\n", "a: |\n  one\n  three\n\nb: x\n"),
        ("a: |  # c\n    one\nb: x", "two\n\nthree\n", "a: |  # c\n    two\n\n    three\nb: x"),
        ("a: |-\n  one", "two", "a: |-\n  two"),
        ("a: >-\n  one two\n  three four\nb: x\n", "one six\nthree four",
         "a: >-\n  one six\n\n  three four\nb: x\n"),
        ("a: >-\n  one two\n  three four\n  five\n", "one 2 three four five",
         "a: >-\n  one 2\n  three four\n  five\n"),
        ("a: >\n  one\n\n  two\nb: x\n", "one\nthree\n", "a: >\n  one\n\n  three\nb: x\n"),
        ("a: one two\n  three\nb: x\n", "one 2 three four", "a: one 2\n  three four\nb: x\n"),
        ('a: "one two\n  three"\n', "one 2 three", 'a: "one 2\n  three"\n'),
        ("a: 'one two\n  three'\n", "one 2 three", "a: 'one 2\n  three'\n"),
    ],
)  # fmt: skip
def test_it_is_written_as_its_author_wrote_it(before: str, words: str, after: str) -> None:
    assert said(before, words) == after


def test_where_its_way_does_not_hold_the_words_another_is_found() -> None:
    made = said("b: {a: one, c: x}\n", "two, three", "b.a")
    assert made == 'b: {a: "two, three", c: x}\n'
    made = said("a: >-\n  one\nb: x\n", "  two\n three")
    assert made == 'a: "  two\\n three"\nb: x\n'


def test_a_long_text_goes_into_lines_of_its_own() -> None:
    made = said("b:\n  - id: x\n    a: one\n    c: y\n", LONG, "b.x.a")
    assert made.startswith("b:\n  - id: x\n    a: >-\n      Please") and "\n    c: y\n" in made
    assert max(map(len, made.splitlines())) <= 120


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("items.door.options.b.text", ("items", 0, "options", 1, "text")),
        ("items.door.near.0.feedback", ("items", 0, "near", 0, "feedback")),
        ("items.none.prompt", None),
        ("items.door.near.7.feedback", None),
        ("items.door.near.x.feedback", None),
        ("items.door.options.b.text.more", None),
        ("nothing", None),
    ],
)
def test_a_field_is_found_by_ids(field: str, path: object) -> None:
    options = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]
    value = {"items": [{"id": "door", "options": options, "near": [{"feedback": "N"}]}]}
    found = value_at(value, field)
    assert (found and found[0]) == path


@pytest.mark.parametrize(
    "text", ["a: &x one\n", "a: [\n", "a: one\na: two\n", "- a\n", "", "a: {}"]
)
def test_a_file_with_errors_is_left_to_its_author(text: str) -> None:
    assert reword(text, ("a",), "two") is None


_WORDS = st.text(
    st.sampled_from("ab \n:#'\"-|>{}[],&*!%@`\\é\U0001f600 0."), min_size=1, max_size=40
)
_STYLES = (
    "a: plain words here\nb: x\n",
    "a: 'in quotes'\nb: x\n",
    'a: "in quotes"\nb: x\n',
    "a: |\n  one\n  two\n\nb: x\n",
    "a: |-\n      one\n      two\nb: x\n",
    "a: >-\n  one two\n  three\n\n  four\nb: x\n",
    "a: one\n  two three\nb: x\n",
    "a: one",
    "{a: one two, b: x}",
)


@given(st.sampled_from(_STYLES), _WORDS, st.sampled_from(["", "\n"]))
def test_whatever_the_words_they_are_read_back_and_nothing_else_changes(
    text: str, words: str, end: str
) -> None:
    wanted = words + end
    made = reword(text, ("a",), wanted)
    assert made is not None
    before, after = compose(text, Findings("")), compose(made, Findings(""))
    assert before is not None and after is not None
    assert after.value == {**before.value, "a": wanted}
