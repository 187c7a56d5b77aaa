"""Handing over: all that one key opens, in portions, and on again where it was interrupted."""

from __future__ import annotations

import pytest

from learning.db import Database
from learning.errors import NotFound
from learning.reports import handing, holding, keyring, reading
from learning.reports.handing import Giver, Taker
from tests.builders import Cast
from tests.reports import desks
from tests.reports.desks import ON, TELLING, Desk, Reviewer


@pytest.fixture
def told(database: Database, cast: Cast, cheap: None) -> Desk:
    """Five reports that Rana, Ravi and Rosa open; then Rosa has a new key."""
    with database.writing() as session:
        made = desks.desk(session, {"rana": cast.rana, "ravi": cast.ravi, "rosa": cast.rosa})
        for _ in range(5):
            made.tell()
        keyring.end(session, made.reviewers["rosa"].key_id, on=ON)
        made.reviewers["rosa"] = desks.key_for(session, cast.rosa)
    return made


def giver(one: Reviewer) -> Giver:
    return Giver(one.key_id, one.private)


def taker(one: Reviewer) -> Taker:
    return Taker(one.key_id, holding.public_of(one.private))


def opened(database: Database, one: Reviewer) -> int:
    """How many tellings a key opens."""
    number = 0
    with database.reading() as session:
        for line in reading.queue(session, one.key_id).lines:
            raw = reading.raw(session, line.reference, one.key_id)
            parts = reading.opened(raw, one.private)
            number += parts[0].said is not None and parts[0].said["happened"] == TELLING.happened
    return number


def test_the_other_key_opens_all_of_it_afterwards(
    told: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "PORTION", 2)
    rana, rosa, said = told.reviewers["rana"], told.reviewers["rosa"], []
    assert opened(database, rosa) == 0
    assert handing.hand_over(database, giver(rana), taker(rosa), said.append) == 5
    assert said == [2, 4, 5] and opened(database, rosa) == 5 and opened(database, rana) == 5
    assert handing.hand_over(database, giver(rana), taker(rosa)) == 0


def test_it_goes_on_where_it_was_interrupted(
    told: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "PORTION", 2)
    rana, rosa = told.reviewers["rana"], told.reviewers["rosa"]

    def stop(number: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        handing.hand_over(database, giver(rana), taker(rosa), stop)
    assert opened(database, rosa) == 2
    assert handing.hand_over(database, giver(rana), taker(rosa)) == 3
    assert opened(database, rosa) == 5


def test_a_key_that_ended_gets_nothing(told: Desk, database: Database) -> None:
    rana, rosa = told.reviewers["rana"], told.reviewers["rosa"]
    with database.writing() as session:
        keyring.end(session, rosa.key_id, on=ON)
    with pytest.raises(NotFound, match="no longer in use"):
        handing.hand_over(database, giver(rana), taker(rosa))


def test_the_recovery_key_hands_over_as_well(told: Desk, database: Database) -> None:
    key_id, private = told.recovery
    rosa = told.reviewers["rosa"]
    assert handing.hand_over(database, Giver(key_id, private), taker(rosa)) == 5
    assert opened(database, rosa) == 5


def test_a_private_half_is_not_shown(told: Desk) -> None:
    assert "private" not in repr(giver(told.reviewers["rana"]))
