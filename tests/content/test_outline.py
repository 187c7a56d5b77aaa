"""The line scanner finds what a text holds, and on which line of the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.document import Callout, CaseSlot, Table
from learning.content.inline import Image, Link
from learning.content.outline import parse

TEXT = """\
## What to *say*

A paragraph with a [link](https://www.gov.uk/a_(b)) and a note.[^1]
It runs on to [the law][law].

!!! practice "Try it"
    Say the name.

    - one [thing](../identity/module.md)
    - another

!!! case "cp-02-wrong-door"
    Read the middle.

| Step | Who |
|------|-----|
| [a](#b) | b |

### What to say

![A door](media/door.png "The wrong door")

[law]: https://www.legislation.gov.uk/
[^1]: A note with a [source](https://example.org/n).
"""


def test_every_find_has_its_line_in_the_file() -> None:
    found = parse(TEXT, first_line=11)
    assert [(h.level, h.text, h.id, h.line) for h in found.headings] == [
        (2, "What to say", "what-to-say", 11),
        (3, "What to say", "what-to-say-2", 29),
    ]
    assert found.links == (
        Link("https://www.gov.uk/a_(b)", "link", 13),
        Link("https://www.legislation.gov.uk/", "the law", 14),
        Link("../identity/module.md", "thing", 19),
        Link("#b", "a", 27),
        Link("https://example.org/n", "source", 34),
    )
    assert found.images == (Image("media/door.png", "A door", 31, "The wrong door"),)
    assert found.callouts == (Callout("practice", "Try it", 16),)
    assert found.cases == (CaseSlot("cp-02-wrong-door", 22),)
    assert found.case_ids == ("cp-02-wrong-door",)
    assert found.tables == (Table(25, has_header=True),)
    assert found.raw_html == ()
    assert found.source == TEXT


def test_words_are_those_a_reader_sees() -> None:
    assert parse("One [two](https://a.org/three) `four` *five*.\n\n- six\n\n## Seven").words == 6
    assert parse("```\nnot counted\n```\n\n    nor this").words == 0


@pytest.mark.parametrize(
    "text",
    [
        "```\n[a](b) <b> # c\n!!! note\n```",
        "~~~ python\n[a](b)\n~~~",
        "Text.\n\n    [a](b) <b>",
        "`[a](b) <b>`",
        r"\[a](b) \<b>",
    ],
)
def test_code_and_escapes_hold_no_links_or_html(text: str) -> None:
    found = parse(text)
    assert (found.links, found.raw_html, found.headings, found.callouts) == ((), (), (), ())


def test_a_fence_that_never_closes_is_text() -> None:
    assert parse("```\n[a](b)").links == (Link("b", "a", 2),)


def test_the_body_of_a_callout_is_read_however_deep() -> None:
    found = parse("!!! note\n    - a\n\n        [b](c)\n\n        ![d](e.png)\n")
    assert found.links == (Link("c", "b", 4),)
    assert found.images == (Image("e.png", "d", 6),)


def test_a_callout_that_cannot_be_read_is_not_sound() -> None:
    found = parse("!!! note Try it\n\n!!!\n\n!!! warning\n    text")
    assert found.callouts == (
        Callout("note", None, 1, sound=False),
        Callout("", None, 3, sound=False),
        Callout("warning", None, 5, sound=True),
    )


def test_a_slot_within_another_block_is_nested_and_one_without_an_id_has_none() -> None:
    found = parse('!!! note\n    !!! case "a-case"\n        words\n\n!!! case\n')
    assert found.cases == (CaseSlot("a-case", 2, nested=True), CaseSlot("", 5))
    assert found.case_ids == ("a-case",)


def test_raw_html_is_found_and_an_address_in_angle_brackets_is_a_link() -> None:
    found = parse("a <b>c</b>\nd <!-- e -->\n<https://example.org/>\n1 < 2 and 3 > 2")
    assert found.raw_html == (1, 2)
    assert found.links == (Link("https://example.org/", "https://example.org/", 3),)


def test_a_name_without_a_definition_leads_nowhere() -> None:
    found = parse("[text][lost], [brackets], [known]\n\n[known]: #here")
    assert found.links == (Link("", "text", 1), Link("#here", "known", 1))


def test_a_picture_within_a_link_is_both() -> None:
    found = parse("[![A door](media/door.png)](https://example.org)")
    assert found.links == (Link("https://example.org", "A door", 1),)
    assert found.images == (Image("media/door.png", "A door", 1),)


def test_tables_without_a_header_are_told() -> None:
    assert parse("| a | b |\n| c | d |").tables == (Table(1, has_header=False),)
    assert parse("|   |   |\n|---|---|\n| c | d |").tables == (Table(1, has_header=False),)
    assert parse("a | b\n--|--\nc | d").tables == (Table(1, has_header=True),)
    assert parse("This or | that\nis no table").tables == ()


def test_long_sentences_have_their_own_line() -> None:
    text = "Short one. " + "Word " * 12 + "end.\nNext one starts\nhere: it is short."
    (long,) = parse(f"\n{text}", first_line=5).sentences_over(10)
    assert (long.line, long.words) == (6, 13)
    assert parse("word\n" * 6 + "stop. And\nmore " + "word " * 9).sentences_over(9)[0].line == 7
    assert parse(text).sentences_over(13) == ()


def test_a_list_needs_a_blank_line_and_a_year_at_a_line_start_stays_text() -> None:
    assert len(parse("It was in\n2019. Then it changed.").paragraphs) == 1
    assert [p.text for p in parse("- one\n- two\n  runs on\n\nafter").paragraphs] == [
        "one",
        "two\nruns on",
        "after",
    ]


def test_a_heading_needs_a_space() -> None:
    assert parse("#1 on the list").headings == ()
    assert [h.text for h in parse("# One #\n> ## Two\n").headings] == ["One", "Two"]


def test_line_ends_of_any_kind_count_as_lines() -> None:
    assert [h.line for h in parse("a\r\n\r\n## b\r\r## c").headings] == [3, 5]


@given(st.text(alphabet=st.sampled_from('ab #!`[]()<>|-:*_\\^&"\n\t \u00e9'), max_size=200))
def test_no_text_stops_the_scanner(text: str) -> None:
    found = parse(text)
    lines = text.count("\n") + 1
    places = [*found.headings, *found.links, *found.images, *found.callouts, *found.paragraphs]
    assert all(1 <= place.line <= lines for place in places)


@pytest.mark.parametrize(
    "piece", ["[", "![", "[a](", "`", "`` ` ", "<a ", "*_", "!!! note\n", "> "]
)
def test_no_text_slows_the_scanner(piece: str) -> None:
    """Ten times the text takes about ten times as long; measured far above what a module holds."""
    import time

    text = piece * 20_000
    start = time.perf_counter()
    parse(text)
    assert time.perf_counter() - start < 5
