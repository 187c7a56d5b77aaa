"""What two texts say differently, under the words that lead to it."""

from __future__ import annotations

from learning.content.text_changes import Change, texts, told
from learning.content.word_changes import as_line


def lines(found: list[Change]) -> list[tuple[str, str]]:
    return [(one.label, as_line(one.pieces)) for one in found]


def test_what_is_told_comes_in_the_new_order_and_what_is_gone_comes_last() -> None:
    old = {"Title": "The door", "Hint": "Knock.", "Level": "apply"}
    new = {"Level": "apply", "Prompt": "What now?", "Title": "The gate"}
    assert lines(list(told(old, new))) == [
        ("Prompt", "{+What now?+}"),
        ("Title", "The [-door-]{+gate+}"),
        ("Hint", "[-Knock.-]"),
    ]


def test_a_picture_is_named_and_its_bytes_are_not_told() -> None:
    [other] = told({"Picture door.png": "one"}, {"Picture door.png": "two"})
    assert (other.label, as_line(other.pieces)) == ("Picture", "door.png")
    assert other.note == "It is another picture now."
    [gone] = told({"Picture door.png": "one"}, {})
    assert (as_line(gone.pieces), gone.note) == ("[-door.png-]", "")


def test_a_block_is_told_under_the_heading_above_it() -> None:
    old = "Before.\n\n## The door\n\nKnock once.\n\nWait."
    new = old.replace("once", "twice").replace("Before.", "First.")
    assert lines(list(texts(old, new))) == [
        ("Text", "[-Before.-]{+First.+}"),
        ("Text under “The door”", "Knock [-once.-]{+twice.+}"),
    ]


def test_marks_alone_are_no_other_words_and_the_same_text_is_nothing() -> None:
    [marks] = texts("Knock **once**.", "Knock once.")
    assert marks.pieces == () and "the words are the same" in marks.note
    assert list(texts("Knock.", "Knock.")) == []
