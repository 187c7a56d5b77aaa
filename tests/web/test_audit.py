"""The audit page: who did what to whom and when, for administrators, and what it never shows."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from sqlalchemy import select

from learning.audit import noting
from learning.audit.acts import ACTS
from learning.audit.models import AuditLine
from learning.audit.noting import Line
from learning.db import Database
from learning.people.models import Person, Team
from learning.supervision.models import Requirement
from learning.web import audit_pages
from tests.builders import AT, Cast
from tests.pages import Page, Pages
from tests.web.test_admin import invited

MINUTE = dt.timedelta(minutes=1)
Ids = dict[str, str]


@pytest.fixture
def olu(pages: Pages, cast: Cast) -> Pages:
    pages.become("olu")
    return pages


@pytest.fixture
def ids(cast: Cast, database: Database) -> Ids:
    """The public ids of the cast."""
    with database.reading() as unit:
        rows = unit.execute(select(Person.email, Person.public_id))
        return {row.email.partition("@")[0]: row.public_id for row in rows}


def noted(database: Database, *lines: Line, at: dt.datetime = AT) -> None:
    with database.writing() as unit:
        for number, line in enumerate(lines):
            noting.note(unit, line, at=at + number * MINUTE)


def exported(pages: Pages, address: str = "/admin/audit.csv") -> list[dict[str, str]]:
    answer = pages.client.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def find(pages: Pages, **typed: str) -> Page:
    return pages.send(pages.get("/admin/audit"), "/admin/audit", typed)


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "rana", "ada"])
def test_audit_lines_are_for_administrators(pages: Pages, cast: Cast, name: str) -> None:
    pages.become(name)
    for path in ("/admin/audit", "/admin/audit.csv"):
        pages.get(path, status=404)


def test_it_is_reached_from_administration_and_says_what_will_appear(olu: Pages) -> None:
    assert "/admin/audit" in olu.get("/admin").links
    page = olu.get("/admin/audit")
    assert "Nothing here yet" in page.text and "appears here" in page.text
    assert not any(link.startswith("/admin/audit.csv") for link in page.links)


def test_a_line_says_who_did_what_to_whom_and_when(
    olu: Pages, ids: Ids, database: Database
) -> None:
    noted(database, Line("person.seen", "person", ids["alice"], ids["bob"], "a note"))
    text = olu.get("/admin/audit").text
    assert "Bob Supervisor looked at the page of Alice Learner (a note) 3 March 2027, 09:30" in text


def test_every_kind_of_thing_is_named_as_it_is_called_now(
    olu: Pages, ids: Ids, database: Database
) -> None:
    with database.writing() as unit:
        team = Team(name="North", path="/1/")
        unit.add(team)
        unit.flush()
        rule = {"starts_on": AT.date(), "due_kind": "after", "due_days": 9}
        more = {"renewal_days": 0, "grace_days": 0}
        asked = [Requirement(course="crew", team_id=one, **rule, **more) for one in (team.id, None)]
        unit.add_all(asked)
        unit.flush()
        one, everybody = (row.public_id for row in asked)
    me = ids["olu"]
    noted(
        database,
        Line("team.seen", "team", team.public_id, me),
        Line("team.closed", "team", "gone", me),
        Line("requirement.made", "requirement", one, me),
        Line("requirement.made", "requirement", everybody, me),
        Line("requirement.ended", "requirement", "gone", me),
        Line("setting.changed", "setting", "operator", me),
        Line("setting.changed", "setting", "an_old_one", me),
        Line("import.applied", "file", "", me, "120 rows"),
        Line("people.exported", "file", "people", me),
        Line("job.retried", "job", "x", me),
        Line("person.changed", "person", "gone", ""),
        Line("person.changed", "person", ids["bob"], "gone"),
    )
    text = olu.get("/admin/audit").text
    for said in (
        "looked at the completions of North",
        "closed a team that is no more",
        "made the requirement of “crew” for North",
        "made the requirement of “crew” for everybody",
        "ended a requirement that was taken away",
        "changed the setting “Who runs this installation”",
        "changed the setting an_old_one",
        "imported a list (120 rows)",
        "exported the list of people",
        "had work tried again 3 March",
        "The command line, or Debrief itself changed somebody who has been erased",
        "Somebody who has been erased changed Bob Supervisor",
    ):
        assert said in text, said


def test_lines_are_found_by_a_person_an_act_and_days(
    olu: Pages, ids: Ids, database: Database
) -> None:
    seen = Line("person.seen", "person", ids["alice"], ids["bob"])
    noted(database, seen, Line("person.seen", "person", ids["charlie"], ids["bob"]))
    later = AT + dt.timedelta(days=1)
    noted(database, Line("person.changed", "person", ids["alice"], ids["olu"]), at=later)
    page = find(olu, q="alice", role="to", act="person.seen")
    assert "Whom do you mean?" in page.text and "looked at the page of Alice" not in page.text
    [href] = [link for link in page.links if f"to={ids['alice']}" in link]
    page = olu.get(href)
    assert "Done to Alice Learner" in page.text
    assert "looked at the page of Alice Learner" in page.text
    assert "changed Alice" not in page.text and "Charlie" not in page.text
    page = olu.send(page, "/admin/audit", {"q": "Supervisor", "role": "by", "act": ""})
    [href] = [link for link in page.links if f"by={ids['bob']}" in link]
    page = olu.get(href)
    assert "Done by Bob Supervisor" in page.text and "Done to Alice Learner" in page.text
    assert "changed Alice" not in page.text
    [without] = [link for link in page.links if link == f"/admin/audit?to={ids['alice']}"]
    assert "changed Alice Learner" in olu.get(without).text
    page = find(olu, since="2027-03-04")
    assert "From 4 March 2027 . Leave this out" in page.text
    assert "changed Alice Learner" in page.text and "looked at the page of" in page.text
    assert "looked at the page of Alice" not in page.text
    page = find(olu, until="2027-03-03")
    assert "changed Alice" not in page.text and "looked at the page of Charlie" in page.text


def test_a_day_is_that_of_the_installations_zone(olu: Pages, ids: Ids, database: Database) -> None:
    summer = dt.datetime(2027, 7, 1, 23, 30, tzinfo=dt.UTC)  # half past midnight in London
    noted(database, Line("person.seen", "person", ids["alice"], ids["bob"]), at=summer)
    assert "2 July 2027, 00:30" in find(olu, since="2027-07-02", until="2027-07-02").text
    assert "No lines found" in find(olu, until="2027-07-01").text


def test_somebody_who_has_been_erased_is_still_found_by_an_address(
    olu: Pages, database: Database
) -> None:
    noted(database, Line("person.seen", "person", "gone", "lost"))
    page = olu.get("/admin/audit?by=lost")
    assert "Done by somebody who has been erased" in page.text
    assert "Somebody who has been erased looked at the page of somebody" in page.text


def test_what_finds_nobody_or_nothing_says_so(olu: Pages, cast: Cast) -> None:
    assert "Nobody found" in find(olu, q="zzz").text
    assert "No lines found" in find(olu, act="team.seen").text
    assert "Whom do you mean?" in find(olu, q="a%").text or "Nobody found" in find(olu, q="a%").text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=yesterday", "Enter a day such as 2027-03-14 for"),
        ("until=2027-02-30", "Enter a day such as 2027-03-14 for"),
        ("since=2027-03-04&until=2027-03-03", "The last day is before the first."),
        ("since=0001-01-01", "Check the year."),
        ("until=9999-12-31", "Check the year."),
        ("act=person.eaten", "Not a valid choice"),
        ("role=about&q=x", "Not a valid choice"),
        (f"q={'x' * 121}", "at most 120"),
    ],
)
def test_what_cannot_be_looked_for_is_named_and_kept(olu: Pages, asked: str, said: str) -> None:
    page = olu.get(f"/admin/audit?{asked}", status=422)
    assert said in page.text and page.title.startswith("Error: ")
    name, _, typed = asked.partition("&")[0].partition("=")
    assert name not in ("since", "until", "q") or page.form("/admin/audit").value(name) == typed
    olu.get(f"/admin/audit.csv?{asked}", status=422)


def test_older_lines_are_a_page_further(
    olu: Pages, ids: Ids, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(database, *(Line("audit.exported", "audit", "", ids["olu"], f"n{n}.") for n in range(60)))
    page = olu.get("/admin/audit?act=audit.exported")
    assert "n59." in page.text and "n9." not in page.text
    [older] = [link for link in page.links if "before=" in link]
    page = olu.get(older)
    assert "n9." in page.text and "n59." not in page.text
    assert "/admin/audit?act=audit.exported" in page.links
    assert not any("before=" in link for link in page.links)
    olu.get("/admin/audit?before=x", status=404)
    olu.get("/admin/audit?before=99999999999", status=404)


def test_lines_are_taken_away_as_they_were_found_and_that_is_a_line_too(
    olu: Pages, ids: Ids, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_pages, "_AT_ONCE", 2)
    seen = [Line("person.seen", "person", ids["alice"], ids["bob"], f"={n}+1") for n in range(5)]
    noted(database, *seen, Line("person.changed", "person", "gone", ""))
    page = olu.get("/admin/audit?act=person.seen")
    [address] = [link for link in page.links if link.startswith("/admin/audit.csv")]
    found = exported(olu, address)
    assert [one["note"] for one in found] == ["'=4+1", "'=3+1", "'=2+1", "'=1+1", "'=0+1"]
    assert found[0] == {
        "at": "2027-03-03T09:34:00+00:00",
        "by": "Bob Supervisor",
        "by_id": ids["bob"],
        "act": "person.seen",
        "in_words": ACTS["person.seen"],
        "to": "Alice Learner",
        "to_kind": "person",
        "to_id": ids["alice"],
        "note": "'=4+1",
    }
    everything = exported(olu)
    assert [one["act"] for one in everything[:3]] == [
        "audit.exported",
        "audit.exported",
        "person.changed",
    ]
    assert (everything[2]["by"], everything[2]["to"]) == (
        "The command line, or Debrief itself",
        "somebody who has been erased",
    )


def test_an_id_that_begins_like_a_formula_stays_text(olu: Pages, database: Database) -> None:
    noted(database, Line("person.seen", "person", "-1+cmd", "@SUM"))
    found = exported(olu)[-1]
    assert (found["by_id"], found["to_id"]) == ("'@SUM", "'-1+cmd")


def test_links_that_let_people_in_leave_lines_without_them(
    olu: Pages, ids: Ids, database: Database
) -> None:
    invited(olu, meant_for="Ife, ward 3")
    page = olu.get("/admin/invitations")
    [action] = [one.action for one in page.forms if one.action.endswith("/withdraw")]
    olu.send(page, action)
    page = olu.get(f"/admin/people/{ids['alice']}")
    olu.send(page, f"/admin/people/{ids['alice']}/reset")
    with database.reading() as unit:
        rows = unit.scalars(select(AuditLine).order_by(AuditLine.id)).all()
    assert [(one.act, one.actor) for one in rows] == [
        (act, ids["olu"]) for act in ("person.invited", "invitation.withdrawn", "password.link")
    ]
    assert rows[2].subject == ids["alice"]
    assert "Ife" not in str([(one.subject, one.note) for one in rows])


def test_no_page_of_theirs_tells_what_was_typed(olu: Pages, database: Database) -> None:
    page = olu.get("/admin/settings/operator")
    olu.send(page, "/admin/settings/operator", {"text": "A marker nobody else types"})
    assert "marker" not in str(exported(olu))
