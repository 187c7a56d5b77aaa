"""Links that go by mail: made again from the key, and from nothing else."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from learning.people import links

_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)


@given(_TEXT, _TEXT, st.sampled_from([links.JOIN, links.RESET]))
def test_a_token_is_the_same_each_time_and_fits_an_address(
    key: str, nonce: str, purpose: str
) -> None:
    token = links.token(key, purpose, nonce)
    assert token == links.token(key, purpose, nonce)
    assert re.fullmatch(r"[\w-]{43}", token, re.ASCII)


@given(_TEXT, _TEXT, _TEXT)
def test_another_key_purpose_or_nonce_makes_another_token(key: str, one: str, two: str) -> None:
    token = links.token(key, links.JOIN, one)
    assert token != links.token(key, links.RESET, one)
    assert (token == links.token(key, links.JOIN, two)) == (one == two)
    assert token != links.token(f"{key}x", links.JOIN, one)


def test_a_mark_tells_keys_apart_and_is_no_token() -> None:
    assert links.mark("key") == links.mark("key") != links.mark("another")
    assert len(links.mark("key")) == 16
    assert links.nonce() != links.nonce()
