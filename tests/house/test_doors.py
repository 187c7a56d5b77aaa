"""Every view names its door, and only few doors are open to a stranger's form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, Request

from learning.db import Database
from learning.people.models import ROLES
from learning.settings import Settings
from learning.web.app import create_app
from learning.web.doors import ANYONE, READERS, door_of
from learning.web.reporting.app import create_reporting

#: the only forms that a person who is not signed in may send
_STRANGERS_FORMS = {
    *(
        "sign_in.enter",
        "sign_in.join",
        "sign_in.add",
        "sign_in.reset",
        "errata.tell",
        "crew.join",
        "crew.choose",
        "forgotten.send",
        "demo.become",
    ),
}


@pytest.fixture
def demo(settings: Settings, sqlite_engine: Database) -> Flask:
    """The site with all its doors."""
    return create_app(replace(settings, demo=True), sqlite_engine)


def writing(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if set(rule.methods or ()) - {"GET", "HEAD", "OPTIONS"}:
            yield rule.endpoint


def test_every_view_names_its_door(demo: Flask) -> None:
    doors = {name: door_of(view) for name, view in demo.view_functions.items()}
    assert [name for name, door in doors.items() if not door] == []
    known = {ANYONE, READERS, *ROLES}
    assert {name: door - known for name, door in doors.items() if door - known} == {}


def test_a_door_that_is_open_to_all_names_nobody_else(demo: Flask) -> None:
    doors = [door_of(view) for view in demo.view_functions.values()]
    assert all(len(door) == 1 for door in doors if door & {ANYONE, READERS})


def test_a_stranger_may_send_few_forms(demo: Flask) -> None:
    strangers = {
        name for name in writing(demo) if door_of(demo.view_functions[name]) & {ANYONE, READERS}
    }
    assert strangers == _STRANGERS_FORMS


def test_a_view_either_shows_or_takes(demo: Flask) -> None:
    both = [
        rule.endpoint
        for rule in demo.url_map.iter_rules()
        if {"GET", "POST"} <= set(rule.methods or ())
    ]
    assert both == []


def test_only_get_and_post_are_used(demo: Flask) -> None:
    used = set().union(*(rule.methods or () for rule in demo.url_map.iter_rules()))
    assert used == {"GET", "HEAD", "OPTIONS", "POST"}


def test_reporting_has_no_doors_since_it_knows_nobody(
    settings: Settings, sqlite_engine: Database
) -> None:
    """It has no sign-in by which a door could tell people apart: it is open to all or shut."""
    app = create_reporting(settings, sqlite_engine)
    assert not any(door_of(view) for view in app.view_functions.values())
    assert (
        not hasattr(app, "login_manager")
        and app.session_interface.open_session(app, Request({})) is None
    )
    used = [set(rule.methods or ()) & {"GET", "POST"} for rule in app.url_map.iter_rules()]
    assert all(len(one) == 1 for one in used), "a view either shows or takes"
