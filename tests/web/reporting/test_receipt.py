"""Coming back with a receipt: read, answer, decide, withdraw; a wrong one says nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import delete

from learning import clock
from learning.db import Database
from learning.reports import parts, returning
from learning.reports.models import Report
from learning.reports.receipts import Receipt
from learning.web.reporting import limits
from tests.pages import Page, Pages
from tests.reports.desks import Desk


@pytest.fixture
def receipt(desk: Desk, database: Database) -> Receipt:
    with database.writing() as session:
        desk.session = session
        told = desk.tell(on=dt.date.today())
        desk.write(told, "message", "Which record was it?")
    return told


def enter(reporter: Pages, reference: str, words: str, status: int = 200) -> Page:
    page = reporter.get("/report/receipt")
    typed = {"reference": reference, "words": words}
    return reporter.send(page, "/report/receipt", typed, status=status)


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (str.upper, " ".join),
        (lambda text: text.replace("-", " "), "-".join),
        (lambda text: f"  {text} ", "\n".join),
        (str.title, lambda words: "".join(words).upper()),
    ],
)
def test_a_receipt_is_taken_however_it_is_typed(
    reporter: Pages, receipt: Receipt, reference: object, words: object
) -> None:
    typed = reference(receipt.reference), words(receipt.words)  # type: ignore[operator]
    page = enter(reporter, *typed)
    assert "Which record was it?" in page.text and "another child" not in page.text
    assert page.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in page.headers
    assert receipt.words[0] not in page.html


def test_a_wrong_word_an_unknown_reference_and_nonsense_are_answered_alike(
    reporter: Pages, receipt: Receipt
) -> None:
    wrong = " ".join(("zebra", *receipt.words[1:]))
    tries = [(receipt.reference, wrong), ("amber-kettle-47", " ".join(receipt.words)), ("", "x")]
    pages = [enter(reporter, *typed, status=404) for typed in tries]
    assert len({page.text for page in pages}) == 1
    assert "That receipt does not match." in pages[0].text
    assert all(receipt.words[1] not in page.html for page in pages)


def test_a_receipt_that_is_tried_too_often_has_to_wait(
    reporter: Pages, receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TRIES", 1)
    enter(reporter, receipt.reference, "x", status=404)
    page = enter(reporter, receipt.reference, " ".join(receipt.words), status=429)
    assert "tried too often" in page.text


def test_an_answer_reaches_the_reviewers_once(
    reporter: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    empty = reporter.send(page, "/report/receipt/answer", {"text": " "}, status=422)
    assert "Write your answer." in empty.text
    for _ in range(2):  # back, and send once more
        done = reporter.send(page, "/report/receipt/answer", {"text": "The paper one."})
        assert "Your answer was sent" in done.text and "The paper one." not in done.text
    with database.reading() as session:
        desk.session = session
        said = [one.said for one in desk.open(receipt) if one.kind == "answer"]
    assert said == [{"text": "The paper one."}]


def test_a_long_answer_is_given_back(reporter: Pages, receipt: Receipt) -> None:
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    text = "é" * (parts.LONGEST // 2 + 1)
    page = reporter.send(page, "/report/receipt/answer", {"text": text}, status=422)
    assert page.form("/report/receipt/answer").value("text") == text


def test_a_text_may_be_agreed_or_objected_to(
    reporter: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    with database.writing() as session:
        desk.session = session
        desk.report(receipt).state = "in_review"
        desk.write(receipt, "text", "A practitioner nearly wrote into another record.")
        for part in parts.of(session, desk.report(receipt).id):
            part.until = dt.date.today() if part.kind == "text" else None
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    assert "nearly wrote into another record" in page.text
    page = reporter.send(page, "/report/receipt/verdict", status=422)
    assert "Choose one of the two." in page.text
    page = reporter.send(page, "/report/receipt/verdict", {"verdict": "object"}, status=422)
    assert "Write what should be changed" in page.text
    why = {"verdict": "object", "why": "The practitioner could be known."}
    page = reporter.send(page, "/report/receipt/verdict", why)
    assert "Your objection was sent." in page.text
    assert "Do you agree to the text?" not in page.text


def test_an_objection_that_comes_too_late_is_given_back(
    reporter: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    with database.writing() as session:
        desk.session = session
        desk.report(receipt).state = "in_review"
        desk.write(receipt, "text", "A practitioner nearly wrote into another record.")
        for part in parts.of(session, desk.report(receipt).id):
            part.until = dt.date.today() if part.kind == "text" else None
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    with database.writing() as session:
        for part in parts.of(session, desk.report(receipt).id):
            part.until = dt.date.today() - dt.timedelta(days=1)
    why = {"verdict": "object", "why": "The practitioner could be known."}
    late = reporter.send(page, "/report/receipt/verdict", why, status=409)
    assert "The time to object ended" in late.text
    assert "The practitioner could be known." in late.text


def test_an_answer_is_given_back_after_a_fault(
    reporter: Pages, receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    monkeypatch.setattr(returning, "reply", lambda *_, **__: 1 / 0)
    page = reporter.send(page, "/report/receipt/answer", {"text": "One more."}, status=500)
    assert "Something went wrong on our side" in page.text and "One more." in page.text


def test_withdrawing_is_asked_once_and_destroys_it(
    reporter: Pages, receipt: Receipt, database: Database
) -> None:
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    asked = reporter.send(page, "/report/receipt/withdraw")
    assert "cannot be brought back" in asked.text
    done = reporter.send(asked, "/report/receipt/withdraw", {"sure": "yes"})
    assert "It is withdrawn" in done.text and done.headers["Clear-Site-Data"] == '"cache"'
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    assert "What you told was destroyed." in page.text
    assert not [one for one in page.forms if one.action.startswith("/report/receipt/")]
    with database.reading() as session:
        lock = returning.lock(session, receipt.reference)
        assert lock is not None and parts.of(session, lock.report_id) == []


def test_a_page_that_was_open_for_half_an_hour_asks_for_the_receipt_again(
    reporter: Pages, receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    later = clock.now() + dt.timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    token = page.form("/report/receipt/answer").value("token")
    for action, field in (("answer", "text"), ("verdict", "why"), ("withdraw", "sure")):
        sent = {field: "Written for an hour.", "token": token}
        answer = reporter.client.post(f"/report/receipt/{action}", data=sent)
        assert answer.status_code == 409 and b"Enter your receipt again" in answer.data
        given_back = b"Written for an hour." in answer.data
        assert given_back is (field != "sure"), "no browser keeps it for going back"
    forged = reporter.client.post("/report/receipt/answer", data={"token": "x", "text": "y"})
    assert forged.status_code == 409


def test_an_answer_to_a_report_that_is_closed_meanwhile_is_given_back(
    reporter: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    with database.writing() as session:
        desk.session = session
        desk.write(receipt, "outcome", "Thank you.")
    page = reporter.send(page, "/report/receipt/answer", {"text": "One more."}, status=409)
    assert "This report is closed" in page.text and "One more." in page.text


def test_an_answer_to_a_report_that_was_withdrawn_or_destroyed_meanwhile_says_so(
    reporter: Pages, receipt: Receipt, database: Database
) -> None:
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    asked = reporter.send(page, "/report/receipt/withdraw")
    reporter.send(asked, "/report/receipt/withdraw", {"sure": "yes"})
    late = reporter.send(page, "/report/receipt/answer", {"text": "One more."}, status=409)
    assert "What you told was destroyed." in late.text
    with database.writing() as session:
        session.execute(delete(Report))
    late = reporter.send(page, "/report/receipt/answer", {"text": "One more."}, status=404)
    assert "One more." in late.text


def test_a_form_that_arrives_in_pieces_is_refused(reporter: Pages, receipt: Receipt) -> None:
    page = enter(reporter, receipt.reference, " ".join(receipt.words))
    sent = {"text": "One more.", "once": ""}
    page = reporter.send(page, "/report/receipt/answer", sent, status=422)
    assert "in one piece" in page.text
    assert page.form("/report/receipt/answer").value("text") == "One more."
