"""Every way of writing an entry of GIFT is read, and what is wrong is told with its line."""

from __future__ import annotations

from typing import Any

import pytest

from learning.interop.gift.entries import (
    Choosing,
    Counting,
    Deciding,
    Entry,
    Fault,
    Other,
    Pairing,
)
from learning.interop.gift.parsing import parse
from learning.interop.gift.splitting import Category


def one(text: str) -> Entry:
    [entry] = parse(text)
    assert isinstance(entry, Entry), entry
    return entry


def body(text: str, kind: Any) -> Any:
    found = one(text).body
    assert isinstance(found, kind)
    return found


def fault(text: str) -> tuple[int, str]:
    [found] = [one for one in parse(text) if isinstance(one, Fault)]
    return found.line, found.text


def test_choices_have_weights_and_feedback() -> None:
    entry = one("::Q\\: 1::What? {\n=yes #good\n~%-50.5%no\n~[html]<b>x</b>#[plain]why\n####all\n}")
    assert (entry.title, entry.stem.words, entry.stem.form) == ("Q: 1", "What?", "moodle")
    assert entry.general is not None
    assert entry.general.words == "all"
    assert isinstance(entry.body, Choosing)
    found = [
        (one.text.words, one.text.form, one.weight, one.is_key, one.feedback and one.feedback.words)
        for one in entry.body.branches
    ]
    assert found == [
        ("yes", "moodle", 100, True, "good"),
        ("no", "moodle", -50.5, False, None),
        ("<b>x</b>", "html", 0, False, "why"),
    ]
    assert [one.line for one in entry.body.branches] == [2, 3, 4]


def test_escapes_are_undone_and_others_stay() -> None:
    entry = one("a\\:b\\#\\=\\{\\}\\~\\\\n\\n\\x {=\\=~\\~}")
    assert entry.stem.words == "a:b#={}~\\n\n\\x"
    assert [one.text.words for one in entry.body.branches] == ["=", "~"]  # type: ignore[union-attr]


@pytest.mark.parametrize("word", ["T", "TRUE", "true", "F", "FALSE"])
def test_true_or_false_has_two_feedbacks(word: str) -> None:
    found = body(f"Is it? {{{word}#no#yes####all}}", Deciding)
    assert found.truth == word.upper().startswith("T")
    assert (found.wrong.words, found.right.words) == ("no", "yes")
    assert body("x {F}", Deciding) == Deciding(False, None, None)
    assert body("x {T##yes}", Deciding).wrong is None


def test_pairs_have_a_plain_right_side_and_may_lack_a_left_one() -> None:
    found = body("x {=[markdown]*a* -> [b]\n= -> c}", Pairing)
    assert found.pairs[0].left.form == "markdown"
    assert [one.right.words for one in found.pairs] == ["[b]", "c"]
    assert found.pairs[1].left is None


def test_numbers_are_single_ranged_or_several() -> None:
    [span] = body("x {#3:0.5 #yes}", Counting).spans
    assert (span.low, span.high, span.middle, span.off) == ("2.5", "3.5", "3", "0.5")
    [span] = body("x {# -5..-1.50}", Counting).spans
    assert (span.low, span.high, span.middle, span.off) == ("-5", "-1.5", "-3.25", "1.75")
    found = body("x {#=1e2\n=%0%.5..1#near\n~*#else}", Counting)
    assert [(one.middle, one.weight) for one in found.spans] == [("100", 100), ("0.75", 0)]
    assert found.otherwise.words == "else"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Write. {}", "essay"),
        ("Two. {=two =2}", "short"),
        ("Two. {two}", "short"),
        ("Hello.", "description"),
    ],
)
def test_what_no_item_can_be_is_told_apart(text: str, what: str) -> None:
    assert body(text, Other).what == what


def test_a_missing_word_leaves_a_gap() -> None:
    assert one("Two plus {=two ~one} is four.").stem.words == "Two plus _____ is four."
    assert one("{=Two ~One} is two.").stem.words == "_____ is two."


def test_comments_and_line_ends_mean_nothing_to_an_entry() -> None:
    text = "// first\r\n\r\n\r\nA\r\n// between\r\nB {=a\r\n// and\r\n~b}\r\n// last"
    entry = one(text)
    assert (entry.line, entry.stem.words) == (4, "A\nB")
    assert [one.line for one in entry.body.branches] == [6, 8]  # type: ignore[union-attr]


def test_a_category_stands_by_itself() -> None:
    category, entry = parse("// all\n$CATEGORY: a/b\nA {T}")
    assert category == Category(2, "a/b")
    assert isinstance(entry, Entry)
    assert entry.line == 3


def test_a_format_that_gift_does_not_know_is_words_and_told() -> None:
    entry = one("[latex]x {T}")
    assert entry.stem.words == "[latex]x"
    assert entry.notes == ((1, "[latex] is no format of GIFT and was read as words"),)
    assert one("[link](https://example.org) {T}").notes == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a {=b\n~c\n\nd {T}", 1, "not closed before the entry ends above line 3"),
        ("a\n{=b {~c}", 2, "a { within braces"),
        ("a {=b\n~c}\nd {T}", 3, "a second {"),
        ("a {T}\nb }", 2, "a second }"),
        ("a\nb }", 2, "a } without a {"),
        ("::a {T}", 1, "the name that begins with ::"),
        ("a {b =c ~d}", 1, "words before the first ="),
        ("a {=\n~b}", 1, "nothing to choose behind ="),
        ("a {=b\n~%x%c}", 2, "the weight %x% is no number"),
        ("a {=b\n~%101%c}", 2, "the weight %101% is no number"),
        ("a {=b -> c\n=d}", 2, "a pair without ->"),
        ("a {=b -> c#d}", 1, "a # in a pair"),
        ("a {=b -> }", 1, "a pair without a right side"),
        ("a {T#b#c#d}", 1, "a third #"),
        ("a {#abc}", 1, "'abc' is no number"),
        ("a {#1,5}", 1, "'1,5' is no number"),
        ("a {#5..1}", 1, "back to front"),
        ("a {#5:-1}", 1, "cannot be below 0"),
        ("a {#x =5}", 1, "words before the first ="),
        ("a {#=5\n~6#b}", 2, "a ~ with a number"),
        (f"a {{#{'1' * 900}}}", 1, "more than 800 signs"),
        ("a\nb \ufdd0 {T}", 2, "an invisible character U+FDD0"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int, words: str) -> None:
    [found] = [one for one in parse(text) if isinstance(one, Fault)][:1]
    assert found.line == line
    assert words in found.text


def test_what_follows_something_that_cannot_be_read_is_read() -> None:
    first, second = parse("::One::a {=b\n\n::Two::c {T}")
    assert isinstance(first, Fault)
    assert isinstance(second, Entry)
    assert (first.title, second.title) == ("One", "Two")
