"""Settings on the web: chosen by administrators, under the machine's own, none written over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from learning.audit.models import AuditLine
from learning.db import Database
from learning.installation import choosing
from learning.installation.choosing import CHOOSABLE
from learning.settings import Settings
from learning.web.app import create_app
from learning.web.chosen_pages import MEANT
from tests.builders import AT, Cast
from tests.pages import Page, Pages


@pytest.fixture
def olu(pages: Pages, cast: Cast) -> Pages:
    pages.become("olu")
    return pages


def choose(pages: Pages, key: str, text: str, *, status: int = 200) -> Page:
    page = pages.get(f"/admin/settings/{key}")
    return pages.send(page, f"/admin/settings/{key}", {"text": text}, status=status)


def lines(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as unit:
        rows = unit.scalars(select(AuditLine).order_by(AuditLine.id))
        return [(one.act, one.subject, one.note) for one in rows]


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "rana", "ada"])
def test_settings_are_for_administrators(pages: Pages, cast: Cast, name: str) -> None:
    pages.become(name)
    for path in ("/admin/settings", "/admin/settings/operator"):
        pages.get(path, status=404)


def test_they_are_reached_from_administration_and_each_has_a_page(olu: Pages) -> None:
    assert "/admin/settings" in olu.get("/admin").links
    page = olu.get("/admin/settings")
    assert set(MEANT) == set(CHOOSABLE)
    for key, meant in MEANT.items():
        assert f"/admin/settings/{key}" in page.links and meant.label in page.text
        assert olu.get(f"/admin/settings/{key}").form(f"/admin/settings/{key}")
    assert page.text.count("As it comes") == len(CHOOSABLE)


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("operator", "North County", "North County Chosen here"),
        ("operator_contact", "help@example.org", "help@example.org Chosen here"),
        ("self_registration", "true", "Yes Chosen here"),
        ("open_reading", "false", "No Chosen here"),
        ("session_days", "1", "1 day Chosen here"),
        ("timezone", "Asia/Tokyo", "Asia/Tokyo Chosen here"),
        ("due_soon_days", "14", "14 days Chosen here"),
        ("report_danger", "Duty team, 0161 000 0000", "Duty team, 0161 000 0000 Chosen here"),
        ("report_silence_weeks", "6", "6 weeks Chosen here"),
    ],
)
def test_a_setting_is_chosen_and_holds_at_once(
    app: Flask, olu: Pages, database: Database, key: str, text: str, said: str
) -> None:
    page = choose(olu, key, f" {text} ")
    assert said in page.text and f"“{MEANT[key].label}” is saved." in page.text
    assert str(getattr(app.extensions["settings"], key)).lower() == text.lower()
    assert lines(database) == [("setting.changed", key, "")]
    assert f'value="{text}"' in olu.get(f"/admin/settings/{key}").html


def test_a_choice_is_taken_back(olu: Pages, database: Database) -> None:
    assert "Without a choice" not in olu.get("/admin/settings/operator").text
    choose(olu, "operator", "North County")
    page = olu.get("/admin/settings/operator")
    assert "Without a choice of yours it would be: Nobody is named." in page.text
    page = olu.send(page, "/admin/settings/operator/reset")
    assert "holds as it comes" in page.text and "North County" not in page.text
    assert lines(database)[-1] == ("setting.changed", "operator", "as it comes")


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("timezone", "Mars/Olympus", "Enter the name of a time zone, such as Europe/London."),
        ("session_days", "0", "Enter how many days a sign-in lasts, from 1 to 3650"),
        ("session_days", "", "from 1 to 3650, such as 30."),
        ("due_soon_days", "366", "days before a due day it is due soon, from 1 to 365"),
        ("operator_contact", "=me", "an e-mail address such as help@example.org"),
        ("open_reading", "perhaps", "Choose yes or no: are courses"),
        ("operator", "x" * 121, "Enter who runs this installation in at most 120 characters."),
        ("operator_contact", "x" * 301, "at most 300 characters"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_in_the_form(
    olu: Pages, database: Database, key: str, text: str, said: str
) -> None:
    page = choose(olu, key, text, status=422)
    assert said in page.text and page.title.startswith("Error: ")
    assert f"The setting '{key}'" not in page.text
    assert MEANT[key].kind == "yes" or page.form(f"/admin/settings/{key}").value("text") == text
    assert lines(database) == []


def test_of_two_administrators_at_once_neither_loses_what_the_other_did(
    olu: Pages, database: Database
) -> None:
    first, second = (olu.get("/admin/settings/operator") for _ in range(2))
    olu.send(first, "/admin/settings/operator", {"text": "North"})
    page = olu.send(second, "/admin/settings/operator", {"text": "South"}, status=409)
    assert "Somebody else was first" in page.text and "North" in page.text
    assert page.form("/admin/settings/operator").value("text") == "South"
    assert [one[1] for one in lines(database)] == ["operator"]
    page = olu.send(page, "/admin/settings/operator")
    assert "South Chosen here" in page.text


def test_a_choice_that_changed_meanwhile_is_not_taken_back(olu: Pages) -> None:
    choose(olu, "session_days", "5")
    late = olu.get("/admin/settings/session_days")
    choose(olu, "session_days", "6")
    page = olu.send(late, "/admin/settings/session_days/reset", status=409)
    assert "6 days" in page.text and "30 days, as it comes" in page.text
    assert page.form("/admin/settings/session_days").value("text") == "6"
    page = olu.send(page, "/admin/settings/session_days/reset")
    assert "30 days As it comes" in page.text


def test_what_the_machine_gave_is_shown_and_cannot_be_changed(
    settings: Settings, database: Database, cast: Cast
) -> None:
    given = replace(settings, timezone="Asia/Tokyo", fixed=frozenset({"timezone"}))
    own, other = (Pages(create_app(one, database)) for one in (given, settings))
    for one in (own, other):
        one.become("olu")
    assert "Asia/Tokyo Set on the machine" in own.get("/admin/settings").text
    page = own.get("/admin/settings/timezone")
    assert "LEARNING_TIMEZONE" in page.text and "Asia/Tokyo" in page.text
    assert [one.action for one in page.forms if "settings" in one.action] == []
    form = dict(other.get("/admin/settings/timezone").form("/admin/settings/timezone").fields)
    sent = form | {"csrf_token": page.form("/sign-out").value("csrf_token"), "text": "UTC"}
    for path in ("/admin/settings/timezone", "/admin/settings/timezone/reset"):
        answer = Page(own.client.post(path, data=sent))
        assert answer.status == 409 and "that wins" in answer.text
        assert answer.problems == []
    assert lines(database) == []


def test_a_choice_that_is_no_longer_possible_is_said_to_be_lost(
    olu: Pages, database: Database, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    with database.writing() as unit:
        monkeypatch.setattr(choosing.configuration, "with_one", lambda *_: replace(settings))
        choosing.choose(unit, "timezone", "Mars", settings=settings, version=0, at=AT)
        monkeypatch.undo()
        unit.connection().exec_driver_sql("UPDATE chosen_setting SET value = 'Mars/Olympus'")
    page = olu.get("/admin/settings")
    assert "Europe/London What was chosen here is no longer possible" in page.text
    olu.send(olu.get("/admin/settings/timezone"), "/admin/settings/timezone", {"text": "UTC"})


@pytest.mark.parametrize("key", ["secret_key", "smtp_password", "nothing", "fixed"])
def test_nothing_else_is_set_here(olu: Pages, key: str) -> None:
    olu.get(f"/admin/settings/{key}", status=404)
    page = olu.get("/admin/settings/operator")
    token = page.form("/sign-out").value("csrf_token")
    for path in (f"/admin/settings/{key}", f"/admin/settings/{key}/reset"):
        sent = {"csrf_token": token, "text": "x", "version": "0"}
        assert olu.client.post(path, data=sent).status_code == 404


def test_a_form_without_its_token_changes_nothing(olu: Pages, database: Database) -> None:
    answer = olu.client.post("/admin/settings/operator", data={"text": "x", "version": "0"})
    assert answer.status_code in (400, 409)
    assert lines(database) == []
