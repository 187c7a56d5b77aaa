"""Nobody else's responses: whatever somebody answers changes nothing that others are shown.

The first test is the strong one: it draws every page and list of every supervisor, then gives Alice
many more tries, answers, scores and times, and draws all of it again. Not a byte may differ.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import deque
from urllib.parse import urlsplit

import openpyxl
import pytest
from sqlalchemy import select

from learning.db import Database
from learning.people.models import Person
from learning.progress.models import (
    Attempt,
    CpdEntry,
    Enrolment,
    Refresher,
    RefresherResponse,
    RefresherRound,
    ResponseRow,
)
from learning.releases.models import BlobRow, Release
from learning.scenarios.models import ScenarioRun
from learning.supervision import recounting
from tests.builders import Cast
from tests.pages import Page, Pages
from tests.supervision.organisation import Organisation
from tests.web.planted import MARKER
from tests.web.test_team import ZONE, today

SUPERVISORS = ["bob", "olu", "ada"]
_STARTS = ("/team", "/service", "/service/due")
_MOST = 400
_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
_TIME = re.compile(r"\b([01]?\d|2[0-3]):[0-5]\d\b")
_NEVER = re.compile(
    r"\b\d+(\.\d+)?\s?%|\bscored?\s\d|\b\d+ (tries|attempts|answers)\b", re.IGNORECASE
)


@pytest.fixture
def alice(database: Database, cast: Cast) -> str:
    """Alice has begun Crew; Bob, Olu and Ada supervise her, each from another place."""
    with database.writing() as session:
        house = Organisation.of(session, cast)
        house.put(cast.ada, house.duty, supervises=True)
        house.put(cast.ada, house.long_term, supervises=True)
        house.require(house.family_help, valid_months=12)
        house.require(None, role="supervisor", due_days=400)
        release = session.scalars(select(Release.id).where(Release.course == "crew")).one()
        noon = dt.datetime.combine(today(), dt.time(11, 7, 7), dt.UTC) - dt.timedelta(days=3)
        session.add(Enrolment(person_id=cast.alice, course="crew", release_id=release, at=noon))
        address = session.get_one(Person, cast.alice).public_id
    recounting.catch_up(database, ZONE, on=today())
    return address


def cells(workbook: bytes) -> str:
    """Every cell of a workbook; the file around them tells when it was made."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    book.close()
    midnight = dt.time()
    plain = (
        one.date() if isinstance(one, dt.datetime) and one.time() == midnight else one
        for row in rows
        for one in row
    )
    return " | ".join(str(one) for one in plain if one is not None)


def walk(pages: Pages, starts: tuple[str, ...], *, within: tuple[str, ...]) -> dict[str, str]:
    """Every page that links lead to, and every list, without the tokens of forms."""
    found: dict[str, str] = {}
    waiting = deque(starts)
    while waiting and len(found) < _MOST:
        path = waiting.popleft()
        if path in found:
            continue
        answer = pages.client.get(path, follow_redirects=True)
        assert answer.status_code in (200, 404), path
        if path.endswith(".xlsx"):
            found[path] = cells(answer.data)
            continue
        if answer.mimetype != "text/html":
            found[path] = answer.data.decode("utf-8-sig", "replace")
            continue
        page = Page(answer)
        if not page.path.startswith(within):
            continue  # one's own record, to which one's own page leads
        found[path] = _TOKEN.sub("", page.html)
        links = [link for link in page.links if link.startswith("/")]
        waiting += [one for one in links if urlsplit(one).path.startswith(within)]
    return found


def answered_by_alice(database: Database, cast: Cast) -> None:
    """Seven more tries with answers, a score, times, refreshers and a note of her own."""
    at = dt.datetime.combine(today(), dt.time(3, 44, 55), dt.UTC) - dt.timedelta(days=2)
    with database.writing() as session:
        release = session.scalars(select(Release.id).where(Release.course == "crew")).one()
        quiz = session.scalars(select(BlobRow.sha256).where(BlobRow.kind == "quiz")).first()
        assert quiz is not None
        for number in range(7):
            attempt = Attempt(
                person_id=cast.alice,
                course="crew",
                module="identity",
                release_id=release,
                quiz_sha256=quiz,
                paper=[],
                begun_at=at,
                ended_at=at + dt.timedelta(minutes=17 + number),
                score=0.123456,
                passed=False,
            )
            session.add(attempt)
            session.flush()
            session.add(
                ResponseRow(
                    attempt_id=attempt.id,
                    item="single",
                    given={"text": MARKER},
                    confidence="certain",
                    score=0.0,
                    marker=1,
                    saved_at=at,
                )
            )
        for done in (None, at):
            session.add(
                ScenarioRun(
                    person_id=cast.alice,
                    course="crew",
                    scenario="a-door",
                    release_id=release,
                    scenario_sha256=quiz,
                    path=[MARKER],
                    begun_at=at,
                    ended_at=done,
                )
            )
        _refreshed(session, cast, at)


def _refreshed(session: object, cast: Cast, at: dt.datetime) -> None:
    round_ = RefresherRound(person_id=cast.alice, paper=[], begun_at=at)
    add = session.add  # type: ignore[attr-defined]
    add(round_)
    session.flush()  # type: ignore[attr-defined]
    add(
        RefresherResponse(
            round_id=round_.id,
            place=0,
            item="single",
            item_sha256="0" * 64,
            given={"text": MARKER},
            confidence="guessing",
            score=0.123456,
            marker=1,
            saved_at=at,
        )
    )
    add(
        Refresher(
            person_id=cast.alice,
            course="crew",
            objective="check",
            memory={},
            reviewed_on=today(),
            due_on=today(),
        )
    )
    add(
        CpdEntry(
            person_id=cast.alice,
            title=MARKER,
            kind="course",
            done_on=today(),
            minutes=20,
            relevance=MARKER,
            learnt=MARKER,
            impact=MARKER,
            talked_on=None,
            talked_with="",
            talk="",
            changed_at=at,
        )
    )


@pytest.mark.parametrize("name", SUPERVISORS)
def test_whatever_somebody_answers_no_page_of_a_supervisor_changes(
    pages: Pages, cast: Cast, alice: str, database: Database, name: str
) -> None:
    pages.become(name)
    within = ("/team", "/service", "/people/")
    walk(pages, _STARTS, within=within)  # the looks of today are noted by now
    before = walk(pages, _STARTS, within=within)
    assert f"/people/{alice}" in before and any(one.endswith(".csv") for one in before)
    assert any(one.endswith(".xlsx") for one in before)
    answered_by_alice(database, cast)
    recounting.rebuild(database, ZONE, on=today())
    after = walk(pages, _STARTS, within=within)
    assert after == before


@pytest.mark.parametrize("name", SUPERVISORS)
def test_no_page_or_list_of_a_supervisor_tells_a_time_a_score_or_a_try(
    pages: Pages, cast: Cast, alice: str, database: Database, name: str
) -> None:
    answered_by_alice(database, cast)
    pages.become(name)
    found = walk(pages, _STARTS, within=("/team", "/service", "/people/"))
    for path, html in found.items():
        text = re.sub(r"<[^>]*>", " ", html)
        assert not _TIME.search(text), (path, _TIME.search(text))
        assert not _NEVER.search(text), (path, _NEVER.search(text))
        assert MARKER not in html and "certain" not in text, path


@pytest.mark.parametrize("name", ["bob", "charlie", "rana", "ada", "olu"])
def test_no_page_shows_anyone_elses_responses_administrators_included(
    pages: Pages, cast: Cast, alice: str, database: Database, name: str
) -> None:
    answered_by_alice(database, cast)
    pages.become(name)
    found = walk(pages, ("/", "/admin", "/record", "/account/download/json"), within=("/",))
    assert len(found) > 12
    told = [path for path, html in found.items() if MARKER in html or "0.123456" in html]
    assert told == []


def test_the_marker_is_where_it_would_be_found(
    pages: Pages, cast: Cast, alice: str, database: Database
) -> None:
    """Alice herself meets it, so that the tests above can fail."""
    answered_by_alice(database, cast)
    pages.become("alice")
    assert MARKER in pages.client.get("/record/cpd").get_data(as_text=True)
