"""Lists of teams: made, renamed, moved; never a circle, never in a team that is not there."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.lists import team_plans
from learning.lists.team_plans import TeamPlan
from learning.lists.there import KnownTeam, Teams
from learning.people.teams import DEEPEST
from tests.lists.lists import TEAMS, listing, outcomes, said

HERE = Teams(
    [
        KnownTeam(1, "north-public-id", "N", "North", None, "/1/", None),
        KnownTeam(2, "duty-public-id00", "N1", "North  duty", 1, "/1/2/", None),
        KnownTeam(3, "south-public-id", None, "South", None, "/3/", None),
        KnownTeam(4, "old-public-id000", "OLD", "Old", None, "/4/", dt.date(2026, 1, 1)),
    ]
)


def plan(rows: str, head: str = "team_id,name,parent_id") -> TeamPlan:
    return team_plans.plan(listing(f"{head}\n{rows}"), HERE)


def test_what_is_so_already_stays() -> None:
    made = plan("N,North,\nN1,North duty,N\nsouth-public-id,South,\n")
    assert {outcome for _, outcome in outcomes(made.findings)} == {"unchanged"}
    assert made.changes == []


def test_teams_are_made_renamed_and_moved() -> None:
    made = plan("N2,North new,N3\nN3,Three,N\nN1,Duty,south-public-id\n")
    assert outcomes(made.findings) == [(2, "new"), (3, "new"), (4, "changed")]
    assert said(made.findings, 2) == "'North new' is made, in 'N3'."
    assert "is called 'Duty' from now on. It moves from North to South." in said(made.findings, 4)
    assert [(one.called, one.parent, one.moves) for one in made.changes] == [
        ("N2", "N3", False),
        ("N3", 1, False),
        ("N1", 3, True),
    ]


def test_without_a_column_of_parents_teams_stay_where_they_are() -> None:
    made = plan("N1,Duty\nX,New\n", "team_id,name")
    assert [(one.called, one.parent) for one in made.changes] == [("N1", 1), ("X", None)]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (",North,\n", "It has no team_id"),
        ("X,,\n", "It has no name"),
        (f"X,{'n' * 121},\n", "name has 121 characters"),
        ("X,New,Nn1\n", "There is no team 'Nn1' to lie in, here or in the list. Did you mean 'N1'"),
        ("X,New,OLD\n", "The team 'OLD' is closed. Choose one that is open"),
        ("OLD,Old,\n", "This team is closed here"),
        ("X,New,X\n", "These teams lie in each other: 'X' in 'X'"),
        ("N,North,N1\n", "These teams lie in each other: 'N' in 'N1', 'N1' in 'N'."),
        ("A,a,B\nB,b,C\nC,c,A\n", "'A' in 'B', 'B' in 'C', 'C' in 'A'. Correct one parent_id."),
    ],
)
def test_a_line_that_cannot_be_says_what_to_do(rows: str, told: str) -> None:
    made = plan(rows)
    assert outcomes(made.findings)[0] == (2, "wrong") and told in said(made.findings, 2)
    assert made.changes == []


def test_what_would_lie_in_a_wrong_team_is_wrong_too() -> None:
    made = plan("A,a,A\nB,b,A\nC,c,B\nD,d,\n")
    assert outcomes(made.findings) == [(2, "wrong"), (3, "wrong"), (4, "wrong"), (5, "new")]
    assert "It lies in teams that lie in each other: 'A' in 'A'" in said(made.findings, 3)
    made = plan("A,,\nB,b,A\nC,c,B\n")
    assert "Its parent 'A' is wrong in line 2" in said(made.findings, 3)
    assert "Its parent 'B' is wrong in line 3" in said(made.findings, 4)


def test_of_two_lines_that_contradict_each_other_both_are_wrong() -> None:
    made = plan("X,New,\nX,Newer,\nY,Why,\nY,Why,\n")
    assert outcomes(made.findings) == [(2, "wrong"), (3, "wrong"), (4, "new"), (5, "unchanged")]
    assert "Line 3 says something else" in said(made.findings, 2)
    assert said(made.findings, 5) == "It says the same as line 4."


def test_teams_lie_only_so_deep() -> None:
    rows = [f"D{n},Deep {n},{f'D{n - 1}' if n else ''}" for n in range(DEEPEST + 1)]
    made = plan("\n".join(rows))
    assert outcomes(made.findings)[-1][1] == "wrong"
    assert f"at most {DEEPEST} deep" in said(made.findings, DEEPEST + 2)


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.sampled_from(["", *"ABCDEFGH", "N1", "x"])))
def test_whatever_a_list_says_what_is_left_of_it_is_a_tree(parents: dict[str, str]) -> None:
    made = plan("".join(f"{one},Team {one},{parent}\n" for one, parent in parents.items()))
    assert len(made.findings) == len(parents)
    ways = {one.called: one.parent for one in made.changes}
    for one in ways:
        at, steps = one, 0
        while isinstance(at, str):
            assert at in ways and steps <= len(ways)
            at, steps = ways[at], steps + 1  # type: ignore[assignment]


def test_the_list_of_the_examples_is_in_order() -> None:
    made = team_plans.plan(listing(TEAMS), Teams([]))
    assert {outcome for _, outcome in outcomes(made.findings)} == {"new"}
