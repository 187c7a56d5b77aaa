"""A line of a text is found again in what was rendered of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.document import Segment
from learning.content.markdown import parse, segments
from learning.web.preview_places import Piece, Placed, blocks

_TEXT = """## One

First words with **bold** and [a link](https://example.org).

- an entry
- another entry
  that runs on

| A | B |
| --- | --- |
| c | d |

![Two doors, one open](media/doors.png "A title")

!!! note "A callout"
    Its words.

    More of them.

!!! case "in-01-the-green-door"
    Words of a case.

### Two

> Said by somebody.

Said twice.

## Three

Said twice.[^1]

[^1]: A note about it.
"""


def placed(text: str) -> tuple[Placed, list[str]]:
    document = parse(text)
    pieces = [Piece(one.html) for one in segments(document)]
    return Placed(document, pieces), [block for one in pieces for block in blocks(one.html)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (1, "<h2"),
        (3, "First words"),
        (5, "an entry"),
        (7, "another entry"),
        (9, "<table"),
        (11, "<table"),
        (13, "Two doors"),
        (15, "A callout"),
        (18, "More of them"),
        (21, "Words of a case"),
        (23, 'id="two"'),
        (25, "Said by somebody"),
        (27, "<p>Said twice.</p>"),
        (29, 'id="three"'),
        (31, "fnref-1"),
    ],
)
def test_a_line_belongs_to_the_block_that_shows_it(line: int, words: str) -> None:
    found, shown = placed(_TEXT)
    block = found.block(line)
    assert block is not None
    assert words in shown[block]


def test_what_stands_before_all_words_belongs_to_none() -> None:
    assert placed("\n\nWords.")[0].block(1) is None
    assert placed("")[0].block(1) is None


def test_a_notice_stands_before_its_block_and_behind_a_heading() -> None:
    pieces = [Piece('<h2 id="one">One</h2>\n<p>Words.</p>')]
    found = Placed(parse("## One\n\nWords."), pieces)
    assert found.with_notices({0: "<i>0</i>", 1: "<i>1</i>"}) == [
        '<h2 id="one">One</h2><i>0</i><i>1</i>\n<p>Words.</p>'
    ]


def test_sections_without_their_heading_are_found_by_it() -> None:
    pieces = [Piece("<p>One thing.</p>", "a"), Piece("", "b"), Piece("<p>Same.</p>", "c")]
    found = Placed(parse("## A\n\nOne thing.\n\n## B\n\n## C\n\nSame."), pieces)
    assert [found.block(line) for line in (1, 3, 7, 9)] == [0, 0, 1, 1]


@given(st.text(alphabet="#-*>|!`[]()1. \nab", max_size=120))
def test_blocks_joined_again_are_the_text(text: str) -> None:
    made: tuple[Segment, ...] = segments(parse(text))
    for one in made:
        assert "".join(blocks(one.html)) == one.html
    found = Placed(parse(text), [Piece(one.html) for one in made])
    assert found.with_notices({}) == [one.html for one in made]
    for line in range(1, text.count("\n") + 2):
        found.block(line)
