"""What the courses rest on: every source and case that is live, for whoever may read them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from tests.builders import NAMES, Cast, published
from tests.content_builders import case, compiled, item, library, module, put, put_into
from tests.pages import Pages
from tests.statements import statements

PATH = "/about/sources"


def source(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "title": f"The {name}", "kind": "guidance", **more}


def told(name: str, sheet: str, **more: object) -> object:
    """A case of a fact sheet."""
    own = {"sheet": sheet, "publisher": "A regulator", "reference": f"Penalty {name}",
           "licence": "Public-body publication", "evidence": "primary", **more}  # fmt: skip
    return case(name, source=own)


def test_before_anything_is_published_the_page_says_what_will_be_there(pages: Pages) -> None:
    page = pages.get(PATH)
    assert "appear here as soon as their authors have published them" in page.text
    assert "What is not known" in page.text and "No case is published yet." in page.text


@pytest.mark.parametrize("name", ["", *NAMES])
def test_everybody_who_may_read_sees_it(
    pages: Pages, cast: Cast, database: Database, name: str
) -> None:
    published(database)
    if name:
        pages.become(name)
    page = pages.get(PATH)
    assert "A letter that was never written" in page.text
    for link in {one for one in page.links if one.startswith(("/courses/", "/cases/"))}:
        pages.get(link.partition("#")[0])


def test_where_reading_is_not_open_it_asks_to_sign_in(
    settings: Settings, database: Database, cast: Cast
) -> None:
    pages = Pages(create_app(replace(settings, open_reading=False), database))
    assert "What the courses rest on" not in pages.get(PATH).title
    pages.become("alice")
    assert "What the courses rest on" in pages.get(PATH).title


@pytest.mark.parametrize("path", ["/", "/courses", "/cases", "/privacy"])
def test_every_page_leads_there(pages: Pages, path: str) -> None:
    assert PATH in pages.get(path).links


def test_a_source_says_what_it_is_and_which_modules_it_serves(
    pages: Pages, database: Database
) -> None:
    facts = {"author": "An institute", "year": 2013, "locator": "fact sheet CP-06", "kind": "press"}
    sources = [source("letter", **facts), source("the-guidance")]
    first = module("first", sources=[{"id": "letter"}])
    second = module("second", items=[item(sources=[{"id": "letter"}])])
    put_into(database, compiled(first, second, sources=sources), library(told("cp-06-a", "CP-06")))
    page = pages.get(PATH)
    assert "An institute · 2013 · fact sheet CP-06 · Public-body publication" in page.text
    assert "Serves On first ; On second" in page.text
    assert "Told as a case: Case cp-06-a" in page.text
    assert {"/courses/crew/first", "/courses/crew/second", "/cases/cp-06-a"} <= set(page.links)
    assert page.text.index("Guidance (1)") < page.text.index("Press and other accounts (1)")


def test_an_item_that_is_not_asked_serves_nothing(pages: Pages, database: Database) -> None:
    asked = item(sources=[{"id": "the-guidance"}])
    draft = item(item_id="draft", status="draft", sources=[{"id": "letter"}])
    sources = [source("letter"), source("the-guidance")]
    put_into(database, compiled(module(items=[asked, draft]), sources=sources))
    assert pages.get(PATH).text.count("Serves") == 1


def test_a_case_says_where_it_was_published_under_which_licence(
    pages: Pages, database: Database
) -> None:
    press = {"publisher": "A newspaper", "licence": "All rights reserved", "year": 2014}
    put_into(
        database,
        library(
            told("cp-01-a", "CP-01"),
            told("cp-02-b", "CP-02", evidence="secondary", **press),
            case("cp-03-c", status="retracted"),
        ),
    )
    page = pages.get(PATH)
    assert "The library has 2 cases. Of these 1 rest" in page.text
    assert "A newspaper · Penalty cp-02-b · 2014 · Told by press or commentary" in page.text
    assert "year not stated" in page.text and "cp-03" not in page.html
    assert "All rights reserved : 1 case" in page.text.replace("reserved:", "reserved :")


def test_a_course_that_is_retired_rests_on_nothing_here(pages: Pages, database: Database) -> None:
    put_into(database, compiled(status="retired"))
    assert "The course rests on" not in pages.get(PATH).text


def test_it_is_made_anew_when_something_is_published(pages: Pages, database: Database) -> None:
    put_into(database, library(told("cp-01-a", "CP-01")))
    assert "1 case." in pages.get(PATH).text
    put_into(database, library(told("cp-01-a", "CP-01"), told("cp-02-b", "CP-02")))
    assert "2 cases." in pages.get(PATH).text


def test_a_contact_is_named_where_there_is_one(settings: Settings, database: Database) -> None:
    named = replace(settings, operator_contact="help@example.org")
    page = Pages(create_app(named, database)).get(PATH)
    assert "mailto:help@example.org" in page.links
    assert "/report-error?page=/about/sources" in page.links


def test_many_sources_take_no_more_statements_than_few(app: Flask, database: Database) -> None:
    """A course of many modules is read in bulk, and not again until something is published."""
    counts = []
    for number in (2, 12):
        sources = [source("the-guidance"), *(source(f"s-{n}") for n in range(number * 10))]
        made = [module(f"m-{n}", sources=[{"id": f"s-{n}"}]) for n in range(number)]
        with database.writing() as unit:
            put(unit, compiled(*made, sources=sources, course_id=f"of-{number}"))
        trace, shelf = app.extensions["threads"], app.extensions["shelf"]
        with database.reading() as session, statements(session) as sent:
            trace.trace(session, shelf)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 8
