"""The names of the demo's organisation."""

from __future__ import annotations

import pytest

from learning.people.signing_in import folded
from learning.sample.names import NAMES, key
from learning.sample.people import CAST


def test_no_two_people_have_one_name_or_one_address() -> None:
    assert len({*NAMES, *(one.name for one in CAST)}) == len(NAMES) + len(CAST)
    assert len({key(name) for name in NAMES} | {one.key for one in CAST}) == len(NAMES) + len(CAST)


def test_names_fit_where_names_are_kept() -> None:
    assert all(3 < len(name) <= 40 and name == " ".join(name.split()) for name in NAMES)


@pytest.mark.parametrize(
    ("name", "before_the_at"),
    [
        ("Siân Prosser", "sian.prosser"),
        ("Fionn O'Rafferty", "fionn.orafferty"),
        ("Mei-Ling Tsang", "mei-ling.tsang"),
    ],
)
def test_an_address_is_plain_whatever_the_name(name: str, before_the_at: str) -> None:
    assert key(name) == before_the_at == folded(before_the_at)
