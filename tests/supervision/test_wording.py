"""A requirement in plain sentences, one kind at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.supervision import wording
from learning.supervision.terms import Terms
from tests.supervision.test_terms import AFTER, ON, TODAY, YEARLY

CREW = "Crew: working together"


def test_the_whole_rule_is_said_in_plain_sentences() -> None:
    asked = replace(AFTER, valid_months=12)
    assert wording.sentence(asked, course=CREW, team="Family Help") == (
        "Everybody in Family Help completes Crew: working together within 30 days of joining, and "
        "again every 12 months. Renewal opens 60 days before. After a critical change the "
        "completion of before counts for 28 days."
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (replace(AFTER, due_days=1), "Everybody completes Crew within a day of joining."),
        (
            replace(AFTER, valid_months=1),
            "Everybody completes Crew within 30 days of joining, and again every month.",
        ),
        (ON, "Everybody completes Crew by 1 June 2027."),
        (
            replace(ON, role="supervisor", valid_months=24),
            "Every supervisor completes Crew by 1 June 2027, and again every 24 months.",
        ),
        (YEARLY, "Everybody completes Crew by 30 November each year."),
        (replace(YEARLY, valid_months=12), "Everybody completes Crew by 30 November each year."),
        (
            replace(YEARLY, valid_months=36, role="learner"),
            "Everybody completes Crew by 30 November every 3 years.",
        ),
        (
            replace(YEARLY, due_month_day="02-29"),
            "Everybody completes Crew by 29 February (28 February in other years) each year.",
        ),
    ],
)
def test_each_way_of_being_due_has_its_words(asked: Terms, said: str) -> None:
    assert wording.asks(asked, course="Crew", team=None) == said


def test_validity_renewal_and_grace_are_said_where_they_are_out_of_the_ordinary() -> None:
    asked = replace(AFTER, renewal_days=0, grace_days=0)
    said = wording.sentence(asked, course="Crew", team=None)
    assert "counts for as long as the course says. Renewal opens on the last day." in said
    assert said.endswith("After a critical change the completion of before counts no longer.")
    said = wording.sentence(replace(YEARLY, renewal_days=1, grace_days=1), course="x", team=None)
    assert "as the course says" not in said
    assert "opens 1 day before" in said and said.endswith("counts for 1 day.")


@pytest.mark.parametrize(
    ("role", "team", "said"),
    [
        (None, None, "Everybody"),
        ("author", "North", "Every author in North"),
        ("reviewer", None, "Every reviewer"),
        ("administrator", None, "Every administrator"),
    ],
)
def test_of_whom_it_is_required_is_said(role: str | None, team: str | None, said: str) -> None:
    assert wording.whom(role, team) == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (AFTER, "Since 3 March 2027"),
        (replace(AFTER, starts_on=dt.date(2027, 3, 4)), "From 4 March 2027"),
        (replace(AFTER, ends_on=TODAY), "Since 3 March 2027, until 3 March 2027"),
        (
            replace(AFTER, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2027, 3, 2)),
            "From 1 January 2026 until 2 March 2027: it has ended",
        ),
    ],
)
def test_on_which_days_it_holds_is_said(asked: Terms, said: str) -> None:
    assert wording.lasts(asked, on=TODAY) == said


@given(
    asked=st.sampled_from([AFTER, ON, YEARLY]),
    months=st.none() | st.sampled_from([12, 24, 36, 120]),
    renewal=st.integers(0, 300),
    grace=st.integers(0, 365),
    role=st.sampled_from([None, "learner", "supervisor", "author"]),
)
def test_every_rule_is_sentences_that_name_the_course_once(
    asked: Terms, months: int | None, renewal: int, grace: int, role: str | None
) -> None:
    ruled = replace(asked, valid_months=months, renewal_days=renewal, grace_days=grace, role=role)
    said = wording.sentence(ruled, course="Crew", team="North")
    assert said.count("Crew") == 1 and said.startswith("Every") and said.endswith(".")
    assert "None" not in said and "  " not in said
    assert " 1 days" not in said and " 1 months" not in said
