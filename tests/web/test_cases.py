"""The case library: found by what one looks for, and gone at once when it is withdrawn."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from learning.db import Database
from tests.content_builders import HOSTILE, case, compiled, library, module, put_into
from tests.pages import Pages

FEAR = [{"id": "fam.fear", "effect": "hindered"}]
TEXT = "## What happened\n\nShe *knocked*.\n\n## What caught it\n\nThe number on the door."


def shelved(database: Database) -> None:
    """Three cases that differ in everything one can look for, and one that was withdrawn."""
    put_into(
        database,
        library(
            case("cp-01-a", TEXT, stage="visit", setting="child_protection_team", factors=FEAR),
            case("cp-02-b", kind="mistake", stage="referral", setting="front_door"),
            case("hl-01-c", domain="health", kind="success", stage_parallel="visit"),
            case("cp-03-d", status="retracted", kind="concern"),
        ),
    )


def shown(pages: Pages, query: str = "") -> list[str]:
    """The cases on the page, in order."""
    links = pages.get(f"/cases{query}").links
    return [link.removeprefix("/cases/") for link in links if link.startswith("/cases/")]


def test_an_empty_library_says_what_will_appear(pages: Pages) -> None:
    page = pages.get("/cases")
    assert "Cases appear here when they are published." in page.text and "0 cases" in page.text


def test_the_library_shows_every_case_that_can_be_read(pages: Pages, database: Database) -> None:
    shelved(database)
    assert shown(pages) == ["cp-01-a", "cp-02-b", "hl-01-c"]
    assert "3 cases" in pages.get("/cases").text


NARROWED = {
    "?kind=mistake": ["cp-02-b"],
    "?domain=health": ["hl-01-c"],
    "?stage=visit": ["cp-01-a", "hl-01-c"],
    "?setting=front_door": ["cp-02-b"],
    "?factor=fam.fear": ["cp-01-a", "cp-02-b", "hl-01-c"],
    "?stage=visit&domain=child_protection": ["cp-01-a"],
    "?kind=&domain=&stage=&setting=&factor=": ["cp-01-a", "cp-02-b", "hl-01-c"],
    "?kind=mistake&kind=success": ["cp-02-b"],
    "?page=2&sort=up": ["cp-01-a", "cp-02-b", "hl-01-c"],
}


def test_the_library_is_narrowed_by_what_was_chosen(pages: Pages, database: Database) -> None:
    shelved(database)
    for query, found in NARROWED.items():
        assert shown(pages, query) == found, query


def test_a_choice_stays_chosen_and_can_be_undone(pages: Pages, database: Database) -> None:
    shelved(database)
    page = pages.get("/cases?stage=visit")
    form = page.form("/cases")
    assert form.value("stage") == "visit" and form.value("kind") == ""
    assert "2 of 3 cases" in page.text and "/cases" in page.links
    assert pages.send(page, "/cases", {"domain": "health"}).text.count("1 of 3 cases") == 1


def test_a_value_that_no_case_has_is_an_empty_state(pages: Pages, database: Database) -> None:
    shelved(database)
    for facet in ("kind", "domain", "stage", "setting", "factor"):
        for value in (
            "nowhere",
            "<script>alert(1)</script>",
            "'; DROP TABLE blob; --",
            "x" * 5_000,
        ):
            page = pages.get(f"/cases?{facet}={quote(value)}")
            assert "Nothing matches" in page.text and "0 of 3 cases" in page.text
            assert "<script>alert" not in page.html


def test_a_hostile_query_is_never_a_fault(pages: Pages, database: Database) -> None:
    shelved(database)
    for query in ("kind=%00", "kind=%ff%fe", "&&&===", "%=%", "kind[]=a", "factor=" + "a" * 9_000):
        assert pages.client.get(f"/cases?{query}").status_code in (200, 400), query


def test_a_case_says_what_happened_and_what_caught_it(pages: Pages, database: Database) -> None:
    shelved(database)
    page = pages.get("/cases/cp-01-a")
    for said in ("Case cp-01-a", "She knocked", "What caught it", "The number on the door.",
                 "Fear", "An ombudsman", "12 345", "OGL v3.0", "Near miss", "Visit"):  # fmt: skip
        assert said in page.text, said
    assert "/cases?factor=fam.fear" in page.links and "/cases" in page.links
    assert "<svg" in page.html


def test_a_case_leads_to_the_modules_that_use_it(pages: Pages, database: Database) -> None:
    shelved(database)
    told = [{"id": "cp-01-a", "why": "Close.", "ask": "What helped?"}]
    put_into(database, compiled(module(cases=told), module("speaking-up")))
    page = pages.get("/cases/cp-01-a")
    assert "/courses/crew/identity" in page.links
    assert "/courses/crew/speaking-up" not in page.links
    assert "/courses/crew/identity" not in pages.get("/cases/cp-02-b").links
    put_into(database, compiled(module(cases=told), module("speaking-up"), status="retired"))
    assert "/courses/crew/identity" not in pages.get("/cases/cp-01-a").links


@pytest.mark.parametrize(
    "changed",
    [
        {"content_notes": ["A child is hurt."]},
        {"disclaimer": "Nobody checked this."},
        {"caught_by": "not_caught", "outcome": "harm_known", "class": "INC"},
        {"factors": [{"id": "fam.fear", "effect": "helped"}]},
    ],
)
def test_a_case_of_every_shape_has_a_page(
    pages: Pages, database: Database, changed: dict[str, Any]
) -> None:
    put_into(database, library(case("cp-01-a", TEXT, **changed)))
    text = pages.get("/cases/cp-01-a").text
    for words in (*changed.get("content_notes", []), changed.get("disclaimer", "")):
        assert words in text


def test_a_case_of_another_field_says_which_stage_it_resembles(
    pages: Pages, database: Database
) -> None:
    shelved(database)
    page = pages.get("/cases/hl-01-c")
    assert "Stage it resembles, in our reading Visit" in page.text
    assert "Stage it resembles" not in pages.get("/cases/cp-01-a").text


def test_a_withdrawn_case_is_a_placeholder_at_once(pages: Pages, database: Database) -> None:
    put_into(database, library(case("cp-01-a", TEXT)))
    assert "She knocked" in pages.get("/cases/cp-01-a").text
    put_into(database, library(case("cp-01-a", TEXT, status="retracted")))
    page = pages.get("/cases/cp-01-a")
    assert "A case that was withdrawn" in page.text and "A case stood here" in page.text
    for gone in ("Case cp-01-a", "knocked", "ombudsman", "12 345", "Near miss", "<svg class"):
        assert gone not in page.text and f">{gone}<" not in page.html, gone
    assert shown(pages) == []


def test_a_draft_is_not_in_the_library(pages: Pages, database: Database) -> None:
    put_into(database, library(case("cp-01-a"), case("cp-02-b", status="draft")))
    assert shown(pages) == ["cp-01-a"]
    pages.get("/cases/cp-02-b", status=404)


def test_a_hostile_address_of_a_case_is_not_found(pages: Pages, database: Database) -> None:
    shelved(database)
    bad = [quote(one.encode("utf-8", "surrogatepass"), safe="") for one in HOSTILE if one]
    for one in [*bad, "cp-01-a.md", "CP-01-A", "..%2fcases", "%ff"]:
        assert pages.client.get(f"/cases/{one}").status_code in (400, 404), one
