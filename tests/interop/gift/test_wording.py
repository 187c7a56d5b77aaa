"""Texts of every format show in Markdown what they showed in Moodle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.inline import plain
from learning.interop.gift.entries import Fault, Form, Text
from learning.interop.gift.wording import LONGEST, markdown


def told(words: str, form: Form = "html") -> str:
    return markdown(Text(words, form, 7))[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("a<br>b<br/>c", "a  \nb  \nc"),
        ("<b>bold </b>and <em> it</em>", "**bold** and *it*"),
        ("<strong><i>x</i></strong>", "***x***"),
        ("<code>a_b</code> <code>a`b</code>", "`a_b` `` a`b ``"),
        ("x<ul><li>one</li><li>two<ol><li>a</li><li>b</li></ol></li></ul>y",
         "x\n\n- one\n- two\n    1. a\n    2. b\n\ny"),
        ("<li>alone", "- alone"),
        ("a &amp; b &lt;c&gt; &nbsp;d", "a & b &lt;c> d"),
        ("<b>never closed", "**never closed**"),
        ("</b></ul>stray", "stray"),
        ("<b></b>x", "x"),
        ("<p>in <ul><li><p>a</p></li></ul></p>", "in\n\n- a"),
        ("<p>- no</p><b># x</b><ul><li>1. a</li></ul>", "\\- no\n\n**\\# x**\n\n- 1\\. a"),
        ("2 < 3 * 4", "2 &lt; 3 \\* 4"),
    ],
)  # fmt: skip
def test_the_few_tags_become_markdown(html: str, expected: str) -> None:
    assert told(html) == expected


@pytest.mark.parametrize(
    "html",
    ["<img src='x'>", "<script>x</script>", "<table><tr><td>x</td></tr></table>", "a <a href"],
)
def test_other_tags_are_refused_with_the_line(html: str) -> None:
    with pytest.raises(Fault) as refused:
        told(html)
    assert refused.value.line == 7


def test_html_without_words_is_refused() -> None:
    with pytest.raises(Fault, match="without words"):
        told("<p></p>")


def test_what_is_left_out_is_told() -> None:
    text = '<p dir="ltr"><span lang="en">a</span><!-- b --></p><div>c</div>'
    words, left_out = markdown(Text(text, "html", 1))
    assert words == "a\n\nc"
    attributes = ("attributes of <p>", "attributes of <span>")
    assert left_out == ("<div>", "<span>", "a comment", *attributes)


def test_words_of_moodle_keep_their_lines_and_may_hold_tags() -> None:
    assert told("a\n  b", "moodle") == "a\nb"
    assert told("<b>a</b>\nb", "moodle") == "**a**\nb"
    assert told("if a < b & c", "moodle") == "if a &lt; b & c"


def test_markdown_stays_as_it_is() -> None:
    assert told("*a* -&gt; <b>", "markdown") == "*a* -> <b>"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("# no heading", "\\# no heading"),
        ("- no list\n1. nor this", "\\- no list\n1\\. nor this"),
        ("!!! note", "\\!!! note"),
        ("a_b _c_ [d](e) `f` \\", "a_b \\_c\\_ \\[d\\](e) \\`f\\` \\\\"),
        ("a _____ b", "a _____ b"),
    ],
)
def test_signs_of_markdown_in_plain_words_are_escaped(words: str, expected: str) -> None:
    assert told(words, "plain") == expected


@given(st.text(st.sampled_from("ab &<>*_[]`\\#!")))
def test_plain_words_read_the_same_as_markdown(words: str) -> None:
    assert plain(told(words, "plain")).split() == words.split()


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(Fault, match="20,000"):
        told("x" * (LONGEST + 1), "plain")
