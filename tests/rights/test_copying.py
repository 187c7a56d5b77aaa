"""A person's own copy holds everything about them, as JSON and CSV, and nothing of anybody else."""

from __future__ import annotations

import csv
import io
import json
import zipfile

from sqlalchemy.orm import Session

from learning.db.base import Base
from learning.people import places, teams
from learning.people.places import Span
from learning.people.teams import Naming
from learning.releases.shelf import Shelf
from learning.rights import copying
from learning.rights.copying import Copy
from tests.builders import AT, Cast
from tests.content_builders import KINDS
from tests.progress.learner import Learner

#: tables that refer to a person and are told to nobody, each with its reason
_LOCKS = {
    "reset_link": "a lock: the hash of a link, gone within a day",
    "recount": "a queue: that duties are to be worked out anew, gone within seconds",
    "report_opening": "which report a reviewer opened: a line of the audit tells them of it",
    "invitation": "who made a link is told to administrators; it holds nothing else of them",
}


def as_json(session: Session, person_id: int) -> dict[str, list[dict[str, object]]]:
    out = io.BytesIO()
    Copy(session, Shelf(seconds=0), person_id, AT).as_json(out)
    whole = json.loads(out.getvalue())
    assert (whole["format"], whole["version"]) == ("debrief-own-copy", 1)
    assert whole["made_at"] == "2027-03-03T09:30:00+00:00"
    return {name: sheet["rows"] for name, sheet in whole["sheets"].items()}


def test_every_table_about_a_person_is_in_the_copy() -> None:
    told = {column.table.name for one in copying.sheets(Shelf(seconds=0)) for column in one.tells}
    about = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.column.table.name == "person" for key in table.foreign_keys)
    }
    assert about - told == set(_LOCKS), "tell it in the copy, or say here why not"


def test_the_copy_holds_each_answer_as_it_was_shown(session: Session, alice: Learner) -> None:
    held = as_json(session, alice.person_id)
    assert held["account"][0]["email"] == "alice@demo.invalid"
    assert [one["module"] for one in held["attempts"]] == ["identity", "speaking-up"]
    answers = {one["item"]: one for one in held["responses"] if one["module"] == "identity"}
    assert set(answers) == set(KINDS)
    assert answers["single"]["in_words"] == ["Name *and* date of birth."]
    assert answers["numeric"]["given"] and answers["ordering"]["notes"]
    assert held["completions"][0]["module"] == "identity"
    assert held["unclear"] == [
        {"course": "crew", "item": "single", "note": "=1+1 what?", "on": "2027-03-03"}
    ]
    assert "password" not in str(held["account"][0].get("password", ""))


def test_the_copy_holds_where_somebody_works(session: Session, people: Cast) -> None:
    north = teams.make(session, Naming("North"), None)
    places.put(session, people.bob, north, Span(AT.date()), supervises=True, on=AT.date())
    held = as_json(session, people.bob)["places"]
    assert held == [{"team": "North", "supervises": True, "since": "2027-03-03", "until": None}]
    assert as_json(session, people.alice)["places"] == []


def test_a_copy_of_somebody_else_holds_nothing_of_it(
    session: Session, alice: Learner, people: Cast
) -> None:
    held = as_json(session, people.charlie)
    assert held["attempts"] == held["responses"] == held["completions"] == held["unclear"] == []
    assert "alice" not in json.dumps(held).lower()


def test_the_copy_as_tables_says_the_same_and_calculates_nothing(
    session: Session, alice: Learner
) -> None:
    out = io.BytesIO()
    Copy(session, Shelf(seconds=0), alice.person_id, AT).as_csv(out)
    with zipfile.ZipFile(out) as packed:
        assert packed.testzip() is None
        names = {one.removesuffix(".csv") for one in packed.namelist()}
        assert names == set(as_json(session, alice.person_id))
        text = packed.read("unclear.csv").decode("utf-8-sig")
        assert packed.read("unclear.csv").startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(text))
    assert row["note"] == "'=1+1 what?"


def test_the_numbers_on_the_page_are_those_of_the_copy(session: Session, alice: Learner) -> None:
    held = as_json(session, alice.person_id)
    for sheet in copying.sheets(Shelf(seconds=0)):
        if sheet.name != "responses":  # items still open are told without being counted
            assert sheet.count(session, alice.person_id) == len(held[sheet.name]), sheet.name
