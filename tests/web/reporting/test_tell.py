"""Telling: gates that keep nothing, hints before sending, one receipt for one form."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from learning.db import Database
from learning.reports import receipts, telling
from learning.reports.models import Part, Report
from learning.reports.telling import LONGEST
from learning.settings import Settings
from learning.web.reporting import limits
from tests.pages import Page, Pages
from tests.reports.desks import Desk
from tests.web.reporting.conftest import opened

GOOD = {
    "kind": "near_miss",
    "happened": "we nearly closed the wrong referral, because two of them had the same surname.",
}


def number(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Report)) or 0


def form(reporter: Pages) -> Page:
    page = reporter.send(reporter.get("/report"), "/report/start")
    page = reporter.send(page, "/report/start", {"danger": "no"})
    return reporter.send(page, "/report/scope", {"scope": "no"})


def told(reporter: Pages, **typed: str) -> Page:
    return reporter.send(form(reporter), "/report/tell", {**GOOD, "act": "send", **typed})


def receipt(page: Page) -> tuple[str, list[str]]:
    found = re.search(r'receipt-reference">([a-z]+-[a-z]+-\d\d)<', page.html)
    listed = re.search(r'receipt-words">(.*?)</ol>', page.html, re.S)
    assert found and listed
    return found[1], re.findall(r"<li>([a-z-]+)</li>", listed[1])


def typed_back(page: Page, words: list[str]) -> dict[str, str]:
    places = [int(one) for one in re.findall(r">Word (\d)<", page.html)]
    return {"first_word": words[places[0] - 1], "second_word": words[places[1] - 1].upper()}


def test_the_first_page_says_who_runs_it_and_what_cannot_be_promised(reporter: Pages) -> None:
    page = reporter.get("/report")
    for said in ("North County", "no immunity", "network and devices", "A court", "How you write"):
        assert said in page.text
    for route in ("Duty team", "lado@example.org", "Protect", "Occupational health"):
        assert route in page.text


def test_without_an_origin_of_its_own_the_page_says_what_that_means(
    reporter: Pages, settings: Settings, database: Database
) -> None:
    assert "your browser sends its cookie along" in reporter.get("/report").text
    own = Pages(opened(settings, database, report_origin="https://report.example.org").app)
    answer = own.client.get("/report", base_url="https://report.example.org")
    assert answer.status_code == 200 and b"sends its cookie" not in answer.data
    assert own.client.get("/courses", base_url="https://report.example.org").status_code == 404
    led = own.client.get("/report/promises")
    assert (led.status_code, led.location) == (303, "https://report.example.org/report/promises")
    sent = own.client.post("/report/tell", data=GOOD)
    assert (sent.status_code, sent.location) == (303, "https://report.example.org/report")


def test_danger_leads_to_whom_to_call_and_keeps_nothing(
    reporter: Pages, database: Database
) -> None:
    page = reporter.send(reporter.get("/report"), "/report/start")
    assert "Choose one of the two." in reporter.send(page, "/report/start", status=422).text
    page = reporter.send(page, "/report/start", {"danger": "yes"})
    assert "999" in page.text and "Duty team, 0161 000 0000" in page.text
    assert number(database) == 0 and not page.forms


def test_what_belongs_elsewhere_is_led_there(reporter: Pages) -> None:
    page = reporter.send(reporter.get("/report"), "/report/start")
    page = reporter.send(page, "/report/start", {"danger": "no"})
    assert "Choose one" in reporter.send(page, "/report/scope", status=422).text
    page = reporter.send(page, "/report/scope", {"scope": "yes"})
    assert "lado@example.org" in page.text and "Protect" in page.text and not page.forms


def test_a_telling_is_kept_and_answered_with_a_receipt(reporter: Pages, desk: Desk) -> None:
    page = told(reporter)
    reference, words = receipt(page)
    assert len(words) == 6 and page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers
    with reporter.app.extensions["database"].reading() as session:
        desk.session = session
        made = receipts.Receipt(reference, tuple(words))
        said = desk.open(made)[0].said
    assert said is not None and telling.of(said).happened == GOOD["happened"]
    assert reference not in page.title and words[0] not in page.title


def test_the_two_words_are_asked_back_and_the_receipt_is_shown_once(reporter: Pages) -> None:
    page = told(reporter)
    _, words = receipt(page)
    wrong = reporter.send(page, "/report/finish", {"first_word": "wrong"}, status=422)
    assert receipt(wrong)[1] == words, "a mistyped word does not lose the receipt"
    done = reporter.send(page, "/report/finish", typed_back(page, words))
    assert "Your copy is right" in done.text and done.headers["Clear-Site-Data"] == '"cache"'
    again = reporter.send(page, "/report/finish", {"first_word": "wrong"})
    assert "This was told already" in again.text and words[0] not in again.html


def test_a_form_that_is_sent_twice_gives_one_report_and_the_same_receipt(
    reporter: Pages, database: Database
) -> None:
    asked = form(reporter)
    first = reporter.send(asked, "/report/tell", {**GOOD, "act": "send"})
    again = reporter.send(asked, "/report/tell", {**GOOD, "act": "send", "caught": "Changed."})
    assert receipt(first) == receipt(again) and number(database) == 1
    assert "kept it once as you first sent it" in again.text
    reporter.send(first, "/report/finish", typed_back(first, receipt(first)[1]))
    after = reporter.send(asked, "/report/tell", {**GOOD, "act": "send"})
    assert "This was told already" in after.text and number(database) == 1


def test_what_may_point_to_somebody_is_pointed_out_before_anything_is_kept(
    reporter: Pages, database: Database
) -> None:
    text = "I rang Mrs Okafor about the wrong child, and she told me what was in the other letter."
    page = reporter.send(form(reporter), "/report/tell", {**GOOD, "happened": text, "act": "check"})
    assert "Okafor" in page.text and "This may point to somebody" in page.text
    assert number(database) == 0
    assert page.form("/report/tell").value("happened") == text
    page = reporter.send(page, "/report/tell", {"act": "send"})
    assert receipt(page) and number(database) == 1


@pytest.mark.parametrize(
    "text",
    [
        "كدت أن أعطي الأوراق لشخص آخر، ثم سألتني زميلة من هو، فتوقفت ونظرت مرة أخرى.",
        "I nearly sent it to the wrong mum 😬👩🏽‍⚕️ and a colleague said: wait, look again.",
        "the number 943 476 5919 and mrs o’brien stood on the sheet that I	put into the copier",
        "<b>not bold</b> & {{ 7 * 7 }} \\ % ‮urned round‬ and it is kept as it was typed",
    ],
)
def test_a_text_in_any_writing_is_given_back_and_kept_as_it_was_typed(
    reporter: Pages, desk: Desk, database: Database, text: str
) -> None:
    page = reporter.send(
        form(reporter), "/report/tell", {**GOOD, "happened": text, "kind": ""}, status=422
    )
    assert page.form("/report/tell").value("happened") == text
    assert '<textarea class="input" id="happened" name="happened" rows="10" dir="auto"' in page.html
    page = reporter.send(page, "/report/tell", {"kind": GOOD["kind"], "act": "send"})
    reference, words = receipt(page)
    with database.reading() as session:
        desk.session = session
        said = desk.open(receipts.Receipt(reference, tuple(words)))[0].said
    assert said is not None and telling.of(said).happened == text


def test_a_text_without_hints_is_sent_at_once(reporter: Pages, database: Database) -> None:
    page = reporter.send(form(reporter), "/report/tell", {**GOOD, "act": "check"})
    assert receipt(page) and number(database) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": ""}, "Choose what kind of telling this is."),
        ({"happened": ""}, "Write what happened."),
        ({"happened": "It went wrong there."}, "at least 40 characters"),
        ({"happened": "x" * (LONGEST + 1)}, "Shorten it by about"),
        ({"website": "http://spam.example"}, "only programs fill it in"),
    ],
)
def test_what_is_wrong_gives_the_filled_form_back(
    reporter: Pages, database: Database, typed: dict[str, str], said: str
) -> None:
    asked = form(reporter)
    sent = {**GOOD, "caught": "مرحبا 👧🏽", "act": "send", **typed}
    page = reporter.send(asked, "/report/tell", sent, status=422)
    assert said in page.text and page.title.startswith("Error: ") and number(database) == 0
    filled = page.form("/report/tell")
    assert filled.value("caught") == "مرحبا 👧🏽" and filled.value("happened") == sent["happened"]
    assert filled.value("token") == asked.form("/report/tell").value("token")


def test_a_form_of_yesterday_keeps_what_was_typed_and_can_be_sent_again(reporter: Pages) -> None:
    page = reporter.send(
        form(reporter), "/report/tell", {**GOOD, "act": "send", "token": "old"}, status=409
    )
    assert "send it again" in page.text
    assert receipt(reporter.send(page, "/report/tell", {"act": "send"}))


def test_too_many_at_once_are_asked_to_wait_with_their_form(
    reporter: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PER_MINUTE", 0)
    page = reporter.send(form(reporter), "/report/tell", {**GOOD, "act": "send"}, status=429)
    assert page.form("/report/tell").value("happened") == GOOD["happened"]


def test_a_busy_server_gives_the_filled_form_back(
    reporter: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = form(reporter)
    monkeypatch.setattr(receipts, "WAIT", 0.0)
    monkeypatch.setattr(receipts.open_with, "__kwdefaults__", {"wait": 0.0})
    with receipts.turn(None), receipts.turn(None):
        page = reporter.send(asked, "/report/tell", {**GOOD, "act": "send"}, status=503)
    assert page.form("/report/tell").value("happened") == GOOD["happened"]


def test_reports_stay_closed_until_all_that_protects_is_there(
    settings: Settings, database: Database, desk: Desk
) -> None:
    shut = opened(settings, database, report_support="")
    page = shut.get("/report")
    assert "cannot be told here yet" in page.text and not page.forms
    asked = shut.send(shut.get("/report/start"), "/report/start", {"danger": "no"})
    asked = shut.send(asked, "/report/scope", {"scope": "no"})
    page = shut.send(asked, "/report/tell", {**GOOD, "act": "send"}, status=503)
    assert "Nothing was kept" in page.text and number(database) == 0
    assert page.form("/report/tell").value("happened") == GOOD["happened"]


def test_a_form_from_another_site_is_refused(reporter: Pages, database: Database) -> None:
    token = form(reporter).form("/report/tell").value("token")
    for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 200)):
        answer = reporter.client.post(
            "/report/tell",
            data={**GOOD, "act": "send", "token": token},
            headers={"Sec-Fetch-Site": site},
        )
        assert answer.status_code == status
    assert number(database) == 1


def test_what_is_far_too_long_is_refused_with_a_way_back(reporter: Pages) -> None:
    answer = reporter.client.post("/report/tell", data={"happened": "x" * 300_000})
    assert answer.status_code == 413 and "Nothing was kept" in answer.get_data(as_text=True)


def test_a_fault_says_nothing_of_what_was_told(
    reporter: Pages, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError(GOOD["happened"])

    monkeypatch.setattr(telling, "wrong", fail)
    answer = reporter.client.post("/report/tell", data=GOOD)
    assert answer.status_code == 500 and b"Nothing was kept" in answer.data
    told_ = " ".join(f"{one.getMessage()} {one.__dict__}" for one in caplog.records)
    assert "RuntimeError" in told_ and "surname" not in told_


def test_a_fault_while_it_is_kept_gives_the_filled_form_back(
    reporter: Pages, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError(GOOD["happened"])

    asked = form(reporter)
    monkeypatch.setattr(telling, "made", fail)
    page = reporter.send(asked, "/report/tell", {**GOOD, "act": "check"}, status=500)
    assert "Something went wrong on our side." in page.text
    assert page.form("/report/tell").value("happened") == GOOD["happened"]
    told_ = " ".join(f"{one.getMessage()} {one.__dict__}" for one in caplog.records)
    assert "RuntimeError" in told_ and "surname" not in told_


def test_no_page_asks_for_anything_outside_reporting(reporter: Pages) -> None:
    html = reporter.get("/report").html
    asked = re.findall(r'(?:src|href)="([^"]+\.(?:css|js|svg|png))"', html)
    assert asked and all(one.startswith("/report/static/") for one in asked)
    assert "<script" not in html
    with reporter.client.get(asked[0]) as answer:
        assert answer.status_code == 200


def test_parts_are_sealed_in_the_database(reporter: Pages, database: Database) -> None:
    told(reporter)
    with database.reading() as session:
        part = session.scalars(select(Part)).one()
    assert b"surname" not in part.sealed and len(part.sealed) > 1_024


def test_the_demo_says_that_nobody_reads_it(settings: Settings, database: Database) -> None:
    demo = opened(replace(settings, demo=True), database)
    assert "Tell nothing real." in demo.get("/report").text


def test_the_check_of_a_copy_belongs_to_its_own_form(reporter: Pages) -> None:
    page = told(reporter)
    for reference in ("amber-kettle-47", "", "a\0b"):
        answer = reporter.send(page, "/report/finish", {"reference": reference}, status=409)
        assert "belongs to no report that is here" in answer.text


@pytest.mark.parametrize("path", ["/report/", "/report/tell", "/report/nowhere", "/report/start/"])
def test_an_address_that_is_none_leads_back(reporter: Pages, path: str) -> None:
    answer = reporter.client.get(path)
    assert answer.status_code in (200, 301, 308, 404, 405)
    assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"
