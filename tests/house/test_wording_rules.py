"""The rules of wording, of names and of numbers can fail: each finds what it is there for."""

from __future__ import annotations

import pytest

from tests.house import name_rules
from tests.house import wording_rules as wording
from tests.house.curriculum import Sentence
from tests.house.figures import numbers


def test_a_term_that_nobody_explains_is_told_at_its_first_use() -> None:
    told = [Sentence(1, "They waited."), Sentence(4, "A purser spoke."), Sentence(9, "She leads.")]
    assert wording.unexplained("f", told) == []
    far = [*told[:2], Sentence(5, "So."), Sentence(6, "So."), Sentence(9, "A purser leads.")]
    assert str(*wording.unexplained("f", far)).startswith("f:4: “purser” is not explained")


def test_a_term_does_not_explain_itself() -> None:
    assert wording.unexplained("f", [Sentence(1, "A go-around was a go around.")])


def test_a_long_sentence_needs_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    long = Sentence(3, "So " + "very " * 35 + "long.")
    assert "37 words" in str(*wording.long_sentences("f", [long, Sentence(4, "Short.")]))
    monkeypatch.setattr(wording, "REASONS", {"So very": "a quote"})
    assert wording.long_sentences("f", [long]) == []
    assert wording.idle_reasons([long], ["So very", "Not there"]) == ["Not there"]


@pytest.mark.parametrize(
    "text",
    ["She failed to ask.", "The incident was new.", "A user rang.", "So — it went.",
     "Obviously so.", "Ask first! Then go.", "Her behavior.", "They organized it.",
     "A lesson for all."],
)  # fmt: skip
def test_a_word_that_the_house_does_not_use_is_told(text: str) -> None:
    (told,) = wording.unwanted("f", [(3, f"First.\n{text}")])
    assert told.line == 4


def test_a_word_that_only_looks_like_one_is_not_told() -> None:
    text = "A programme of useful recognition, graded in the centre, with a fail-safe."
    assert wording.unwanted("f", [(1, text)]) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A worker in Plymouth rang.", "Plymouth"),
        ("Munro says so.", "Munro"),
        ("As reported by The Guardian.", "The Guardian"),
    ],
)
def test_a_name_of_a_sheet_is_told(text: str, name: str) -> None:
    assert f"“{name}”" in str(*name_rules.names_of_sheets("f", [(1, text)]))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The child of Leah came.", ["Leah"]),
        ("She met Leah’s aunt at Elm House.", ["Leah", "Elm", "House"]),
        ("On Monday an English Ombudsman rang. Then I rang.", []),
        ("“Has she come?” the doctor asked.", []),
        ("He said “Yes” to it: It was right.", []),
        ("(She came.) They had the post-Easter list.", []),
        ("A non-Northbrook visit.", ["Northbrook"]),
    ],
)
def test_a_strange_capital_is_told(text: str, names: list[str]) -> None:
    told = name_rules.strange_capitals("f", [(1, text)])
    assert [one.text.split("”")[0].strip("“") for one in told] == names


def test_a_word_of_the_list_that_nobody_says_is_told() -> None:
    assert "Ombudsman" in name_rules.idle("nothing")
    assert "Ombudsman" not in name_rules.idle("by an Ombudsman")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,500 of 2,061 in 2.5 years", {1500, 2061, 2.5}),
        ("twenty-one and three-year-old, a dozen, twice", {21, 3, 12, 2}),
        ("at 13.30, about £130,000, 87%", {13.3, 130000, 87}),
        ("No one said anything about one child.", set()),
        ("We read three things in it. Those two came first.", set()),
        ("Three children and two good habits", {3}),
        ("a fortnight; half of them", {14, 0.5}),
        ("B767 and MD-80", {767, 80}),
    ],
)
def test_numbers_are_found_in_figures_and_words(text: str, found: set[float]) -> None:
    assert numbers(text) == found
