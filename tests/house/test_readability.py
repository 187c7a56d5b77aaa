"""Reading age: syllables as counted by hand, and ages in the order a reader would say."""

from __future__ import annotations

from statistics import mean

from tests.house.curriculum import sentences
from tests.house.readability import measure, syllables

#: words of our own texts, counted by hand
COUNTED = {
    1: "child asked closed those safe school year heard called lines whole missed tired moved",
    2: "worker captain because worried needed houses pages people reason quiet social police "
    "teacher believed wishes watches patient fatigue somewhere statement sometimes likely",
    3: "controller assessment handover idea diary aviation's family decision serious previous "
    "radio video example whoever nobody hospital referral carefully period reaction violence",
    4: "information supervisor interruption everybody experience reality society anxiety usually "
    "aviation situation",
    5: "individual immediately",
}
_ODD = {"aviation's", "situation"}
EASY = "The child sat. She had a book. It was red. She read it to me. We both laughed."
PLAIN = "A doctor told the hospital to expect a baby. Then the doctor checked that she had arrived."
HARD = (
    "Multi-agency safeguarding arrangements necessitate proportionate information governance, "
    "notwithstanding organisational preferences regarding interdependent decisions."
)


def test_syllables_are_as_counted_by_hand() -> None:
    wrong = {
        word: syllables(word)
        for number, words in COUNTED.items()
        for word in words.split()
        if syllables(word) != number
    }
    assert set(wrong) <= _ODD


def test_the_count_is_right_on_average() -> None:
    pairs = [(syllables(word), n) for n, words in COUNTED.items() for word in words.split()]
    assert abs(mean(said - counted for said, counted in pairs)) < 0.05


def test_what_is_harder_is_older() -> None:
    ages = [measure([*sentences([(1, text)])]).age for text in (EASY, PLAIN, HARD)]
    assert ages == sorted(ages)
    assert ages[0] < 7 < ages[1] < 14 < ages[2]


def test_the_formula_is_the_published_one() -> None:
    found = measure([*sentences([(1, "The cat sat on the mat. It was a cat.")])])
    assert (found.words, found.mean, found.longest, found.syllables) == (10, 5.0, 6, 1.0)
    assert abs(found.age - (0.39 * 5 + 11.8 * 1 - 15.59 + 5)) < 1e-9
