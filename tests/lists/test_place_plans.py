"""Places in a list: kept, given, changed and ended, and never one twice on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from learning.lists.person_lines import PersonLine
from learning.lists.place_plans import PlacePlan, Planner
from learning.lists.there import KnownPlace, KnownTeam, Near, Teams
from tests.lists.lists import ON

OLD, NEXT = dt.date(2026, 1, 5), dt.date(2027, 9, 1)
TEAMS = Teams(
    [
        KnownTeam(1, "north-public-id", "N", "North", None, "/1/", None),
        KnownTeam(2, "south-public-id", "S", "South", None, "/2/", None),
        KnownTeam(3, "old-public-id000", "OLD", "Old", None, "/3/", dt.date(2026, 6, 1)),
    ]
)


def line(number: int = 2, team: str = "N", **more: object) -> PersonLine:
    return PersonLine(number, "7", team=team, **({"supervises": False} | more))  # type: ignore[arg-type]


def plan(*lines: PersonLine, held: list[KnownPlace] | None = None, until: bool = True) -> PlacePlan:
    return Planner(TEAMS, Near([]), ON, until).plan(lines, held or [])


def place(number: int = 1, team: int = 1, **more: object) -> KnownPlace:
    days = {"supervises": False, "since": OLD, "until": None} | more
    return KnownPlace(number, 7, team, **days)  # type: ignore[arg-type]


def test_a_place_that_is_so_already_stays() -> None:
    for since in (OLD, None):
        made = plan(line(since=since), held=[place()])
        assert not made.changes and made.said == {}


def test_another_team_is_a_move_and_the_old_place_ends() -> None:
    made = plan(line(team="S"), held=[place()])
    assert made.ended == [place()] and made.said == {2: f"A place in South from {ON}."}
    words = Planner(TEAMS, Near([]), ON, True).words_of_end
    assert words(place()) == "The place in North ends."
    assert words(place(since=NEXT)) == f"The place in North from {NEXT} is taken away."


def test_what_is_over_stays_as_it_was() -> None:
    over = place(until=dt.date(2026, 12, 31))
    assert plan(line(team="S"), held=[over]).ended == []


def test_days_are_corrected() -> None:
    made = plan(line(since=dt.date(2026, 2, 2), until=NEXT), held=[place()])
    [wanted] = made.wanted
    assert wanted.known == place() and wanted.differs
    assert made.said[2] == f"A place in North: now from 2026-02-02 until {NEXT}."
    made = plan(line(since=OLD), held=[place(until=NEXT)])
    assert made.said[2] == f"A place in North: now from {OLD}, without an end."


def test_no_place_lasts_beyond_the_last_day_at_work() -> None:
    last = NEXT - dt.timedelta(days=1)
    planner = Planner(TEAMS, Near([]), ON, True)
    for until, kept in ((None, last), (NEXT, last), (ON, ON)):
        [wanted] = planner.plan([line(since=OLD, until=until)], [place()], last).wanted
        assert wanted.span.until == kept
    too_late = line(since=NEXT)
    assert planner.plan([too_late], [], last).wanted == []
    assert too_late.wrong.startswith("They leave before this place begins.")


def test_a_list_that_tells_no_ends_leaves_them() -> None:
    assert not plan(line(since=OLD), held=[place(until=NEXT)], until=False).changes


def test_a_list_that_does_not_tell_who_supervises_leaves_that() -> None:
    assert not plan(line(supervises=None), held=[place(supervises=True)]).changes
    assert plan(line(supervises=None)).wanted[0].supervises is False
    made = plan(line(supervises=True), held=[place()])
    assert made.ended == [place()] and made.supervises(on=ON)
    assert made.said[2] == f"They supervise North from {ON}."


def test_a_place_that_ended_by_mistake_is_given_back() -> None:
    ended = place(until=dt.date(2027, 3, 2))
    made = plan(line(since=OLD), held=[ended])
    assert made.wanted[0].known == ended and made.wanted[0].span.until is None


@pytest.mark.parametrize(
    ("lines", "held", "told"),
    [
        ([line(team="OLD")], [], "The team 'OLD' is closed"),
        ([line()], [place(since=NEXT), place(2, since=OLD, until=ON)], "several stretches"),
        ([line(until=ON), line(3, since=OLD)], [], "Line 2 gives them this place on the same days"),
        ([line(since=ON, until=ON)], [place(since=NEXT)], ""),
        ([line(since=OLD)], [place(until=OLD), place(2, since=ON, until=None)], ""),
        (
            [line(since=dt.date(2025, 1, 1))],
            [place(until=ON.replace(month=1)), place(2, since=ON)],
            "several stretches",
        ),
    ],
)
def test_days_that_cannot_be_are_told(
    lines: list[PersonLine], held: list[KnownPlace], told: str
) -> None:
    plan(*lines, held=held)
    wrong = " ".join(one.wrong for one in lines)
    assert told in wrong and bool(told) == bool(wrong)


def test_a_new_stretch_may_not_reach_into_an_old_one() -> None:
    over = place(until=dt.date(2026, 12, 31))
    later = line(since=dt.date(2027, 1, 1))
    assert plan(later, held=[over]).wanted[0].known is None and not later.wrong
    exact = line(since=dt.date(2026, 11, 1))
    held = [over, place(2, since=dt.date(2026, 11, 1), until=dt.date(2026, 11, 1))]
    plan(exact, held=held)
    assert "They had this place until 2026-12-31. Give a later since." in exact.wrong


def test_a_line_that_is_wrong_or_names_no_team_wants_nothing() -> None:
    made = plan(line(wrong="It is wrong."), line(3, team=""), held=[place()])
    assert made.wanted == [] and made.ended == [place()]
