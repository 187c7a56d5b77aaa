"""A file is taken entry by entry: what is there already, what is new, and what does not fit."""

from __future__ import annotations

import time

from learning.interop.gift.taking import Taken, take
from tests.interop.gift.items import ITEM, ground


def taken(text: str, *there: str, **elsewhere: str) -> Taken:
    """A file taken into a module that took other files before."""
    items = [ITEM.validate_python(one) for text in there for one in taken(text).items]
    return take(text, ground(), {one.id: one for one in items}, elsewhere)


def outcomes(found: Taken) -> list[tuple[int, str]]:
    return [(one.line, one.outcome) for one in found.findings]


def test_the_same_file_twice_adds_nothing() -> None:
    text = "::Q1::One? {T}\n\n::Q1::Two? {F}\n\nNo name? {=a ~b}\n\n人? {=a ~b}"
    assert len(taken(text).items) == 4
    again = taken(text, text)
    assert again.items == []
    assert [one.outcome for one in again.findings] == ["there"] * 4


def test_an_item_with_other_words_stays_as_it_is() -> None:
    found = taken("::Q1::Other? {T}", "::Q1::One? {T}")
    assert found.items == []
    assert "with other words, and stays as it is" in found.findings[0].text


def test_ids_do_not_move_when_something_wrong_is_put_right() -> None:
    wrong = "::Q1::One? {=a ~%50%b}\n\n::Q1::Unclosed? {=a ~b\n\n::Q1::Two? {F}"
    assert [one["id"] for one in taken(wrong).items] == ["q1-3"]
    right = wrong.replace("~%50%", "~").replace("~b\n\n", "~b}\n\n")
    assert [one["id"] for one in taken(right).items] == ["q1", "q1-2", "q1-3"]


def test_an_id_of_another_module_gets_that_of_its_own_before_it() -> None:
    found = taken("::Q1::One? {T}", q1="speaking-up")
    assert [one["id"] for one in found.items] == ["identity-q1"]


def test_categories_and_faults_are_told_in_the_order_of_lines() -> None:
    found = taken("$CATEGORY: a\n\n} x\n\nWhat? {T}\n\n[latex]What? {T}")
    assert outcomes(found) == [(1, "note"), (3, "left out"), (5, "add"), (7, "add"), (7, "note")]


def test_a_field_that_no_item_may_have_is_told() -> None:
    long = "x" * 300
    found = taken(f'// debrief unit: "{long}{long}"\nHow many? {{#3}}')
    assert outcomes(found) == [(2, "left out")]
    assert "unit" in found.findings[0].text


def test_an_item_can_be_left_out_after_all() -> None:
    found = taken("One? {T}\n\nTwo? {T}")
    found.drop("one", "it does not pass")
    assert [one["id"] for one in found.items] == ["two"]
    assert ("left out", "'one': it does not pass") in [(a.outcome, a.text) for a in found.findings]


def test_five_thousand_lines_with_errors_are_read_in_seconds() -> None:
    wrong = (
        "a } alone\n\nshort {{=x =y}}\n\n{{#abc}}\n\nopen {{=a\n~b\n\n[html]<img src=x>{{T}}\n\n"
    )
    good = "::Good {0}::Is {0} good? {{\n=yes#right\n~no#wrong\n}}\n\n"
    text = "".join((good if at % 5 == 0 else wrong.replace("{{", "{").replace("}}", "}")).format(at)
                   if at % 5 == 0 else wrong.replace("{{", "{").replace("}}", "}")
                   for at in range(600))  # fmt: skip
    assert text.count("\n") > 5_000
    begun = time.process_time()
    found = taken(text)
    assert time.process_time() - begun < 10
    assert (len(found.items), found.count("left out")) == (120, 480 * 5)


def test_a_file_made_to_take_long_does_not() -> None:
    hostile = [
        "x {" + "=a#" * 50_000 + "}",
        "x {" + "~%" * 50_000 + "}",
        "[html]" + "<a " * 6_000 + "{T}",
        "[html]" + "<!--" * 4_000 + "{T}",
        "[html]" + "<b>" * 6_000 + "{T}",
        "\\" * 100_000,
        "x {#" + "1" * 700 + "e" * 5_000 + "}",
    ]
    begun = time.process_time()
    found = taken("\n\n".join(hostile))
    assert time.process_time() - begun < 10
    assert found.count("left out") == len(hostile)
