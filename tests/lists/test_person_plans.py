"""Lists of people: accounts, addresses, roles and leavers, each line with what becomes of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from learning.lists import person_plans
from learning.lists.person_plans import PersonPlan
from learning.lists.there import KnownPerson, KnownPlace, KnownTeam, People, Teams, There
from tests.lists.lists import ON, listing, outcomes, said

HEAD = "person_id,name,email,team_id,supervises,since,until,roles,leaves_on"
GONE = dt.date(2027, 1, 1)
NORTH = KnownTeam(1, "north-public-id", "N", "North", None, "/1/", None)
SOUTH = KnownTeam(2, "south-public-id", "S", "South", None, "/2/", None)


def known(number: int, external_id: str | None, closed: dt.date | None = None) -> KnownPerson:
    name = f"Person {number}"
    return KnownPerson(number, f"public-{number}", external_id, name, f"p{number}@x.org", closed)


def there(*people: KnownPerson, places: Any = (), roles: Any = ()) -> There:
    held: dict[int, list[KnownPlace]] = {}
    for place in places:
        held.setdefault(place.person_id, []).append(place)
    return There(Teams([NORTH, SOUTH]), People(people, roles), held)


def plan(rows: str, here: There, head: str = HEAD, *, leavers: bool = False) -> PersonPlan:
    return person_plans.plan(listing(f"{head}\n{rows}"), here, on=ON, leavers=leavers)


def test_somebody_new_gets_an_account_and_a_place_from_today() -> None:
    made = plan("7,Ann Lee,Ann@X.org,N,,,,,\n", there())
    assert outcomes(made.findings) == [(2, "new")]
    assert said(made.findings, 2) == (
        f"Ann Lee gets an account, with the address ann@x.org. A place in North from {ON}."
    )
    [change] = made.changes
    assert (change.called, change.external_id, change.known) == ("7", "7", None)


def test_the_same_list_twice_changes_nothing() -> None:
    place = KnownPlace(1, 1, 1, False, GONE, None)
    made = plan(f"7,Person 1,p1@x.org,N,no,{GONE},,,\n", there(known(1, "7"), places=[place]))
    assert outcomes(made.findings) == [(2, "unchanged")] and made.changes == []


def test_an_account_is_known_by_its_number_its_id_here_or_its_address() -> None:
    here = there(known(1, "7"), known(2, None), known(3, None))
    made = plan("7,New Name,,,,,,,\npublic-2,Person 2,,,,,,,\n,Other,p3@x.org,,,,,,\n", here)
    assert outcomes(made.findings) == [(2, "changed"), (3, "unchanged"), (4, "changed")]
    assert "Person 1 is called New Name from now on." in said(made.findings, 2)
    assert [one.external_id for one in made.changes] == [None, None]


def test_an_account_without_a_number_is_linked_by_its_address() -> None:
    made = plan("9,Person 1,P1@x.org,,,,,,\n", there(known(1, None)))
    assert outcomes(made.findings) == [(2, "linked")]
    assert said(made.findings, 2) == "The account of Person 1 gets this person_id."
    assert made.changes[0].external_id == "9"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (",Ann,,,,,,,\n", "It names nobody"),
        (",Ann,ann@x.org,,,,,,\n", "It has no person_id, and nobody here has the address"),
        ("8,,ann@x.org,,,,,,\n", "a new account needs a name"),
        ("8,Ann,,,,,,,\n", "a new account needs an e-mail address"),
        ("8,Ann,p1@x.org,,,,,,\n", "has the person_id '7' here. Use that number"),
        ("8,\u200b\u2060,ann@x.org,,,,,,\n", "name holds nothing that can be seen"),
        ("8,Ann,ann,,,,,,\n", "'ann' is no e-mail address"),
        ("8,Ann,ann@x.org,,,,,administrator,\n", "No list makes administrators"),
        ("8,Ann,ann@x.org,,,,,autor,\n", "no role 'autor'. Did you mean 'author'?"),
        ("8,Ann,ann@x.org,,,,,king,\n", "no role 'king'. Roles are learner"),
        ("8,Ann,ann@x.org,X,,,,,\n", "There is no team 'X' here. Bring in the list of teams first"),
        ("8,Ann,ann@x.org,,yes,,,,\n", "tells of a place and names no team"),
        ("8,Ann,ann@x.org,N,,2027-03-01,2027-02-01,,\n", "until is before since"),
        ("8,Ann,ann@x.org,N,,,2027-02-01,,\n", "until is before today"),
        ("8,Ann,ann@x.org,N,maybe,,,,\n", "neither yes nor no"),
        ("8,Ann,ann@x.org,N,,1890-01-01,,,\n", "too far away"),
        ("7,Person 1,p2@x.org,,,,,,\n", "Another account has the address p2@x.org"),
    ],
)
def test_a_line_that_cannot_be_says_what_to_do(rows: str, told: str) -> None:
    made = plan(rows, there(known(1, "7"), known(2, None)))
    assert outcomes(made.findings) == [(2, "wrong")] and told in said(made.findings, 2)
    assert made.changes == []


def test_lines_about_one_person_may_not_contradict_each_other() -> None:
    made = plan("8,Ann,ann@x.org,N,,,,,\n8,Anna,ann@x.org,S,,,,,\n", there())
    assert outcomes(made.findings) == [(2, "wrong"), (3, "wrong")]
    assert "Lines 2 and 3 give this person two values of name." in said(made.findings, 2)
    made = plan("8,Ann,ann@x.org,N,,,,author,\n8,,,S,yes,,,,\n", there())
    assert outcomes(made.findings) == [(2, "new"), (3, "changed")]
    assert made.changes[0].roles == {"author", "supervisor"}


def test_a_repeated_line_is_said_to_be_one() -> None:
    made = plan("8,Ann,ann@x.org,N,,,,,\n8,Ann,ann@x.org,N,,,,,\n", there())
    assert outcomes(made.findings) == [(2, "new"), (3, "unchanged")]


def test_two_numbers_for_one_account_are_wrong() -> None:
    made = plan("8,Ann,p1@x.org,,,,,,\n9,Ann,p1@x.org,,,,,,\n", there(known(1, None)))
    assert outcomes(made.findings) == [(2, "wrong"), (3, "wrong")]
    assert "Line 2 gives the same account another person_id" in said(made.findings, 3)


def test_an_address_belongs_to_one_person_and_may_change_hands() -> None:
    made = plan("8,Ann,a@x.org,,,,,,\n9,Bea,a@x.org,,,,,,\n", there())
    assert "Lines 2 and 3 give several people the address a@x.org" in said(made.findings, 2)
    here = there(known(1, "1"), known(2, "2"))
    made = plan("1,Person 1,p2@x.org,,,,,,\n2,Person 2,p1@x.org,,,,,,\n", here)
    assert outcomes(made.findings) == [(2, "changed"), (3, "changed")]
    made = plan("1,Person 1,new@x.org,,,,,,\n9,Bea,p1@x.org,,,,,,\n", here)
    assert outcomes(made.findings) == [(2, "changed"), (3, "new")]
    made = plan("1,Person 1,new@x.org,,,,,king,\n9,Bea,p1@x.org,,,,,,\n", here)
    assert "Another account has the address" in said(made.findings, 3)
    closed = there(known(1, "1", GONE))
    made = plan("1,Person 1,new@x.org,,,,,,\n9,Bea,p1@x.org,,,,,,\n", closed)
    assert outcomes(made.findings) == [(2, "warning"), (3, "wrong")]


def test_a_person_with_a_wrong_line_is_left_alone_as_a_whole() -> None:
    place = KnownPlace(1, 1, 1, False, GONE, None)
    here = there(known(1, "7"), places=[place])
    made = plan("7,Person 1,p1@x.org,S,,,,,\n7,Person 1,p1@x.org,X,,,,,\n", here)
    assert outcomes(made.findings) == [(2, "skipped"), (3, "wrong")]
    assert "left out, because line 3" in said(made.findings, 2) and made.changes == []


def test_roles_are_set_by_a_filled_cell_alone() -> None:
    here = there(known(1, "7"), roles=[(1, "author"), (1, "administrator")])
    assert plan("7,Person 1,,,,,,,\n", here).changes == []
    [change] = plan("7,Person 1,,,,,,learner,\n", here).changes
    assert change.roles == {"administrator"}
    [change] = plan('7,Person 1,,,,,,"reviewer; author",\n', here).changes
    assert change.roles == {"administrator", "author", "reviewer"}


def test_a_deactivated_account_is_opened_by_no_list() -> None:
    made = plan("7,Ann,p1@x.org,N,,,,,\n", there(known(1, "7", GONE)))
    assert outcomes(made.findings) == [(2, "warning")] and made.changes == []
    assert "a list opens none" in said(made.findings, 2)


def test_whoever_has_reached_their_day_of_leaving_leaves() -> None:
    here = there(known(1, "7"), known(2, "8", GONE))
    rows = f"7,Ann,,N,,,,,{ON}\n8,Bea,,,,,,,{GONE}\n9,Cy,cy@x.org,,,,,,{GONE}\n"
    made = plan(f"{rows}10,Di,di@x.org,,,,,,2027-03-04\n", here)
    found = [(2, "left"), (3, "unchanged"), (4, "unchanged"), (5, "new"), (5, "warning")]
    assert outcomes(made.findings) == found
    assert made.leaving == [1] and "no account is made" in said(made.findings, 4)


def test_whoever_leaves_later_is_pointed_out_and_has_no_place_after_that() -> None:
    place = KnownPlace(1, 1, 1, False, GONE, None)
    row = f"7,Person 1,p1@x.org,N,no,{GONE},,,2027-12-25\n"
    made = plan(row, there(known(1, "7"), places=[place]))
    assert outcomes(made.findings) == [(2, "changed"), (2, "warning")] and not made.leaving
    assert said(made.findings, 2, "warning") == (
        "They leave on 2027-12-25: bring the list in again on that day or later, and they are "
        "deactivated then."
    )
    last = dt.date(2027, 12, 24)
    assert [one.span.until for one in made.changes[0].places.wanted] == [last]
    made = plan(row, there(known(1, "7"), places=[place._replace(until=last)]))
    assert outcomes(made.findings) == [(2, "unchanged"), (2, "warning")] and not made.changes


def test_a_list_without_teams_ends_the_places_of_whoever_leaves_later() -> None:
    later = KnownPlace(2, 1, 2, False, dt.date(2028, 1, 1), None)
    short = KnownPlace(3, 1, 2, True, GONE, dt.date(2027, 4, 1))
    held = [KnownPlace(1, 1, 1, False, GONE, None), later, short]
    here = there(known(1, "7"), places=held, roles=[(1, "supervisor")])
    made = plan("7,Ann,p1@x.org,2027-12-25\n", here, "person_id,name,email,leaves_on")
    [change] = made.changes
    assert [one.known for one in change.places.wanted] == held[:1] and change.roles is None
    assert change.places.ended == [later]
    assert f"A place in North: now from {GONE} until 2027-12-24." in said(made.findings, 2)


def test_an_address_that_finds_somebody_else_perhaps_is_pointed_out() -> None:
    place = KnownPlace(1, 1, 1, False, GONE, None)
    made = plan("9,Bea Ray,p1@x.org,S,,,,,\n", there(known(1, None), places=[place]))
    assert outcomes(made.findings) == [(2, "linked"), (2, "warning")]
    assert said(made.findings, 2, "warning") == (
        "The account of Person 1 was found by its address alone. The list calls them Bea Ray. "
        "The place in North ends. Make sure that it is the same person."
    )
    made = plan("9,Person 1,p1@x.org,S,,,,,\n", there(known(1, None), places=[place]))
    assert "alone. The place in North ends." in said(made.findings, 2, "warning")
    made = plan(f"9,Person 1,p1@x.org,N,,{GONE},,,\n", there(known(1, None), places=[place]))
    assert outcomes(made.findings) == [(2, "linked")]


def test_who_is_missing_from_the_whole_list_has_left() -> None:
    here = there(known(1, "7"), known(2, "8"), known(3, None), known(4, "9", GONE))
    assert plan("7,Person 1,,,,,,,\n", here).leaving == []
    made = plan("7,Person 1,,,,,,,\n", here, leavers=True)
    assert made.leaving == [2] and made.missing == 1 and not made.stop
    assert "They are not in the list" in said(made.findings, None)
    made = plan("7,Person 1,,,,,,king,\n8,Person 2,,,,,,king,\n", here, leavers=True)
    assert made.leaving == []
    made = plan("7,Person 1,,,,,,,\n,Somebody,,,,,,,\n", here, leavers=True)
    assert made.leaving == [] and "cannot be told who is missing" in said(made.findings, None)


def test_the_last_administrator_cannot_leave_and_the_rest_goes_on() -> None:
    people = [known(n, str(n)) for n in (1, 2, 3)]
    roles = [(1, "administrator"), (2, "administrator")]
    made = plan("", there(*people, roles=roles), leavers=True)
    assert [one.outcome for one in made.findings] == ["left", "wrong", "left"]
    assert made.leaving == [1, 3] and "Nobody else is an administrator" in made.findings[1].text


def test_many_leavers_are_asked_about() -> None:
    people = [known(n, str(n)) for n in range(1, 11)]
    rows = "".join(f"{n},Person {n},,,,,,,\n" for n in range(1, 5))
    made = plan(rows, there(*people), leavers=True)
    assert "6 of 10 people would leave" in made.stop
    assert not plan(f"{rows}5,Person 5,,,,,,,\n", there(*people), leavers=True).stop
    many = [known(n, str(n)) for n in range(1, 101)]
    rows = "".join(f"{n},Person {n},,,,,,,\n" for n in range(1, 81))
    assert not plan(rows, there(*many), leavers=True).stop
    assert plan(rows.partition("80,")[0], there(*many), leavers=True).stop


def test_whoever_supervises_a_team_keeps_the_role_for_it() -> None:
    place = KnownPlace(1, 1, 1, True, GONE, None)
    here = there(known(1, "7"), places=[place], roles=[(1, "supervisor"), (1, "author")])
    [change] = plan("7,Person 1,p1@x.org,learner\n", here, "person_id,name,email,roles").changes
    assert change.roles == {"supervisor"}
    [change] = plan("7,Person 1,,,,,,learner,\n", here).changes
    assert change.roles == set() and change.places.ended == [place]


def test_an_empty_list_makes_nobody_leave_unasked() -> None:
    assert "1 of 1 people would leave" in plan("", there(known(1, "7")), leavers=True).stop
    assert not plan("", there(known(1, None)), leavers=True).stop


def test_a_list_without_teams_leaves_places_alone() -> None:
    place = KnownPlace(1, 1, 1, True, GONE, None)
    here = there(known(1, "7"), places=[place], roles=[(1, "supervisor")])
    made = plan("7,Person 1,p1@x.org\n", here, "person_id,name,email")
    assert made.changes == [] and outcomes(made.findings) == [(2, "unchanged")]


def test_who_works_in_the_team_they_supervise_is_pointed_out() -> None:
    made = plan("8,Ann,a@x.org,N,yes,,,,\n8,Ann,a@x.org,N,no,,,,\n", there())
    assert outcomes(made.findings) == [(2, "new"), (3, "changed"), (3, "warning")]
    assert "They work in North and supervise it" in said(made.findings, 3, "warning")
