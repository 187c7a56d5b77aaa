"""Identifiers: how much of what points to somebody is found, and how much else is pointed at."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from learning.reports.identifiers import GUIDANCE, Kind, find
from tests.reports.identifier_marks import Mark, labelled, lines

#: what each was written before or after stands in its head
FILES = ("before.txt", "practice.txt", "heldout.txt", "second.txt", "third.txt")
STRUCTURED = (
    "postcode",
    "ni_number",
    "nhs_number",
    "upn",
    "email",
    "web",
    "phone",
    "vehicle",
    "case_reference",
    "date",
    "age",
)
SENTENCES = [sentence for file in FILES for sentence in labelled(file)]
MARKS = [mark for _, marks in SENTENCES for mark in marks]


def of(kind: str) -> list[Mark]:
    return [mark for mark in MARKS if mark.kind == kind]


def missed(marks: list[Mark]) -> str:
    return "\n".join(str(mark) for mark in marks if mark.span is None)


def recall(marks: list[Mark]) -> float:
    return sum(mark.span is not None for mark in marks) / len(marks)


def test_the_labelled_set_is_large_enough_to_judge_by() -> None:
    counted = Counter(mark.kind for mark in MARKS)
    assert len(SENTENCES) >= 250
    assert all(counted[kind] >= 12 for kind in STRUCTURED), counted
    assert counted["name"] >= 80
    assert set(counted) <= set(get_args(Kind))
    assert sum(not marks for _, marks in SENTENCES) >= 30


@pytest.mark.parametrize("kind", STRUCTURED)
def test_of_each_kind_of_number_98_in_100_are_found(kind: str) -> None:
    assert recall(of(kind)) >= 0.98, missed(of(kind))


def test_of_names_with_a_capital_95_in_100_are_found() -> None:
    names = [mark for mark in of("name") if mark.sentence[mark.start].isupper()]
    assert len(names) >= 60
    assert recall(names) >= 0.95, missed(names)


@pytest.mark.parametrize("kind", ["name", "place", "initials", "family", "unique", "rare"])
def test_of_what_only_people_can_know_90_in_100_are_found(kind: str) -> None:
    assert recall(of(kind)) >= 0.9, missed(of(kind))


def test_what_is_found_is_mostly_called_what_it_is() -> None:
    numbers = [mark for mark in MARKS if mark.kind in STRUCTURED]
    otherwise = [m for m in numbers if m.span and m.span.kind != m.kind]
    assert len(otherwise) <= len(numbers) * 0.05, "\n".join(map(str, otherwise))


def test_sentences_that_point_to_nobody_are_left_alone() -> None:
    plain = [sentence for sentence, marks in SENTENCES if not marks]
    found = [(span.text, sentence) for sentence in plain for span in find(sentence)]
    assert found == []


def test_ordinary_text_has_at_most_four_flags_in_100_words() -> None:
    texts = lines("ordinary.txt")
    words = sum(len(text.split()) for text in texts)
    flags = [span for text in texts for span in find(text)]
    assert words > 3_000
    assert len(flags) * 100 <= words * 4, Counter((s.kind, s.text) for s in flags).most_common(30)


def test_a_span_says_what_to_do_and_does_not_repeat_itself_in_a_log() -> None:
    [span] = find("We asked Kacper to wait.")
    assert (span.kind, span.text, span.start, span.end) == ("name", "Kacper", 9, 15)
    assert span.why == "This may be a name. Use a role instead, such as “the teacher”."
    assert "Kacper" not in repr(span)
    assert set(GUIDANCE) == set(get_args(Kind))
    assert all(why.endswith(".") for why in GUIDANCE.values())


_SIGNS = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from("AaJ.'-@/ \r\n\t0123456789\u200b\u0301\u00a0َم’"),
)


@settings(max_examples=150, deadline=None)
@given(st.text(_SIGNS, max_size=200))
@example("\u200b\u0301")
@example("A\u0301\u200bli. J\u0301. \u0661\u0662/\u0663/\u0662\u0660\u0662\u0664")
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    spans = find(text)
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]
        at = span.end
    assert find(text) == spans


_PLANTED = st.sampled_from(
    [
        (mark.kind, mark.sentence[mark.start : mark.end])
        for mark in MARKS
        # a half of a postcode is one only by what is said before it
        if mark.kind in ("postcode", "upn", "email", "ni_number", "nhs_number")
        and mark.end - mark.start > 4
    ]
)
_FILLER = st.lists(
    st.sampled_from(
        ["we", "looked", "at it", "nobody", ",", ".", "(so)", "—", "👧🏽", "\r\n", "مرحبا"]
    ),
    max_size=12,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(_FILLER, _PLANTED, _FILLER)
def test_a_number_is_found_in_whatever_stands_around_it(
    before: str, planted: tuple[str, str], after: str
) -> None:
    text = f"{before} {planted[1]} {after}"
    assert any(planted[1] in span.text for span in find(text)), find(text)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "0",
        "0 ",
        "1-",
        "1,",
        " ",
        "\n",
        "A\r\n",
        "A ",
        "J. ",
        "A.",
        "Ab ",
        "a'",
        "a-",
        "a.",
        "a@",
        "@",
        "(",
        "+(",
        "www.",
        "http://",
        "https://a",
        "07700 900123 ",
        "9434765918 ",
        "+44 ",
        "on the ",
        "the first ",
        "the most a ",
        "two other ",
        "st aaaaa ",
        "st a's ",
        "12 aaa bbb ",
        "mon 1st ",
        "1/1 ",
        "aged 1 and ",
        "dob on the ",
        "ref no : ",
        "lcs id ",
        "called ",
        "insta ",
        "unovermis",
        "a\u200b",
        "e\u0301",
        "محمد ",
        "aa bb محمد ",
        "👧🏽",
        "Mr Tariq, 12/3/24 LS1 2AB 07700 900123. ",
    ],
)
def test_no_text_of_the_longest_size_takes_half_a_second(piece: str) -> None:
    text = (piece * 48_000)[: 48_000 // (len(piece.encode()) / len(piece)).__ceil__()]
    started = time.process_time()
    find(text)
    # whoever watches each line, as for coverage, makes it slow
    assert time.process_time() - started < (3 if sys.gettrace() else 1)
