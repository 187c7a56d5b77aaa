"""Reports cannot be told before everything that protects a reporter is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from learning.reports import keyring, scheme
from tests.reports import desks
from tests.reports.desks import ON, SCHEME, Desk


def test_with_everything_there_nothing_is_missing(desk: Desk) -> None:
    assert scheme.missing(desk.session, SCHEME) == []


@pytest.mark.parametrize("name", ["operator", "danger", "allegations", "whistleblowing", "support"])
def test_each_route_is_needed_and_named(desk: Desk, name: str) -> None:
    found = scheme.missing(desk.session, replace(SCHEME, **{name: ""}))
    assert len(found) == 1 and "not set: the setting" in found[0]


def test_three_reviewers_with_a_key_and_a_recovery_key_are_needed(desk: Desk) -> None:
    desks.deactivate(desk.session, desk.reviewers["rosa"].person_id)
    assert "Reviewers with a key: 2. 3 are needed" in " ".join(scheme.missing(desk.session, SCHEME))
    keyring.end(desk.session, desk.recovery[0], on=ON)
    assert len(scheme.missing(desk.session, SCHEME)) == 2
