"""The review desk: what waits, one report at a time; nothing is lost, nothing shown by mistake."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from learning import clock
from learning.db import Database
from learning.reports import daily, parts, reading
from learning.reports.models import WeekCount
from learning.reports.receipts import Receipt
from learning.settings import Settings
from tests.builders import Cast
from tests.pages import Pages
from tests.reports import desks
from tests.reports.desks import PASSPHRASE, Desk
from tests.web.reviewing import acts, lock_this_browser, said, tell, unlocked, write

TOLD = "another child with the same first name"


@pytest.fixture
def receipt(desk: Desk, database: Database) -> Receipt:
    return tell(desk, database)


@pytest.fixture
def rana(pages: Pages, desk: Desk) -> Pages:
    return unlocked(pages)


def address(receipt: Receipt) -> str:
    return f"/review/reports/{receipt.reference}"


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "ada", "olu"])
def test_nobody_but_reviewers_comes_in(pages: Pages, receipt: Receipt, name: str) -> None:
    pages.become(name)
    for path in ("", "/unlock", "/key", "/key/lost", f"/reports/{receipt.reference}"):
        pages.get(f"/review{path}", status=404)
    token = {"csrf_token": pages.get("/account").form("/sign-out").value("csrf_token")}
    for path in ("/unlock", "/lock", "/key", "/key/change", "/key/lost", "/hand-over"):
        assert pages.client.post(f"/review{path}", data=token).status_code == 404
    for act in ("write", "close", "reopen"):
        assert pages.client.post(f"{address(receipt)}/{act}", data=token).status_code == 404
    assert "/review" not in pages.get("/courses").links


def test_whoever_is_not_signed_in_is_asked_to_sign_in(pages: Pages, receipt: Receipt) -> None:
    page = pages.get(address(receipt))
    assert page.path == "/sign-in" and TOLD not in page.html


def test_the_desk_says_why_reports_are_closed(rana: Pages) -> None:
    page = rana.get("/review")
    assert "Reports are closed" in page.text and "the setting “operator”" in page.text


def test_the_desk_is_in_the_menu_and_says_nothing_of_what_was_told(
    rana: Pages, receipt: Receipt
) -> None:
    assert "/review" in rana.get("/courses").links
    page = rana.get("/review")
    assert receipt.reference in page.text and "Came this week. Nobody has opened it." in page.text
    assert TOLD not in page.html and "A near miss" not in page.text


def test_an_empty_desk_explains_itself(rana: Pages) -> None:
    assert "Nothing waits." in rana.get("/review").text
    assert "Nothing is over yet." in rana.get("/review?show=over").text


def test_a_reviewer_without_a_key_is_led_to_choosing_a_passphrase(pages: Pages, cast: Cast) -> None:
    pages.become("rana")
    assert "/review/key" in pages.get("/review").links


def test_a_locked_report_asks_for_the_passphrase_and_then_opens(
    pages: Pages, receipt: Receipt, database: Database
) -> None:
    pages.become("rana")
    page = pages.get(address(receipt))
    assert page.path == "/review/unlock" and TOLD not in page.html
    assert acts(database) == []
    page = pages.send(page, "/review/unlock", {"passphrase": PASSPHRASE})
    assert page.path == address(receipt) and TOLD in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert acts(database) == ["report.opened"]


def test_each_opening_is_noted_before_anything_is_shown(
    rana: Pages, receipt: Receipt, database: Database
) -> None:
    for _ in range(2):
        rana.get(address(receipt))
    assert acts(database) == ["report.opened"] * 2
    page = rana.get(address(receipt))
    write(page, rana, " ", status=422)
    assert acts(database) == ["report.opened"] * 4, "a refused form shows the report, too"
    assert "Reviewers are next." in rana.get("/review").text


def test_a_report_that_is_not_there_is_not_found(rana: Pages, receipt: Receipt) -> None:
    for reference in ("amber-kettle-47", "amber%00kettle", "%C3%A9", "a" * 500):
        rana.get(f"/review/reports/{reference}", status=404)
    page = rana.get(address(receipt))
    lost = page.form(f"{address(receipt)}/write")
    sent = {**dict(lost.fields), "kind": "note", "text": "x"}
    answer = rana.client.post("/review/reports/amber-kettle-47/write", data=sent)
    assert answer.status_code == 404


def test_a_message_reaches_the_reporter_and_a_note_does_not(
    rana: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    page = write(rana.get(address(receipt)), rana, "Which record was it?")
    assert "sealed for the reporter" in page.text and "The reporter is next." in page.text
    write(page, rana, "Ask Ravi.", kind="note")
    assert said(desk, database, receipt) == [
        ("message", "Which record was it?"),
        ("note", "Ask Ravi."),
    ]
    with database.reading() as session:
        desk.session = session
        entered = desk.enter(receipt)
        found = desks.returning.standing(session, entered.report_id)
    letters = desks.returning.letters(entered, found)
    assert [one.said for one in letters if one.said] == [{"text": "Which record was it?"}]


def test_a_text_may_be_objected_to_for_21_days(
    rana: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    page = write(rana.get(address(receipt)), rana, "A practitioner nearly did.", kind="text")
    assert "who has 21 days to object" in page.text
    with database.reading() as session:
        desk.session = session
        until = desk.open(receipt)[-1].until
    assert until == clock.now().date() + dt.timedelta(days=reading.TEXT_DAYS)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"text": ""}, "Write something before you send it."),
        ({"text": "x", "kind": "sms"}, "Choose whom it is for."),
        ({"text": "é" * parts.LONGEST}, "Send it in two parts."),
    ],
)
def test_what_cannot_be_sent_is_given_back(
    rana: Pages, receipt: Receipt, desk: Desk, database: Database, typed: dict[str, str], why: str
) -> None:
    page = rana.get(address(receipt))
    page = rana.send(page, f"{address(receipt)}/write", {"kind": "note", **typed}, status=422)
    assert why in page.text
    assert page.form(f"{address(receipt)}/write").value("text") == typed["text"]
    assert said(desk, database, receipt) == []


def test_a_key_that_is_locked_mid_reply_loses_nothing_and_shows_nothing(
    rana: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    page = rana.get(address(receipt))
    lock_this_browser(rana)
    page = write(page, rana, "Which record was it?", status=403)
    assert "Your key was locked" in page.text and TOLD not in page.html
    action = f"{address(receipt)}/write"
    page = rana.send(page, action, {"passphrase": "not this one"}, status=422)
    assert "does not open your key" in page.text and "not this one" not in page.html
    page = rana.send(page, action, {"passphrase": PASSPHRASE})
    assert page.path == address(receipt) and "Which record was it?" in page.text
    assert said(desk, database, receipt) == [("message", "Which record was it?")]


def test_a_sign_in_that_ends_mid_reply_loses_nothing_and_shows_nothing(
    rana: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    page = rana.get(address(receipt))
    rana.client.delete_cookie("debrief_session")
    with rana.client.session_transaction() as cookie:
        cookie.clear()
    form = page.form(f"{address(receipt)}/write")
    sent = {**dict(form.fields), "kind": "message", "text": "Which one?", "passphrase": PASSPHRASE}
    answer = rana.client.post(f"{address(receipt)}/write", data=sent)
    assert answer.status_code == 401 and TOLD not in answer.text and PASSPHRASE not in answer.text
    assert 'name="carried"' in answer.text and said(desk, database, receipt) == []


def test_two_reviewers_on_one_report_do_not_write_past_each_other(
    app: Flask, rana: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    ravi = unlocked(Pages(app), "ravi")
    hers, his = rana.get(address(receipt)), ravi.get(address(receipt))
    write(his, ravi, "Which record was it?")
    page = write(hers, rana, "Was it on paper?", status=409)
    assert "Something happened to this report while you wrote" in page.text
    assert "Which record was it?" in page.text
    assert page.form(f"{address(receipt)}/write").value("text") == "Was it on paper?"
    write(page, rana, "Was it on paper?")
    assert [text for _, text in said(desk, database, receipt)] == [
        "Which record was it?",
        "Was it on paper?",
    ]


def test_what_came_between_is_shown_even_where_the_key_had_been_locked(
    app: Flask, rana: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    ravi, hers = unlocked(Pages(app), "ravi"), rana.get(address(receipt))
    write(ravi.get(address(receipt)), ravi, "Which record was it?")
    lock_this_browser(rana)
    page = write(hers, rana, "Was it on paper?", status=403)
    action = f"{address(receipt)}/write"
    page = rana.send(page, action, {"passphrase": PASSPHRASE}, status=409)
    assert "Which record was it?" in page.text
    page = rana.send(page, action, {})
    assert "sealed for the reporter" in page.text, "the key stayed open, and the version is new"


def test_a_report_that_is_withdrawn_while_it_is_open_says_so(
    rana: Pages, receipt: Receipt, desk: Desk, database: Database, settings: Settings
) -> None:
    page = rana.get(address(receipt))
    on = clock.now().date()
    with database.reading() as session:
        desk.session = session
        report_id = desk.report(receipt).id
    settings.instance.mkdir(exist_ok=True)
    daily.withdraw(database, settings.purges, report_id, on=on)
    page = write(page, rana, "Which record was it?", status=404)
    assert "The reporter withdrew it" in page.text and TOLD not in page.html
    page = rana.get(address(receipt))
    assert "The reporter withdrew it" in page.text
    assert not [one for one in page.forms if one.action.startswith(address(receipt))]
    assert "Withdrawn and destroyed." in rana.get("/review?show=over").text


def test_it_is_closed_with_an_outcome_and_taken_up_again(
    rana: Pages, receipt: Receipt, desk: Desk, database: Database
) -> None:
    page, action = rana.get(address(receipt)), f"{address(receipt)}/close"
    page = rana.send(page, action, {"outcome": "learned", "words": ""}, status=422)
    assert "Write to the reporter what became of it." in page.text
    page = rana.send(page, action, {"outcome": "", "words": "Thank you."}, status=422)
    assert "Choose what became of it." in page.text
    assert page.form(action).value("words") == "Thank you."
    old = rana.get(address(receipt))
    page = rana.send(page, action, {"outcome": "learned"})
    assert "It is closed." in page.text and "Reading is finished." in page.text
    late = write(old, rana, "One thing more.", status=409)
    assert "Something happened to this report" in late.text
    assert "One thing more." in late.text, "what was written is not lost"
    assert said(desk, database, receipt) == [("outcome", "Thank you.")]
    assert "Learned from" in rana.get("/review?show=over").text
    again = f"{address(receipt)}/reopen"
    taken = rana.send(page, again)
    assert "It is taken up again." in taken.text
    rana.send(page, again, status=409)
    assert {"report.closed", "report.reopened"} < set(acts(database))


def test_a_report_that_was_told_before_a_key_was_made_says_that_it_is_shut(
    app: Flask, desk: Desk, cast: Cast, database: Database
) -> None:
    receipt = tell(desk, database)
    with database.writing() as session:
        desks.keyring.end(session, desk.reviewers["rosa"].key_id, on=desks.ON)
        desks.key_for(session, cast.rosa)
    rosa = unlocked(Pages(app), "rosa")
    assert "Your key does not open all of it." in rosa.get("/review").text
    page = rosa.get(address(receipt))
    assert "Your key does not open this" in page.text and TOLD not in page.html


def test_late_reports_and_long_silence_stand_at_the_desk(
    rana: Pages, desk: Desk, database: Database, cast: Cast
) -> None:
    long_ago = clock.now().date() - dt.timedelta(weeks=9)
    with database.writing() as session:
        desk.session = session
        receipt = desk.tell(on=long_ago)
    page = rana.get("/review")
    assert "Came 9 weeks ago." in page.text and "Later than we promised." in page.text
    assert "Nobody has told anything for 8 weeks" in page.text
    assert "and are late." in rana.get(address(receipt)).text
    with database.writing() as session:
        for one in session.query(WeekCount):
            one.week = clock.now().date() - dt.timedelta(days=clock.now().weekday())
    assert "Nobody has told anything" not in rana.get("/review").text


def test_a_long_desk_has_pages(
    rana: Pages, desk: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts = {tell(desk, database).reference for _ in range(27)}
    first = rana.get("/review")
    onward = next(one for one in first.links if one.startswith("/review?after="))
    found = {
        one.rpartition("/")[2]
        for page in (first, rana.get(onward))
        for one in page.links
        if one.startswith("/review/reports/")
    }
    assert found == receipts
    assert rana.get("/review?after=nonsense").status == 200
