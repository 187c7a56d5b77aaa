"""Two administrators change one requirement at once: only what both changed is theirs to decide."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from learning.db import Database
from learning.supervision.terms import Terms
from learning.web import requirements_forms, requirements_merging
from learning.web.requirements_forms import TermsForm
from tests.builders import Cast
from tests.pages import Page, Pages
from tests.web import test_requirements
from tests.web.test_requirements import made, notes

team, olu = test_requirements.team, test_requirements.olu
START = dt.date(2027, 3, 3)
YEARLY = {"due_kind": "yearly", "due_day": "30", "due_month": "11"}


@pytest.fixture
def address(olu: Pages, team: str) -> str:
    """Where a requirement is, asked within 30 days of joining."""
    return made(olu, team)


def meanwhile(olu: Pages, address: str, **typed: str) -> None:
    """What another administrator changes."""
    other = Pages(olu.app)
    other.become("olu")
    page = other.send(other.get(f"{address}/change"), f"{address}/change", typed)
    assert other.send(page, f"{address}/change", {"sure": "yes"}).path == address


def late(olu: Pages, address: str, theirs: dict[str, str], **mine: str) -> Page:
    """The page that says that somebody else was first."""
    page = olu.send(olu.get(f"{address}/change"), f"{address}/change", mine)
    meanwhile(olu, address, **theirs)
    return olu.send(page, f"{address}/change", {"sure": "yes"}, status=409)


def held(olu: Pages, address: str, *names: str) -> list[str]:
    """What fields of a requirement hold."""
    form = olu.get(f"{address}/change").form(f"{address}/change")
    return [form.value(name) for name in names]


def test_what_the_other_one_changed_elsewhere_stays(
    olu: Pages, address: str, database: Database
) -> None:
    page = late(olu, address, {"due_days": "50", "renewal_days": "7"}, valid_months="24")
    assert "You did not change the same." in page.text
    assert "within 50 days of joining, and again every 24 months" in page.text
    page = olu.send(page, f"{address}/change", {"sure": "yes"})
    assert page.path == address
    assert held(olu, address, "due_days", "renewal_days", "valid_months") == ["50", "7", "24"]
    assert notes(database)[1:] == ["due_days, renewal_days", "valid_months"]


def test_what_both_changed_is_named_and_one_press_decides(olu: Pages, address: str) -> None:
    page = late(olu, address, {"due_days": "50", "grace_days": "7"}, due_days="9")
    assert "You both changed this: By when." in page.text
    assert "within 50 days" in page.text and "within 9 days" in page.text
    page = olu.send(page, f"{address}/change", {"sure": "yes"})
    assert held(olu, address, "due_days", "grace_days") == ["9", "7"]


def test_two_ways_of_being_due_are_not_mixed(olu: Pages, address: str) -> None:
    page = late(olu, address, YEARLY, due_days="9")
    assert "You both changed this: By when." in page.text
    assert "by 30 November" in page.text and "within 9 days" in page.text
    olu.send(page, f"{address}/change", {"sure": "yes"})
    assert held(olu, address, "due_days", "due_day") == ["9", ""]


def test_what_stands_in_a_way_that_was_not_chosen_collides_with_nothing(
    olu: Pages, address: str
) -> None:
    page = late(olu, address, {"due_days": "50"}, due_day="77", due_month="5", grace_days="9")
    assert "You did not change the same." in page.text
    olu.send(page, f"{address}/change", {"sure": "yes"})
    assert held(olu, address, "due_days", "due_day", "grace_days") == ["50", "", "9"]


def test_a_team_that_was_chosen_stays_chosen(olu: Pages, address: str) -> None:
    page = olu.get(f"{address}/change?team=everybody")
    page = olu.send(page, f"{address}/change")
    meanwhile(olu, address, due_days="50")
    page = olu.send(page, f"{address}/change", {"sure": "yes"}, status=409)
    assert "Everybody completes Crew: working together within 50 days" in page.text
    olu.send(page, f"{address}/change", {"sure": "yes"})
    assert "Everybody completes" in olu.get(address).text


def test_what_is_typed_anew_after_that_is_merged_with_what_held_then(
    olu: Pages, address: str
) -> None:
    page = late(olu, address, {"due_days": "50"}, valid_months="24")
    page = olu.send(page, f"{address}/change", {"again": "yes"})
    assert page.form(f"{address}/change").value("due_days") == "50"
    meanwhile(olu, address, due_days="60")
    page = olu.send(page, f"{address}/change", {"grace_days": "9"}, status=409)
    assert "You did not change the same." in page.text
    olu.send(page, f"{address}/change", {"sure": "yes"})
    assert held(olu, address, "due_days", "valid_months", "grace_days") == ["60", "24", "9"]


@pytest.mark.parametrize("was", ["", "{", "7"])
def test_a_form_that_does_not_say_what_it_held_is_shown_as_it_was_typed(
    olu: Pages, address: str, was: str
) -> None:
    page = late(olu, address, {"due_days": "50"}, grace_days="9", was=was)
    assert "puts what you typed in the place of what holds now" in page.text
    assert "within 30 days" in page.text and "within 50 days" in page.text


ways = st.one_of(
    st.builds(lambda n: {"due_kind": "after", "due_days": n}, st.integers(1, 3)),
    st.builds(
        lambda n: {"due_kind": "on", "due_on": START + dt.timedelta(days=n)}, st.integers(1, 3)
    ),
    st.builds(
        lambda d, m: {"due_kind": "yearly", "due_month_day": f"{m:02}-{d:02}"},
        st.integers(1, 3),
        st.integers(1, 3),
    ),
)
rules = st.builds(
    lambda way, ends, months, grace: Terms(
        course="crew", starts_on=START, ends_on=ends, valid_months=months, grace_days=grace, **way
    ),
    ways,
    st.sampled_from([None, START + dt.timedelta(days=400)]),
    st.sampled_from([None, 12, 24]),
    st.integers(7, 9),
)


def way(terms: Terms) -> tuple[Any, ...]:
    return terms.due_kind, terms.due_on, terms.due_days, terms.due_month_day


def parts(terms: Terms) -> list[Any]:
    return [way(terms), terms.ends_on, terms.valid_months, terms.grace_days]


@example(
    was=Terms("crew", START, "yearly", due_month_day="01-01"),
    now=Terms("crew", START, "yearly", due_month_day="02-02"),
    mine=Terms("crew", START, "yearly", due_month_day="01-02"),
)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(was=rules, now=rules, mine=rules)
def test_each_part_is_mine_where_i_changed_it_and_otherwise_what_holds_now(
    app: Flask, cast: Cast, was: Terms, now: Terms, mine: Terms
) -> None:
    with app.test_request_context():
        opened = requirements_forms.filled(was, team="everybody")
        requirements_merging.note(opened)
        typed = MultiDict(requirements_forms.filled(mine, team="everybody").sent())
        typed["was"] = opened.was.data
        form = TermsForm(formdata=typed)
        form.is_stale = True
        requirements_merging.merge(form, requirements_forms.filled(now, team="everybody"))
        old, new = parts(was), parts(now)
        expected = [n if m == o else m for o, n, m in zip(old, new, parts(mine), strict=True)]
        assert parts(form.terms()) == expected
        both = [o != n and o != m and m != n for o, n, m in zip(old, new, parts(mine), strict=True)]
        assert len(form.collides or ()) == sum(both)
