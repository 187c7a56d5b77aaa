"""What a reporter tells: what is needed, how long it may be, and that it is sealed whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.errors import Invalid
from learning.reports import sealing, telling
from learning.reports.telling import KINDS, LONGEST, SHORTEST, Telling

GOOD = {"kind": "success", "happened": "A colleague asked the one thing that nobody had asked."}


def test_a_telling_needs_its_kind_and_what_happened_alone() -> None:
    assert telling.wrong(GOOD) == {}
    made = telling.made({**GOOD, "caught": "  She did.\r\nAloud. ", "stranger": "x"})
    assert made == Telling("success", GOOD["happened"], "She did.\nAloud.")
    assert json.loads(made.as_bytes()) == {**GOOD, "caught": "She did.\nAloud."}
    assert telling.read(made.as_bytes()) == made


def test_all_kinds_are_equals() -> None:
    assert set(KINDS) == {"mistake", "near_miss", "success", "concern"}
    assert all(telling.wrong({**GOOD, "kind": kind}) == {} for kind in KINDS)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"kind": ""}, "kind", "Choose what kind"),
        ({"kind": "mistake\0"}, "kind", "Choose what kind"),
        ({"happened": " \n "}, "happened", "Write what happened."),
        ({"happened": "It went wrong there."}, "happened", "at least 40 characters"),
        ({"setting": "moon"}, "setting", "a setting of the list"),
        ({"role": "owner"}, "role", "a role of the list"),
        ({"happened": "x" * (LONGEST + 1)}, "happened", "by about one character"),
        ({"happened": "é" * 24_010}, "happened", "by about 20 characters"),
        ({"happened": "x" * 40, "caught": "x" * LONGEST}, "happened", "40 characters"),
        ({"happened": "x" + "\n" * 47_998 + "x" * 40}, "happened", "Nothing was kept."),
    ],
)
def test_what_is_wrong_says_what_to_do(typed: dict[str, str], field: str, said: str) -> None:
    wrong = telling.wrong({**GOOD, **typed})
    assert list(wrong) == [field] and said in wrong[field]
    with pytest.raises(Invalid, match=said.replace(".", r"\.")):
        telling.made({**GOOD, **typed})


def test_the_longest_telling_is_kept_whole() -> None:
    text = "x" * (LONGEST - SHORTEST) + " “Quoted” 王\n" * 2
    made = telling.made({**GOOD, "happened": text[:LONGEST]})
    assert len(made.as_bytes()) <= sealing.MOST


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_anything_that_is_typed_comes_back_or_is_refused(text: str) -> None:
    typed = {**GOOD, "happened": text, "caught": text, "would_help": text}
    if telling.wrong(typed):
        assert len(text.strip()) < SHORTEST or len(text.translate(telling._UNSEEN)) < SHORTEST + 2
    else:
        made = telling.made(typed)
        assert telling.read(made.as_bytes()) == made
        assert "\0" not in made.happened and made.happened == made.happened.strip()


def test_a_telling_is_shown_by_no_log() -> None:
    made = telling.made(GOOD)
    assert "colleague" not in repr(made) and "colleague" not in f"{made}"
    assert made.texts() == {"What happened?": GOOD["happened"]}
