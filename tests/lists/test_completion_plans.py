"""Lists of past completions: added once, corrected, and each with where it is recorded."""

from __future__ import annotations

import datetime as dt

import pytest

from learning.lists import completion_plans
from learning.lists.completion_plans import CompletionPlan, CompletionsThere
from learning.lists.there import KnownCompletion, KnownPerson, People
from tests.lists.lists import ON, listing, outcomes, said

HEAD = "person_id,email,course,completed_on,valid_until,source"
DAY = dt.date(2026, 11, 30)
PEOPLE = People(
    KnownPerson(n, f"public-{n}", str(n), f"Person {n}", f"p{n}@x.org", None) for n in (1, 2)
)
HELD = [KnownCompletion(1, 1, "crew", DAY, None, "Old  system")]
THERE = CompletionsThere(PEOPLE, {"crew", "handover"}, HELD)


def plan(rows: str, there: CompletionsThere = THERE) -> CompletionPlan:
    return completion_plans.plan(listing(f"{HEAD}\n{rows}"), there, on=ON)


def test_completions_are_added_corrected_or_so_already() -> None:
    made = plan(
        "1,,crew,2026-11-30,,Old system\n"
        "1,,crew,30/11/2025,2026-11-30,Old system\n"
        ",P2@x.org,handover,2027-03-03,2030-01-01,Provider\n"
    )
    assert outcomes(made.findings) == [(2, "unchanged"), (3, "new"), (4, "new")]
    assert [(one.person_id, one.course) for one in made.changes] == [(1, "crew"), (2, "handover")]
    made = plan("1,p1@x.org,crew,2026-11-30,2027-11-30,Other\n")
    assert outcomes(made.findings) == [(2, "changed")]
    assert "valid until 2027-11-30, recorded in Other" in said(made.findings, 2)
    assert made.changes[0].known == HELD[0]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1,,crw,2026-11-30,,S", "There is no course 'crw' here. Did you mean 'crew'?"),
        ("1,,zodiac,2026-11-30,,S", "There is no course 'zodiac' here. There are: crew, handover."),
        ("1,,crew,2027-03-04,,S", "which is still to come"),
        ("1,,crew,2026-11-30,2026-11-29,S", "valid_until is before completed_on"),
        ("1,,crew,,,S", "It has no completed_on"),
        ("1,,crew,30/02/2026,,S", "There is no 30 February 2026"),
        ("1,,crew,1900-01-01,,S", "too far away"),
        ("1,,crew,2026-11-30,1900-01-01,S", "too far away"),
        ("1,,crew,2026-11-30,,", "It has no source"),
        ("9,,crew,2026-11-30,,S", "There is nobody with the person_id '9'"),
        (",p9@x.org,crew,2026-11-30,,S", "Nobody here has this address"),
        (",,crew,2026-11-30,,S", "It names nobody"),
        ("1,p2@x.org,crew,2026-11-30,,S", "name two different people"),
        ("1,,crew,2026-11-30,,S,more", "7 cells under 6 columns"),
    ],
)
def test_a_line_that_cannot_be_says_what_to_do(row: str, told: str) -> None:
    made = plan(f"{row}\n")
    assert outcomes(made.findings) == [(2, "wrong")] and told in said(made.findings, 2)
    assert made.changes == []


def test_where_no_course_is_published_that_is_said() -> None:
    made = plan("1,,crew,2026-11-30,,S\n", CompletionsThere(PEOPLE, set(), []))
    assert "There are: none yet; publish one first." in said(made.findings, 2)


def test_two_lines_about_one_completion_agree_or_are_wrong() -> None:
    row = "2,,crew,2026-11-30,,S\n"
    made = plan(f"{row}{row}2,,crew,2026-11-30,,Other\n")
    assert outcomes(made.findings) == [(2, "new"), (3, "unchanged"), (4, "wrong")]
    assert "Line 2 says something else" in said(made.findings, 4)
