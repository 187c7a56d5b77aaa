"""Names: where capitals tell them, where they do not, and what is taken for none."""

from __future__ import annotations

import pytest

from learning.reports.identifiers import find


def names(text: str) -> list[str]:
    return [span.text for span in find(text) if span.kind == "name"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We asked Tariq and then Zofia.", ["Tariq", "Zofia"]),
        ("Oluwadamilare was not told.", ["Oluwadamilare"]),
        ("Rose said so. Will was there, and Hope's mother.", ["Rose", "Will", "Hope's"]),
        ("Rose Okafor and Rhys ap Gwilym left.", ["Rose Okafor", "Rhys ap Gwilym"]),
        ("The letter was from Dr. Ali, not Mrs Fox.", ["Dr. Ali", "Mrs Fox"]),
        ("Signed: R. Chowdhury", ["R. Chowdhury"]),
        ("PC 1234 Smith came; pc 1234 smith left.", ["PC 1234 Smith", "pc 1234 smith"]),
        ("Social Worker Jane told the Team Manager.", ["Jane"]),
        ("She wrote TARIQ on it and SMITHSON under it.", ["TARIQ", "SMITHSON"]),
        ("known as Bibi, a.k.a. Sunny, called jay", ["Bibi", "Sunny", "jay"]),
        ("my client tariq adeyemi said nothing", ["tariq adeyemi"]),
        ("her brother kwabs rang", ["kwabs"]),
        ("then rose told us", ["rose"]),
        ("kwabs's mum was at home", ["kwabs's"]),
        ("I SPOKE TO MRS BALOGUN AND HER SON TARIQ", ["MRS BALOGUN", "TARIQ"]),
        ("He wrote محمد on the form.", ["محمد"]),
        ("Mrs. O’Brien—the carer—and ‘Zoë’ left", ["Mrs. O’Brien", "Zoë"]),
    ],
)
def test_a_name_is_told_by_its_capital_or_by_its_neighbours(text: str, told: list[str]) -> None:
    assert names(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Will the plan hold? May I ask? Hope this helps. Mark the record. Grace period over.",
        "The Social Worker rang the Police and the Team Manager, then CAFCASS and the LADO.",
        "I didn't go. We'll go. They've gone; you'd know.",
        "Both Parents agreed with the Child Protection Plan.",
        "• Checked the file\n• Rang the school\n1. Wrote it down",
        "I CLOSED THE REFERRAL BEFORE THE CHECKS WERE BACK.",
        "mum called the police and dad called back",
        "Miscommunication. Undoubtedly nobody rechecked. Hurriedly copied and re-sent.",
        "MUM SAID NOTHING. THE APPS SAID OTHERWISE.",
        "Several SOPs and two FAQs were read.",
        "the rota said one thing, please polish it",
        "مرحبا بكم في الفريق",
    ],
)
def test_words_of_the_trade_and_beginnings_of_sentences_are_no_names(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("He goes to Oakfield Academy.", "Oakfield Academy"),
        ("Elm Road was flooded.", "Elm Road"),
        ("the Northside team closed it", "Northside team"),
        ("at Ysgol Bryn Coch today", "Ysgol Bryn Coch"),
        ("they are in leeds now", "leeds"),
    ],
)
def test_a_place_is_told_whole(text: str, told: str) -> None:
    [span] = find(text)
    assert (span.kind, span.text) == ("place", told)


def test_where_somebody_is_from_is_told_unless_it_is_a_thing() -> None:
    assert [span.kind for span in find("a polish carer, a Somali interpreter")] == ["rare", "rare"]
    assert find("turkey for dinner, then polish") == []
