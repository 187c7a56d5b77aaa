"""The demo's reports: told once, by nobody, and opened with a passphrase that is no secret."""

from __future__ import annotations

from dataclasses import replace

import pytest

from learning.db import Database
from learning.installation import choosing
from learning.reports import holding, keyring, passphrases, reading, receipts, scheme
from learning.sample.reports import REVIEWERS, seed_reports
from learning.settings import Settings
from learning.stretching import Cost
from tests.builders import AT, Cast


@pytest.fixture
def demo(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(receipts, "COST", Cost(32, 1))
    monkeypatch.setattr(holding, "COST", Cost(32, 1))
    return replace(settings, demo=True)


def test_the_scheme_is_open_and_its_reports_wait(
    demo: Settings, database: Database, cast: Cast
) -> None:
    seed_reports(database, demo, at=AT)
    with database.reading() as session:
        told = scheme.of(choosing.current(session, demo))
        assert scheme.missing(session, told) == [] and "invented" in told.operator
        own = keyring.own(session, cast.rana)
        assert own is not None and own.locked is not None
        private = holding.unlock(own.locked, passphrases.DEMO, public=own.public)
        lines = reading.queue(session, own.id).lines
        raw = [reading.raw(session, one.reference, own.id) for one in lines]
    assert [one.state for one in lines] == ["in_review", "in_review", "received", "received"]
    said = [reading.opened(one, private)[0].said for one in raw]
    assert {one["kind"] for one in said if one} == {"near_miss", "success", "concern", "mistake"}


def test_it_is_done_once_and_a_choice_of_ones_own_stays(
    demo: Settings, database: Database, cast: Cast
) -> None:
    with database.writing() as session:
        choosing.choose(session, "operator", "Us", settings=demo, version=0, at=AT)
    chosen = replace(demo, operator="Us")
    for _ in range(2):
        seed_reports(database, chosen, at=AT)
    with database.reading() as session:
        assert reading.number_open(session) == 4
        assert len(keyring.holders(session)) == len(REVIEWERS) + 1
        assert choosing.current(session, demo).operator == "Us"


def test_a_choice_that_was_made_at_the_same_time_stays(
    demo: Settings, database: Database, cast: Cast
) -> None:
    with database.writing() as session:
        choosing.choose(session, "operator", "Us", settings=demo, version=0, at=AT)
    seed_reports(database, demo, at=AT)
    with database.reading() as session:
        assert choosing.current(session, demo).operator == "Us"


def test_invented_reports_are_for_the_demo_alone(settings: Settings, database: Database) -> None:
    with pytest.raises(AssertionError, match="for the demo alone"):
        seed_reports(database, settings, at=AT)
