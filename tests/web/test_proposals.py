"""Whoever is signed in proposes other words for a passage; authors take them or not."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from learning.authoring.models import Proposal
from learning.db import Database
from learning.people import throttling
from tests.builders import Cast, published
from tests.content_builders import HOSTILE, case, changes, compiled, item, library, module, put_into
from tests.pages import Page, Pages

WORDS = "/courses/crew/identity/words"
NEW = {"after": "Knock twice, and ask.", "why": "Nobody hears one knock."}


@pytest.fixture
def site(pages: Pages, cast: Cast, database: Database) -> Pages:
    """A site with a module, an item and a case; Alice is signed in."""
    made = module(items=[item()], text="## The door\n\nKnock, and ask.\n\n**Wait** there.")
    put_into(database, compiled(made), library(case(text="## One\n\nShe knocked.")))
    pages.become("alice")
    return pages


def kept(database: Database) -> list[Proposal]:
    with database.reading() as unit:
        return list(unit.scalars(select(Proposal).order_by(Proposal.id)))


def form_of(pages: Pages, path: str = WORDS, at: int = 1) -> tuple[Page, str]:
    """The page of a passage, and where its form goes."""
    links = [one for one in pages.get(path).links if one.startswith(f"{path}/")]
    return pages.get(links[at]), links[at]


def test_words_are_chosen_typed_looked_at_and_sent(site: Pages, database: Database) -> None:
    assert WORDS in site.get("/courses/crew/identity").links
    page, action = form_of(site)
    assert page.form(action).value("after") == "Knock, and ask."
    page = site.send(page, action, {**NEW, "step": "look"})
    assert "[taken out: Knock, ]" in page.text and "[put in: Knock twice, ]" in page.text
    assert kept(database) == []
    page = site.send(page, action, {"step": "send"})
    assert "Thank you. Authors read it without knowing" in page.text
    [row] = kept(database)
    assert (row.file, row.line, row.after) == ("crew/identity/module.md", 3, NEW["after"])
    assert row.why == NEW["why"]


def test_a_case_and_a_field_are_said_in_other_words_too(site: Pages, database: Database) -> None:
    assert "/cases/cp-02-wrong-door/words" in site.get("/cases/cp-02-wrong-door").links
    page, action = form_of(site, "/cases/cp-02-wrong-door/words")
    site.send(page, action, {**NEW, "step": "send"})
    page = site.get(f"{WORDS}/title")
    site.send(page, f"{WORDS}/title", {**NEW, "step": "send"})
    assert [(one.course, one.file, one.field) for one in kept(database)] == [
        ("cases", "cases/cp-02-wrong-door.md", ""),
        ("crew", "crew/identity/module.md", "title"),
    ]


def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(
    site: Pages, database: Database
) -> None:
    page, action = form_of(site)
    page = site.send(page, action, {"after": " ", "why": "", "step": "send"}, status=422)
    assert "Write the words that you propose." in page.text
    assert "Say in a sentence why" in page.text and page.title.startswith("Error: ")
    page = site.send(page, action, {"after": "x" * 3_000, "why": "w", "step": "look"}, status=422)
    assert page.form(action).value("after") == "x" * 3_000
    assert page.form(action).value("why") == "w"
    assert kept(database) == []


def test_what_is_typed_is_shown_as_text(site: Pages) -> None:
    page, action = form_of(site)
    page = site.send(page, action, {"after": "<script>x()</script> & so", "step": "look"})
    assert "<script>x()" not in page.html and "<script>x()</script> & so" in page.text


def test_an_item_is_shown_to_those_who_have_answered_it(site: Pages, database: Database) -> None:
    path = "/courses/crew/identity/items/door/words"
    assert "or you have not answered it yet" in site.get(path, status=404).text
    site.become("ada")
    page, action = form_of(site, path)
    site.send(page, action, {**NEW, "step": "send"})
    assert kept(database)[0].field.startswith("items.door.")
    site.become("alice")
    page = site.get("/courses/crew/identity")
    page = site.send(page, "/courses/crew/identity/attempts")
    site.get(path, status=404)
    page = site.send(page, page.path, {"choice": "name"})
    assert path in page.links
    assert "Two children share it." in site.get(path).text
    site.become("charlie")
    site.get(path, status=404)


def test_a_text_that_changed_meanwhile_is_told_and_the_words_are_kept(
    site: Pages, database: Database
) -> None:
    page, action = form_of(site)
    title = site.get(f"{WORDS}/title")
    made = module(items=[item()], text="Other.\n\nKnock now, and ask.", title="New")
    put_into(database, compiled(made))
    said = site.send(page, action, {**NEW, "step": "send"}, status=409)
    assert "has changed since you opened it" in said.text
    [form] = [one for one in said.forms if one.action.startswith(WORDS)]
    assert (form.value("after"), form.value("why")) == (NEW["after"], NEW["why"])
    said = site.send(said, form.action, {"step": "send"})
    assert kept(database)[0].before == "Knock now, and ask." and kept(database)[0].version == 2
    said = site.send(title, f"{WORDS}/title", {**NEW, "step": "send"}, status=409)
    assert said.form(f"{WORDS}/title").value("after") == NEW["after"]
    site.get(action, status=404)


def test_proposing_again_and_again_has_to_wait(site: Pages, database: Database) -> None:
    page, action = form_of(site)
    held, far = dict(page.form(action).fields), {"REMOTE_ADDR": "203.0.113.7"}
    statuses = [
        site.client.post(
            action,
            data={**held, "after": f"Knock {n}.", "why": "w", "step": "send"},
            environ_base=far,
        ).status_code
        for n in range(throttling.TELLING.free + 1)
    ]
    assert statuses == [303] * throttling.TELLING.free + [429]
    assert len(kept(database)) == throttling.TELLING.free


def test_whoever_is_not_signed_in_is_asked_to(pages: Pages, database: Database) -> None:
    put_into(database, compiled())
    assert "Sign in" in pages.get(WORDS).title


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 404), ("bob", 404), ("ada", 200), ("olu", 200)]
)
def test_authors_take_or_decline_and_change_their_minds(
    site: Pages, database: Database, name: str, status: int
) -> None:
    page, action = form_of(site)
    site.send(page, action, {**NEW, "step": "send"})
    address = f"/authoring/proposals/{kept(database)[0].public_id}"
    site.become(name)
    page = site.get("/authoring/proposals", status=status)
    if status == 404:
        return
    assert NEW["why"] in page.text and "[put in: Knock twice, ]" in page.text
    assert "alice" not in page.html.lower()
    page = site.send(page, address, {"state": "taken"})
    assert "marked as taken" in page.text and "appear here" in page.text
    page = site.get("/authoring/proposals?state=taken")
    page = site.send(page, address, {"state": "waiting"})
    page = site.send(page, address, {"state": "declined"})
    page = site.get("/authoring/proposals?state=declined")
    page = site.send(page, f"{address}/delete")
    assert "The proposal is deleted." in page.text and kept(database) == []


def test_a_proposal_for_words_that_are_gone_is_marked(site: Pages, database: Database) -> None:
    page, action = form_of(site)
    site.send(page, action, {**NEW, "step": "send"})
    site.become("ada")
    assert "has changed since" not in site.get("/authoring/proposals").text
    put_into(database, compiled(module(items=[item()], text="Other words.")))
    assert "The text has changed since." in site.get("/authoring/proposals").text
    moved = compiled(module("other", items=[item()]), changes=changes("material"))
    put_into(database, moved)
    page = site.get("/authoring/proposals")
    assert "The text has changed since." in page.text


def test_a_state_or_a_proposal_that_is_not_there_is_refused(site: Pages) -> None:
    site.become("ada")
    site.get("/authoring/proposals?state=lost", status=404)
    site.get("/authoring/proposals?before=lost", status=404)
    token = site.get("/authoring/errors").forms[0].value("csrf_token")
    sent = site.client.post("/authoring/proposals/x", data={"csrf_token": token, "state": "taken"})
    assert sent.status_code == 404


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_there_is_not_found(site: Pages, name: str) -> None:
    odd = "".join(sign for sign in name if sign.isalnum())[:80] or "no"
    for path in (
        f"/courses/{odd}/identity/words", f"/courses/crew/{odd}/words", f"/cases/{odd}/words",
        f"{WORDS}/{odd}", f"/courses/crew/identity/items/{odd}/words",
    ):  # fmt: skip
        assert site.client.get(path).status_code == 404, path


def test_every_passage_of_the_tiny_courses_can_be_opened(
    pages: Pages, cast: Cast, database: Database
) -> None:
    published(database)
    pages.become("ada")
    for path in (WORDS, "/cases/in-01-the-green-door/words",
                 "/courses/crew/identity/items/id-details/words"):  # fmt: skip
        for link in pages.get(path).links:
            if link.startswith(path):
                assert pages.get(link).form(link)
