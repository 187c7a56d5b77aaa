"""Absences and exemptions of a person, as administrators note and end them."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from learning import clock
from learning.audit.models import AuditLine
from learning.db import Database
from learning.people.models import Person
from learning.supervision.models import Exemption, Pause
from tests.builders import Cast
from tests.content_builders import compiled, put_into
from tests.pages import Page, Pages
from tests.web.test_requirements import acts

DAY = dt.timedelta(days=1)
REASON = "You wrote the course yourself"


def today() -> dt.date:
    return clock.now().date()


@pytest.fixture
def alice(database: Database, cast: Cast) -> str:
    """Where Alice's page is."""
    with database.reading() as session:
        return f"/admin/people/{session.get_one(Person, cast.alice).public_id}"


@pytest.fixture
def olu(pages: Pages, cast: Cast, database: Database) -> Pages:
    put_into(database, compiled(title="Crew: working together"))
    pages.become("olu")
    return pages


def noted(pages: Pages, alice: str, *, status: int = 200, **typed: str) -> Page:
    return pages.send(pages.get(f"{alice}/away"), f"{alice}/away", typed, status=status)


def exempted(pages: Pages, alice: str, *, status: int = 200, **typed: str) -> Page:
    sent = {"course": "crew", "reason": REASON} | typed
    return pages.send(pages.get(f"{alice}/exemptions"), f"{alice}/exemptions", sent, status=status)


def notes(database: Database) -> list[str]:
    """What the audit lines say beside their acts."""
    with database.reading() as session:
        return list(session.scalars(select(AuditLine.note).order_by(AuditLine.id)))


def ending(page: Page) -> str:
    """Where the newest on a page is ended."""
    own = [one for one in page.links if one.startswith(page.path + "/")]
    return own[0]


@pytest.mark.parametrize("name", ["alice", "bob"])
def test_they_are_for_administrators(pages: Pages, cast: Cast, alice: str, name: str) -> None:
    pages.become(name)
    for path in ("away", "exemptions", "away/x", "exemptions/x"):
        pages.get(f"{alice}/{path}", status=404)


def test_empty_pages_say_who_is_told_what(olu: Pages, alice: str) -> None:
    page = olu.get(f"{alice}/away")
    assert "No absence is noted." in page.text
    assert 'Supervisors see "away" and until when' in page.text
    page = olu.get(f"{alice}/exemptions")
    assert "No exemption is noted." in page.text and "never why" in page.text


def test_they_are_linked_from_the_page_of_the_person(olu: Pages, alice: str) -> None:
    assert {f"{alice}/away", f"{alice}/exemptions"} <= set(olu.get(alice).links)


def test_an_absence_is_noted_and_the_return_too(olu: Pages, alice: str, database: Database) -> None:
    page = noted(olu, alice, since=(today() - 9 * DAY).isoformat())
    assert "The absence is noted." in page.text and "The return is not known." in page.text
    page = olu.get(ending(page))
    assert "Or take it away" not in page.text
    page = olu.send(page, f"{page.path}/end", {"day": today().isoformat()})
    assert "The return is noted." in page.text and "Back on" in page.text
    assert "Note the return" not in page.text
    assert acts(database) == ["pause.made", "pause.ended"]
    with database.reading() as session:
        one = session.scalars(select(Pause)).one()
        assert (one.until, one.made_by is not None) == (today() - DAY, True)


@pytest.mark.parametrize(
    ("kind", "note", "said"),
    [
        ("away", "the last day corrected", "The return is corrected."),
        ("exemptions", "crew, the last day corrected", "The last day is corrected."),
    ],
)
def test_the_end_of_what_is_over_is_corrected(
    olu: Pages, alice: str, database: Database, kind: str, note: str, said: str
) -> None:
    first, last = (today() - 9 * DAY).isoformat(), (today() - 5 * DAY).isoformat()
    if kind == "away":
        page = noted(olu, alice, since=first, back_on=last)
    else:
        page = exempted(olu, alice, since=first, until=last)
    assert "Correct the " in page.text
    page = olu.get(ending(page))
    assert page.form(f"{page.path}/end").value("day") == last  # as it was noted
    assert "changes what was due" in page.text and "Or take it away" not in page.text
    before = page.path
    early = olu.send(page, f"{before}/end", {"day": (today() - 99 * DAY).isoformat()}, status=422)
    assert early.title.startswith("Error: ")
    page = olu.send(page, f"{before}/end", {"day": (today() - DAY).isoformat()})
    assert said in page.text and page.path == f"{alice}/{kind}"
    assert notes(database)[-1] == note


def test_the_audit_lines_of_exemptions_name_the_course_and_no_reason(
    olu: Pages, alice: str, database: Database
) -> None:
    page = olu.get(ending(exempted(olu, alice)))
    olu.send(page, f"{page.path}/end", {"day": today().isoformat()})
    olu.send(olu.get(page.path), f"{page.path}/take-away")
    assert notes(database) == ["crew", "crew", "crew, taken away before it began"]


@pytest.mark.parametrize("kind", ["away", "exemptions"])
def test_the_pages_say_that_two_weeks_are_left_and_are_part_of_administration(
    olu: Pages, alice: str, kind: str
) -> None:
    page = noted(olu, alice) if kind == "away" else exempted(olu, alice)
    for one in (page, olu.get(ending(page))):
        assert "14 days" in one.text and "overdue before" in one.text
        assert '<a href="/admin" aria-current="true">' in one.html


def test_an_absence_with_a_known_end_is_noted(olu: Pages, alice: str) -> None:
    page = noted(olu, alice, back_on=(today() + 9 * DAY).isoformat())
    assert "Will be back on" in page.text
    assert "one already" in noted(olu, alice, status=409).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"since": ""}, "Enter the first day away."),
        ({"since": "soon"}, "Enter a day such as"),
        ({"since": "0001-01-01"}, "too far away"),
        ({"since": "2027-03-03", "back_on": "2027-03-03"}, "comes after the first day away"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(
    olu: Pages, alice: str, typed: dict[str, str], said: str
) -> None:
    page = noted(olu, alice, status=422, **typed)
    assert said in page.text and page.title.startswith("Error: ")
    assert page.form(f"{alice}/away").value("since") == typed["since"]


def test_a_return_that_cannot_be_is_refused(olu: Pages, alice: str) -> None:
    page = olu.get(ending(noted(olu, alice)))
    same = olu.send(page, f"{page.path}/end", {"day": today().isoformat()}, status=422)
    assert "The first day back comes after that." in same.text
    assert "Enter the day." in olu.send(page, f"{page.path}/end", {"day": ""}, status=422).text


def test_an_exemption_is_made_and_ended(olu: Pages, alice: str, database: Database) -> None:
    page = exempted(olu, alice, since=(today() - DAY).isoformat())
    assert "Alice Learner is exempt, and reads" in page.text and REASON in page.text
    assert "Crew: working together" in page.text
    assert "one already" in exempted(olu, alice, status=409).text
    page = olu.get(ending(page))
    assert "Or take it away" not in page.text
    page = olu.send(page, f"{page.path}/end", {"day": today().isoformat()})
    assert "ends with that day" in page.text
    assert acts(database) == ["exemption.made", "exemption.ended"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"course": ""}, "Choose a course."),
        ({"course": "unheard-of"}, "no such course"),
        ({"reason": "no"}, "5 to 300 characters"),
        ({"reason": "x" * 301}, "5 to 300 characters"),
        ({"since": ""}, "Enter the first day."),
        ({"since": "2027-03-03", "until": "2027-03-02"}, "before the first"),
    ],
)
def test_an_exemption_that_cannot_be_is_refused(
    olu: Pages, alice: str, typed: dict[str, str], said: str
) -> None:
    page = exempted(olu, alice, status=422, **typed)
    assert said in page.text and page.title.startswith("Error: ")
    assert page.form(f"{alice}/exemptions").value("reason") == typed.get("reason", REASON)


@pytest.mark.parametrize("kind", ["away", "exemptions"])
def test_of_two_who_end_one_at_once_the_second_sees_what_holds(
    olu: Pages, alice: str, kind: str
) -> None:
    page = noted(olu, alice) if kind == "away" else exempted(olu, alice)
    first = olu.get(ending(page))
    second = olu.get(first.path)
    later = {"day": (today() + 5 * DAY).isoformat()}
    olu.send(first, f"{first.path}/end", later)
    mine = (today() + 7 * DAY).isoformat()
    page = olu.send(second, f"{first.path}/end", {"day": mine}, status=409)
    assert "Somebody else changed this" in page.text and " until " in page.text
    assert page.form(f"{first.path}/end").value("day") == mine
    page = olu.send(page, f"{first.path}/end")  # one press, and mine holds
    assert page.status == 200 and page.path == f"{alice}/{kind}"


@pytest.mark.parametrize("kind", ["away", "exemptions"])
def test_what_begins_today_is_taken_away(olu: Pages, alice: str, kind: str) -> None:
    page = olu.get(ending(noted(olu, alice) if kind == "away" else exempted(olu, alice)))
    olu.send(page, f"{page.path}/take-away", {"seen": "no day"}, status=409)
    gone = olu.send(page, f"{page.path}/take-away")
    assert "as if it had never been noted" in gone.text
    olu.get(page.path, status=404)
    olu.send(page, f"{page.path}/take-away", status=404)


def test_those_of_somebody_else_are_not_there(
    olu: Pages, alice: str, database: Database, cast: Cast
) -> None:
    path = ending(noted(olu, alice))
    with database.reading() as session:
        bob = session.get_one(Person, cast.bob).public_id
    olu.get(f"/admin/people/{bob}/away/{path.rpartition('/')[2]}", status=404)
    olu.get("/admin/people/nobody/away", status=404)
    olu.get("/admin/people/nobody/exemptions", status=404)


def test_many_are_shown_a_page_at_a_time(
    olu: Pages, alice: str, database: Database, cast: Cast
) -> None:
    with database.writing() as session:
        for number in range(25):
            day = dt.date(2020, 1, 1) + 9 * number * DAY
            session.add(Pause(person_id=cast.alice, since=day, until=day))
            session.add(
                Exemption(
                    person_id=cast.alice,
                    course="crew",
                    since=day,
                    until=day,
                    reason=f"No {number}.",
                )
            )
    for kind in ("away", "exemptions"):
        page = olu.get(f"{alice}/{kind}")
        [later] = [link for link in page.links if "after=" in link]
        assert "1 January 2020" not in page.text
        assert "1 January 2020" in olu.get(later).text
        olu.get(f"{alice}/{kind}?after=nowhere", status=404)


def test_the_person_reads_the_reason_in_their_own_copy(olu: Pages, alice: str) -> None:
    exempted(olu, alice)
    noted(olu, alice)
    olu.become("alice")
    page = olu.get("/account/download")
    assert "Courses you are exempt from, and why" in page.text
    assert "When you are noted as away from work" in page.text
