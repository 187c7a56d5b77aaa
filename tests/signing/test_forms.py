"""The forms of statements: each kind needs its fields, and nothing else is a kind."""

from __future__ import annotations

import pytest

from learning.signing.checking import REASONS
from learning.signing.forms import is_known

LIST = {"kind": "revocations", "issuer": "", "dated": "2027-03-03", "entries": []}


def test_a_list_of_nothing_is_a_list() -> None:
    assert is_known(LIST)


@pytest.mark.parametrize("name", ["kind", "issuer", "dated", "entries"])
def test_every_field_is_needed(name: str) -> None:
    assert not is_known({key: value for key, value in LIST.items() if key != name})


def test_a_reason_that_is_not_listed_here_may_come_from_a_newer_version() -> None:
    entry = {"id": "x", "on": "2027-03-03", "reason": "something new"}
    assert "something new" not in REASONS
    assert is_known(LIST | {"entries": [entry]})
