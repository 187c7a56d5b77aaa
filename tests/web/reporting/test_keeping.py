"""Keeping a telling: sealed to those who read at that moment, under a reference of its own."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from learning.db import Database
from learning.errors import Stale
from learning.reports import intake, receipts
from learning.reports.models import Report
from learning.reports.receipts import Receipt
from tests.pages import Page, Pages
from tests.web.reporting.test_tell import GOOD, form, number, receipt, told


def stale(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """A reviewer comes or leaves between sealing and storing, so often."""
    store, left = intake.store, [times]

    def storing(*given: object, **named: object) -> bool:
        if left[0]:
            left[0] -= 1
            raise Stale("The reviewers have changed.")
        return store(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "store", storing)


def taken(monkeypatch: pytest.MonkeyPatch, reference: str, times: int) -> None:
    """The reference that is drawn is another report's already, so often."""
    make, left = receipts.make, [times]

    def making(seed: bytes) -> Receipt:
        made = make(seed)
        if left[0]:
            left[0] -= 1
            return Receipt(reference, made.words)
        return made

    monkeypatch.setattr(receipts, "make", making)


def refused(reporter: Pages, asked: Page) -> None:
    page = reporter.send(asked, "/report/tell", {**GOOD, "act": "send"}, status=503)
    assert "very much is happening at once" in page.text
    assert page.form("/report/tell").value("happened") == GOOD["happened"]


def test_it_is_sealed_anew_where_a_reviewer_came_in_between(
    reporter: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale(monkeypatch, 2)
    assert receipt(told(reporter)) and number(database) == 1


def test_where_reviewers_come_and_go_all_the_time_the_form_is_given_back(
    reporter: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale(monkeypatch, 99)
    refused(reporter, form(reporter))
    assert number(database) == 0


def test_a_reference_that_another_report_has_is_drawn_again(
    reporter: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = receipt(told(reporter))
    taken(monkeypatch, first, 1)
    second, _ = receipt(told(reporter))
    assert second != first and number(database) == 2
    with database.reading() as session:
        assert session.scalar(select(func.count(Report.reference.distinct()))) == 2


def test_where_every_reference_is_taken_the_form_is_given_back(
    reporter: Pages, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = receipt(told(reporter))
    taken(monkeypatch, first, 99)
    refused(reporter, form(reporter))
    assert number(database) == 1
