"""Folding: what is unseen hides nothing, and each span tells its place in the text as given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.reports.identifier_folding import Folded
from learning.reports.identifiers import find


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("at LS8\u00a02QT now", "LS8\u00a02QT"),
        ("at LS8\t2QT now", "LS8\t2QT"),
        ("at L\u200bS8 2\u00adQT now", "L\u200bS8 2\u00adQT"),
        ("at ＬＳ８ ２ＱＴ now", "ＬＳ８ ２ＱＴ"),
        ("rang \u0660\u0667\u0667\u0660\u0660 \u0669\u0660\u0660\u0661\u0662\u0663", None),
        ("we saw Zoe\u0301 there", "Zoe\u0301"),
        ("👧🏽 then Zoë’s", "Zoë’s"),
        ("first\r\nTariq\r\nlast", "Tariq"),
    ],
)
def test_odd_signs_hide_nothing_and_move_nothing(text: str, told: str | None) -> None:
    [span] = find(text)
    assert span.text == (told or text.removeprefix("rang "))
    assert text[span.start : span.end] == span.text


@given(st.text(st.sampled_from("ab1\u200b\u0301\ufeff\u00a0— ’é٣"), max_size=60))
def test_every_place_leads_back_to_the_sign_it_came_from(text: str) -> None:
    folded = Folded(text)
    places = [folded.given(place) for place in range(len(folded.text) + 1)]
    assert places == sorted(set(places))
    assert places[-1] == len(text)
    for place, sign in enumerate(folded.text):
        if sign.isalpha():
            assert text[places[place]] == sign
