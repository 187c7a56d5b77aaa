"""What a form sent becomes a response, or a refusal that says what to change."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.assessment.responses import LONGEST_TEXT, read, write
from learning.content.model import Item
from learning.errors import Invalid, LearningError
from tests.assessment.items import (
    judgement,
    matching,
    multiple,
    numeric,
    ordering,
    reflect,
    single,
)
from tests.assessment.strategies import forms, items, responses, shown_of


def refused(item: Item, raw: dict[str, list[str]], text: str) -> None:
    """The item refuses the form with this text, whole."""
    with pytest.raises(Invalid, match=f"^{re.escape(text)}$"):
        read(item, raw, shown_of(item))


@pytest.mark.parametrize("item", [single(), judgement()])
def test_one_option_is_chosen(item: Item) -> None:
    assert read(item, {"choice": ["c"]}, "abc") == {"chosen": ["c"]}
    assert read(item, {"choice": ["", "c", "c"]}, "abc") == {"chosen": ["c"]}
    refused(item, {}, "Choose one option, then save your answer.")
    refused(item, {"choice": [""]}, "Choose one option, then save your answer.")
    refused(item, {"choice": ["a", "b"]}, "Choose only one option, then save your answer.")


@pytest.mark.parametrize(
    ("item", "raw"),
    [
        (single(), {"choice": ["c"]}),
        (judgement(), {"choice": ["c"]}),
        (multiple(), {"choice": ["a", "c"]}),
        (multiple(none_correct=True), {"choice": ["c"]}),
        (ordering(), {"place-c": ["1"]}),
        (matching({"a": "b", "b": "a"}, right="abc"), {"pair-a": ["c"], "pair-b": ["a"]}),
        (matching({"a": "b", "b": "a"}, right="ab"), {"pair-c": ["a"]}),
        (reflect(), {"criterion": ["c"]}),
    ],
)
def test_what_was_not_shown_in_this_attempt_is_refused(
    item: Item, raw: dict[str, list[str]]
) -> None:
    with pytest.raises(Invalid, match="not among those shown to you"):
        read(item, raw, "ab")


def test_several_options_are_chosen_in_any_order() -> None:
    assert read(multiple(), {"choice": ["c", "a", "c"]}, "dcba") == {"chosen": ["a", "c"]}
    refused(multiple(), {}, "Choose at least one option, then save your answer.")
    with pytest.raises(Invalid, match="not among those shown"):
        read(multiple(), {"choice": ["none"]}, "abcd")


def test_none_of_these_is_said_and_never_assumed() -> None:
    item = multiple(keys="", none_correct=True)
    assert read(item, {"choice": ["none"]}, "abcd") == {"chosen": []}
    assert read(item, {"choice": ["a"]}, "abcd") == {"chosen": ["a"]}
    refused(item, {}, "Choose at least one option, or none of these, then save your answer.")
    refused(
        item,
        {"choice": ["none", "a"]},
        "Choose either none of these or the options, then save your answer.",
    )


def test_an_option_may_be_called_none_where_none_of_these_is_not_offered() -> None:
    item = multiple(["none", "some"], keys=["none"])
    assert read(item, {"choice": ["none"]}, ["none", "some"]) == {"chosen": ["none"]}


def test_every_step_gets_a_place() -> None:
    raw = {"place-a": ["2"], "place-b": ["1"], "place-c": ["3"]}
    assert read(ordering("abc"), raw, "cba") == {"order": ["b", "a", "c"]}


def test_a_step_that_does_not_belong_is_left_without_a_place() -> None:
    raw = {"place-a": ["1"], "place-b": [""], "place-x": ["2"]}
    assert read(ordering("ab", distractors="x"), raw, "xba") == {"order": ["a", "x"]}


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ({}, "Places 1, 2 and 3 are still free. "),
        ({"a": "1", "b": "3"}, "Place 2 is still free. "),
        (
            {"a": "1", "b": "1", "c": "2"},
            "Place 1 is given more than once. Place 3 is still free. ",
        ),
        ({"a": "1", "b": "2", "c": "3", "x": "2"}, "Place 2 is given more than once. "),
        (
            {"a": "1", "b": "3", "c": "1", "x": "3"},
            "Places 1 and 3 are given more than once. Place 2 is still free. ",
        ),
    ],
)
def test_shared_and_free_places_are_named(places: dict[str, str], said: str) -> None:
    raw = {f"place-{step}": [place] for step, place in places.items()}
    item = ordering("abc", distractors="x")
    refused(item, raw, f"{said}Give each place to one step, then save your answer.")


@pytest.mark.parametrize("place", ["0", "4", "-1", "01", "1.0", "first", "\N{FULLWIDTH DIGIT ONE}"])
def test_a_place_that_is_not_on_the_list_is_refused(place: str) -> None:
    said = "The places go from 1 to 3. Give each to one step, then save your answer."
    refused(ordering("abc"), {"place-a": [place]}, said)


def test_a_field_sent_with_two_values_is_refused() -> None:
    said = "The page sent one field twice. Load it again, then save your answer."
    refused(ordering("ab"), {"place-a": ["1", "2"]}, said)
    refused(matching(), {"pair-a": ["x", "y"]}, said)
    refused(numeric(), {"value": ["1", "2"]}, said)


def test_every_row_has_one_match_and_a_match_may_serve_twice() -> None:
    assert read(matching(), {"pair-a": ["z"], "pair-b": ["z"]}, "zyx") == {
        "pairs": {"a": "z", "b": "z"}
    }


def test_rows_without_a_match_are_named() -> None:
    end = "Choose one for every row, then save your answer."
    refused(matching(), {"pair-a": ["x"], "pair-b": [""]}, f"Row 2 has no match yet. {end}")
    refused(matching(), {}, f"Rows 1 and 2 have no match yet. {end}")


def test_a_number_is_kept_as_text() -> None:
    assert read(numeric(unit="%"), {"value": ["12,5 %"]}, []) == {"value": "12.5"}
    refused(numeric(), {}, "Write a number, then save your answer.")


def test_a_reflection_may_tick_nothing() -> None:
    assert read(reflect(), {}, "abc") == {"criteria": []}
    assert read(reflect(), {"criterion": ["c", "a"]}, "abc") == {"criteria": ["a", "c"]}


def test_a_reflection_that_keeps_nothing_drops_the_text_however_long() -> None:
    raw = {"text": ["A real child's name. " * 1000]}
    assert read(reflect(), raw, "abc") == {"criteria": []}


def test_a_private_reflection_keeps_its_text() -> None:
    item = reflect(store="private")
    assert read(item, {}, "abc") == {"criteria": [], "text": ""}
    kept = read(item, {"text": [" I waited.\r\nI asked.\0 "]}, "abc")
    assert kept == {"criteria": [], "text": "I waited.\nI asked."}


def test_a_private_text_is_never_cut_silently() -> None:
    item = reflect(store="private")
    full = "\r\n".join("a" for _ in range(LONGEST_TEXT // 2)) + "a"
    assert len(read(item, {"text": [full]}, "abc")["text"]) == LONGEST_TEXT
    refused(
        item,
        {"text": [full + "a"]},
        "Your text has 4,001 characters, and 4,000 can be kept. Shorten it, then save your answer.",
    )


@pytest.mark.parametrize("item", [single(), multiple()])
def test_fields_of_the_page_itself_are_passed_over(item: Item) -> None:
    raw = {"choice": ["a"], "csrf_token": ["q"], "confidence": ["sure"], "place-z": ["9"]}
    assert read(item, raw, "abcd") == {"chosen": ["a"]}


@given(st.data())
def test_a_response_refills_the_form_it_came_from(data: st.DataObject) -> None:
    item = data.draw(items())
    response = data.draw(responses(item))
    assert read(item, write(item, response), shown_of(item)) == response


@given(st.data())
def test_the_order_in_which_options_were_shown_changes_no_response(data: st.DataObject) -> None:
    item = data.draw(items())
    raw = write(item, data.draw(responses(item)))
    mixed = data.draw(st.permutations(shown_of(item)))
    assert read(item, raw, mixed) == read(item, raw, shown_of(item))


@given(st.data())
def test_whatever_is_sent_is_a_response_or_a_refusal_for_people(data: st.DataObject) -> None:
    item = data.draw(items())
    raw = data.draw(forms(item))
    try:
        response = read(item, raw, shown_of(item))
    except LearningError as refusal:
        assert re.fullmatch(r"[^\n]*save your answer\.", refusal.text)
    else:
        assert read(item, write(item, response), shown_of(item)) == response
