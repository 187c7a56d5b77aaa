"""Requirements on the web: made in three steps, found again, changed by two at once, and ended."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from learning import clock
from learning.audit.models import AuditLine
from learning.db import Database
from learning.people import places, teams
from learning.people.places import Span
from learning.people.teams import Naming
from learning.supervision.models import Requirement
from learning.web import moments
from tests.builders import Cast
from tests.content_builders import compiled, put_into
from tests.pages import Page, Pages

LIST, NEW = "/admin/requirements", "/admin/requirements/new"
AFTER = {"course": "crew", "due_kind": "after", "due_days": "30", "valid_months": "12"}
SAID = "Everybody in Duty completes Crew: working together within 30 days of joining"


@pytest.fixture
def team(database: Database, cast: Cast) -> str:
    """The id of the team Duty in Family Help, in which Alice and Bob are."""
    put_into(database, compiled(title="Crew: working together"))
    with database.writing() as session:
        service = teams.make(session, Naming("Family Help"), None)
        duty = teams.make(session, Naming("Duty"), service)
        for person, supervises in ((cast.alice, False), (cast.bob, True)):
            span = Span(since())
            places.put(session, person, duty, span, supervises=supervises, on=since())
        return duty.public_id


@pytest.fixture
def olu(pages: Pages, cast: Cast, team: str) -> Pages:
    pages.become("olu")
    return pages


def since() -> dt.date:
    return clock.now().date()


def written(pages: Pages, team: str, *, status: int = 200, **typed: str) -> Page:
    """The page after step two: the sentence to be checked, or what is wrong."""
    page = pages.get(f"{NEW}/terms?team={team}")
    return pages.send(page, NEW, AFTER | typed, status=status)


def made(pages: Pages, team: str, **typed: str) -> str:
    """Make a requirement; its address."""
    return pages.send(written(pages, team, **typed), NEW, {"sure": "yes"}).path


def acts(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(AuditLine.act).order_by(AuditLine.id)))


def notes(database: Database) -> list[str]:
    """What the audit lines say beside their acts."""
    with database.reading() as session:
        return list(session.scalars(select(AuditLine.note).order_by(AuditLine.id)))


@pytest.mark.parametrize("name", ["alice", "bob", "ada"])
def test_requirements_are_for_administrators(pages: Pages, cast: Cast, name: str) -> None:
    pages.become(name)
    for path in (LIST, NEW, f"{NEW}/terms", f"{LIST}/x", f"{LIST}/x/end"):
        pages.get(path, status=404)


def test_they_are_in_the_menu_and_an_empty_list_explains_itself(olu: Pages) -> None:
    assert LIST in olu.get("/admin").links
    page = olu.get(LIST)
    assert "Nothing is required of anybody" in page.text and NEW in page.links
    assert "whose last day has passed" in olu.get(f"{LIST}?which=ended").text


def test_a_requirement_is_made_in_three_steps(olu: Pages, team: str, database: Database) -> None:
    page = olu.send(olu.get(NEW), NEW, {"q": "dut"})
    assert "In Family Help" in page.text
    page = olu.send(page, f"{NEW}/terms", {"team": team})
    assert "For: Family Help, Duty" in page.text
    page = olu.send(page, NEW, AFTER)
    assert SAID in page.text and "2 people today" in page.text
    with database.reading() as session:
        assert session.scalars(select(Requirement)).all() == []  # nothing is kept yet
    again = olu.send(page, NEW, {"again": "yes"})
    assert again.form(NEW).value("due_days") == "30"
    page = olu.send(page, NEW, {"sure": "yes"})
    assert "The requirement is made." in page.text and SAID in page.text
    assert acts(database) == ["requirement.made"]
    listed = olu.get(LIST)
    assert page.path in listed.links and "In Family Help." in listed.text


def test_a_requirement_of_everybody_with_a_role_is_made(olu: Pages) -> None:
    typed = {"due_kind": "yearly", "due_day": "30", "due_month": "11", "valid_months": ""}
    page = olu.get(made(olu, "everybody", role="administrator", **typed))
    assert "Every administrator completes Crew: working together by 30 November" in page.text
    assert "1 person today" in page.text
    page = olu.get(f"{page.path}/change")
    form = page.form(f"{page.path}")
    assert (form.value("due_day"), form.value("due_month")) == ("30", "11")


def test_nobody_is_chosen_is_said_and_a_team_that_is_not_there_is_not_found(olu: Pages) -> None:
    assert '<a href="/admin" aria-current="true">' in olu.get(NEW).html
    page = olu.get(f"{NEW}/terms", status=422)
    assert "Choose everybody, or a team." in page.text and page.title.startswith("Error: ")
    olu.get(f"{NEW}/terms?team=nowhere", status=404)
    assert "No open team is called like this" in olu.get(f"{NEW}?q=zebra").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"course": ""}, "Choose a course."),
        ({"course": "unheard-of"}, "no such course"),
        ({"role": "king"}, "Choose one of these."),
        ({"starts_on": ""}, "Enter the day from which"),
        ({"starts_on": "30 Feb"}, "Enter a day such as 2027-03-14 for “First day”."),
        ({"starts_on": "1027-01-01"}, "too far away"),
        ({"ends_on": "2020-01-01"}, "before the first"),
        ({"due_kind": ""}, "Choose one of the three."),
        ({"due_days": ""}, "how many days after joining"),
        ({"due_days": "many"}, "Enter how many days after joining, from 1 to 730, such as 30."),
        ({"due_days": "0"}, "from 1 to 730"),
        ({"due_kind": "on"}, "the day by which"),
        ({"due_kind": "on", "due_on": "2020-01-01"}, "outside of the days"),
        ({"due_kind": "yearly"}, "Enter the day of the month, such as 30."),
        ({"due_kind": "yearly", "due_day": "31", "due_month": "4"}, "no day of a year"),
        ({"due_kind": "yearly", "due_day": "1", "due_month": "13"}, "Choose one of the months."),
        ({"valid_months": "121"}, "from 1 to 120"),
        ({"valid_months": "1"}, "Renewal would open before"),
        ({"renewal_days": ""}, "how many days before that it may be renewed, from 0 to 365"),
        ({"grace_days": "366"}, "it still counts after a critical change, from 0 to 365"),
    ],
)
def test_what_cannot_be_required_is_said_at_its_place(
    olu: Pages, team: str, typed: dict[str, str], said: str
) -> None:
    page = written(olu, team, status=422, **typed)
    assert said in page.text and page.title.startswith("Error: ")
    for name, value in typed.items():  # what was typed stays
        if name not in ("role", "due_kind", "course", "due_month"):
            assert page.form(NEW).value(name) == value


@pytest.mark.parametrize(
    "left",
    [{"due_on": "soon"}, {"due_day": "77", "due_month": "5"}, {"due_month": "May"}],
)
def test_what_stands_in_a_way_of_being_due_that_was_not_chosen_stops_nothing(
    olu: Pages, team: str, left: dict[str, str]
) -> None:
    page = written(olu, team, **left)
    assert SAID in page.text
    assert SAID in olu.send(page, NEW, {"sure": "yes"}).text


def test_the_same_is_not_required_twice(olu: Pages, team: str) -> None:
    made(olu, team)
    assert "already" in written(olu, team, status=409).text


def test_a_requirement_is_changed_with_what_held_beside_it(
    olu: Pages, team: str, database: Database
) -> None:
    address = made(olu, team)
    page = olu.get(f"{address}/change")
    assert page.form(f"{address}/change").value("valid_months") == "12"
    page = olu.send(page, f"{address}/change", {"due_days": "9", "valid_months": ""})
    assert "What holds now" in page.text and "within 9 days of joining" in page.text
    page = olu.send(page, f"{address}/change", {"sure": "yes"})
    assert "The requirement is changed." in page.text and "within 9 days" in page.text
    assert acts(database) == ["requirement.made", "requirement.changed"]
    assert notes(database) == ["crew", "due_days, valid_months"]


def test_whom_it_is_for_is_changed_by_search(olu: Pages, team: str, database: Database) -> None:
    address = made(olu, team)
    page = olu.get(f"{address}/team?q=zebra")
    assert "Duty" in page.text  # what was chosen is offered whatever is searched for
    page = olu.send(page, f"{address}/change", {"team": "everybody"})
    page = olu.send(page, f"{address}/change")
    assert "Everybody completes Crew" in page.text
    page = olu.send(page, f"{address}/change", {"sure": "yes"})
    assert "8 people today" in page.text
    assert notes(database)[-1] == "team_id"


def test_of_two_administrators_at_once_neither_loses_a_change(olu: Pages, team: str) -> None:
    address = made(olu, team)
    mine = olu.send(olu.get(f"{address}/change"), f"{address}/change", {"due_days": "9"})
    other = Pages(olu.app)
    other.become("olu")
    page = other.send(other.get(f"{address}/change"), f"{address}/change", {"due_days": "50"})
    other.send(page, f"{address}/change", {"sure": "yes"})
    page = olu.send(mine, f"{address}/change", {"sure": "yes"}, status=409)
    assert "Somebody else changed it meanwhile" in page.text
    assert "within 50 days" in page.text and "within 9 days" in page.text
    page = olu.send(page, f"{address}/change", {"sure": "yes"})  # one press, and mine holds
    assert "within 9 days" in page.text


def test_a_requirement_ends_and_stays_in_the_list_of_those(
    olu: Pages, team: str, database: Database
) -> None:
    address = made(olu, team, starts_on="2020-01-01")
    page = olu.get(f"{address}/end")
    assert olu.send(page, f"{address}/end", {"last": ""}, status=422)
    early = olu.send(page, f"{address}/end", {"last": "2019-12-31"}, status=422)
    assert "begins on 1 January 2020" in early.text
    page = olu.send(page, f"{address}/end", {"last": "2020-06-30"})
    assert "ends with that day" in page.text and "It has ended" in page.text
    assert address not in olu.get(LIST).links
    assert address in olu.get(f"{LIST}?which=ended").links
    assert "Nobody today" in page.text
    for path in ("change", "end"):
        assert "ended on 30 June 2020" in olu.get(f"{address}/{path}", status=409).text
    assert (acts(database)[-1], notes(database)[-1]) == ("requirement.ended", "ends_on")


def test_an_end_waits_for_what_somebody_else_changed(olu: Pages, team: str) -> None:
    address = made(olu, team)
    ending = olu.get(f"{address}/end")
    page = olu.send(olu.get(f"{address}/change"), f"{address}/change", {"due_days": "9"})
    olu.send(page, f"{address}/change", {"sure": "yes"})
    page = olu.send(ending, f"{address}/end", status=409)
    assert "Somebody else changed" in page.text and "within 9 days" in page.text
    assert "ends with that day" in olu.send(page, f"{address}/end").text


def test_what_has_not_begun_is_taken_away(olu: Pages, team: str, database: Database) -> None:
    address = made(olu, team, starts_on=f"{since().year + 1}-01-01")
    page = olu.get(f"{address}/end")
    stale = olu.get(f"{address}/end")
    changed = olu.send(olu.get(f"{address}/change"), f"{address}/change", {"due_days": "9"})
    assert "2 people, if it began today" in changed.text
    olu.send(changed, f"{address}/change", {"sure": "yes"})
    olu.send(stale, f"{address}/take-away", status=409)
    page = olu.send(olu.get(f"{address}/end"), f"{address}/take-away")
    assert "is taken away" in page.text and address not in page.links
    olu.get(address, status=404)
    assert acts(database)[-1] == "requirement.ended"
    begun = made(olu, team)
    assert f"{begun}/take-away" not in olu.get(f"{begun}/end").html


def test_a_retired_course_and_a_closed_team_are_said(
    olu: Pages, team: str, database: Database
) -> None:
    address = made(olu, team)
    put_into(database, compiled(title="Crew: working together", status="retired"))
    with database.writing() as session:
        teams.find(session, team).closed_on = since()
    page = olu.get(address)
    for said in ("nobody is asked to complete it any more", "The team is closed", "People Nobody"):
        assert said in page.text
    assert "nobody is asked" in olu.get(LIST).text
    page = olu.send(olu.get(f"{address}/end"), f"{address}/end")
    assert "ends with that day" in page.text


def test_the_list_is_narrowed_and_paged(olu: Pages, team: str, database: Database) -> None:
    put_into(database, compiled(title="Crew: working together"))
    with database.writing() as session:
        for number in range(35):
            one = teams.make(session, Naming(f"Team {number:02}"), None)
            session.add(
                Requirement(
                    course="crew",
                    team_id=one.id,
                    starts_on=since(),
                    due_kind="after",
                    due_days=30,
                    renewal_days=60,
                    grace_days=28,
                )
            )
    page = olu.get(LIST)
    assert "Team 29" in page.text and "Team 30" not in page.text
    [later] = [link for link in page.links if "after=" in link]
    page = olu.get(later)
    assert "Team 30" in page.text and "Team 29" not in page.text and LIST in page.links
    page = olu.send(page, LIST, {"team": "tEAM 3", "course": "crew"})
    assert "Team 34" in page.text and "Team 02" not in page.text
    page = olu.send(page, LIST, {"team": "100%"})
    assert "Nothing found" in page.text
    olu.get(f"{LIST}?after=nowhere", status=404)


def test_many_people_are_counted_no_further_than_a_page_needs(
    olu: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learning.supervision.requirements.COUNTED", 3)
    monkeypatch.setattr("learning.web.requirements_pages.COUNTED", 3)
    assert "More than 3 people today" in olu.get(made(olu, "everybody")).text
    later = made(olu, "everybody", role="author", starts_on=f"{since().year + 1}-01-01")
    assert "1 person, if it began today" in olu.get(later).text
    later = made(olu, "everybody", role="reviewer", starts_on=f"{since().year + 1}-01-01")
    assert "3 people, if it began today" in olu.get(later).text


def test_days_are_those_of_the_installation(olu: Pages, team: str) -> None:
    with olu.app.test_request_context():
        today = moments.now().date().isoformat()
    page = olu.get(f"{NEW}/terms?team={team}")
    assert page.form(NEW).value("starts_on") == today
