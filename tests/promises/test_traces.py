"""Telling leaves no trace beside the sealed report: in no log, job, mail, page or cookie."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
import zipfile

import pytest
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from learning import clock
from learning.people.models import Person
from learning.reports import daily, reading, telling
from tests.postbox import Postbox
from tests.promises.place import MARKER, TEXT, WRITTEN, Place, met
from tests.web import mailing

_TOKEN = re.compile(r'value="[A-Za-z0-9_-]{24,}"')
MONDAY = dt.datetime(2027, 3, 1, 7, 0, tzinfo=dt.UTC)
#: one of each kind of the cast
_CAST = ("alice", "bob", "charlie", "ada", "olu", "rana")
_FORM = {"kind": "near_miss", "happened": TEXT, "act": "send"}


def test_a_telling_stands_in_no_log(
    on_file: Place,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    found = on_file.tell()
    on_file.answer(found)
    on_file.finish(found)

    def fail(*_given: object) -> None:
        raise RuntimeError(f"{MARKER} {' '.join(found.words)}")

    with monkeypatch.context() as broken:
        broken.setattr(telling, "wrong", fail)
        assert on_file.reporter.client.post("/report/tell", data=_FORM).status_code == 500
    on_file.reporter.client.get(f"/report/{MARKER}?{MARKER}={MARKER}")
    on_file.withdraw(found)
    said = [f"{one.getMessage()} {one.__dict__} {one.exc_text}" for one in caplog.records]
    printed = "".join(capfd.readouterr())
    assert met(found.secrets(), "\n".join([*said, printed]).encode()) == []
    ours = [one for one in caplog.records if one.name.startswith(("learning", "werkzeug", "flask"))]
    assert [(one.name, one.getMessage()) for one in ours] == [("learning.web.reporting", "failed")]
    assert ours[0].exc_info is None and "RuntimeError" in str(ours[0].__dict__)


def test_a_telling_leaves_no_job_no_mail_no_audit_line_and_no_count_but_the_weeks(
    place: Place,
) -> None:
    before = place.rows()
    found = place.tell()
    place.answer(found)
    place.finish(found)
    place.reporter.get("/report/receipt")
    after = place.rows()
    assert {name for name in after if after[name] != before[name]} == set(WRITTEN)
    place.withdraw(found)
    after = place.rows()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"report", "report_week_count", "report_purged"}


def test_the_mail_to_reviewers_is_the_same_whether_somebody_told_something_or_not(
    place: Place, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = mailing.site(place.settings, postbox, place.database)
    with place.database.writing() as session:
        for one in session.scalars(select(Person)):
            one.invented = False
    days, found = [], None
    for day in (MONDAY, MONDAY + dt.timedelta(days=1)):
        monkeypatch.setattr(clock, "now", lambda day=day: day)
        daily.look_after(place.database, place.settings.purges, day, mails=True)
        assert mailing.work(app) == 3
        days.append(postbox.mails[-3:])
        found = found or place.tell()
    said = [sorted((one["To"], one["Subject"], one.get_content()) for one in sent) for sent in days]
    assert said[0] == said[1] and len({one[1:] for one in said[0]}) == 1
    secrets = [*found.secrets(), found.reference.encode()]
    assert met(secrets, b"".join(bytes(one) for sent in days for one in sent)) == []


def test_nobody_but_a_reviewer_with_an_open_key_meets_what_was_told(on_file: Place) -> None:
    found = on_file.tell()
    on_file.answer(found)
    secrets = found.secrets()
    for name in (None, *_CAST):
        if name:
            on_file.reporter.become(name)
        seen = _walk(on_file)
        assert len(seen) > 20
        for path, body in seen.items():
            assert met(secrets, body) == [], (name, path)
            if not path.startswith("/review"):
                assert found.reference.encode() not in body, (name, path)
    mine = on_file.desk.reviewers["rana"]
    with on_file.database.reading() as session:
        raw = reading.raw(session, found.reference, mine.key_id)
        assert MARKER in str(reading.opened(raw, mine.private)[0].said), "and she does"


def _walk(place: Place) -> dict[str, bytes]:
    """A page of each kind that can be reached, exports with what is packed in them."""
    client, rules = place.reporter.client, place.reporter.app.url_map
    shown = [one for one in rules.iter_rules() if "GET" in (one.methods or ())]
    paths = [one.rule for one in shown if "<" not in one.rule]
    seen: dict[str, bytes] = {}
    kinds: set[str] = set()
    while paths:
        path = paths.pop()
        try:
            kind = rules.bind("localhost").match(path.partition("?")[0], "GET", return_rule=True)[0]
        except HTTPException:
            continue
        if kind.rule in kinds:
            continue
        kinds.add(kind.rule)
        with client.get(path) as answer:
            seen[path] = _unpacked(answer)
        paths += re.findall(r'href="(/[^"#]*)', seen[path].decode(errors="ignore"))
    return seen


def _unpacked(answer: TestResponse) -> bytes:
    body = answer.data
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def test_no_cookie_is_read_or_set(place: Place) -> None:
    place.reporter.become("rana")
    signed_in = place.reporter.client
    assert b"Rana" in signed_in.get("/record").data, "the cookie is good elsewhere"
    strange = place.reporter.app.test_client()
    for path, typed in _requests(place):
        answers = []
        for client in (signed_in, strange):
            method = "GET" if typed is None else "POST"
            with client.open(path, method=method, data=typed) as answer:
                assert "Set-Cookie" not in answer.headers, path
                assert "cookie" not in answer.headers.get("Vary", "").lower(), path
                headers = sorted((k, v) for k, v in answer.headers if k != "Content-Length")
                answers.append((answer.status_code, headers, _TOKEN.sub("", answer.text)))
        assert answers[0] == answers[1], path


def _requests(place: Place) -> list[tuple[str, dict[str, str] | None]]:
    """Addresses of reporting with what is sent to them; None is fetched."""
    token = place.form().form("/report/tell").value("token")
    told = {**_FORM, "token": token}
    return [
        *((path, None) for path in ("/report", "/report/start", "/report/promises")),
        *((path, None) for path in ("/report/receipt", "/report/nowhere", "/report/tell")),
        ("/report/start", {"danger": "yes"}),
        ("/report/start", {"danger": "no"}),
        ("/report/scope", {"scope": "yes"}),
        ("/report/scope", {"scope": "no"}),
        ("/report/tell", {**told, "happened": "Mrs Okafor " * 9, "act": "check"}),
        ("/report/tell", {**told, "kind": ""}),
        ("/report/receipt", {"reference": "amber-kettle-47", "words": "x"}),
        ("/report/receipt/answer", {"token": "x", "text": "y"}),
        ("/report/finish", {"token": "x"}),
    ]


def test_browsers_are_told_to_keep_nothing(place: Place) -> None:
    client = place.reporter.app.test_client()
    for path, typed in _requests(place):
        answer = client.open(path, method="GET" if typed is None else "POST", data=typed)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert answer.headers["Referrer-Policy"] == "no-referrer", path
        assert "script" not in answer.headers["Content-Security-Policy"], path
        assert not {"ETag", "Last-Modified", "X-Request-Id"} & set(answer.headers.keys()), path
    found = place.tell()
    for page in (place.finish(found), place.withdraw(found)):
        assert page.headers["Clear-Site-Data"] == '"cache"'
        assert page.headers["Cache-Control"] == "no-store"


def test_a_telling_stands_in_no_address_and_no_title(place: Place) -> None:
    found = place.tell()
    pages = [found.page, place.finish(found), place.enter(found), place.answer(found)]
    for page in pages:
        places = [page.path, page.title, *page.links, *(form.action for form in page.forms)]
        assert met(found.secrets(), "\n".join(places).encode()) == []
        assert page.response.history == () and "Location" not in page.headers


def test_where_somebody_came_from_never_reaches_reporting(on_file: Place) -> None:
    seen: list[dict[str, object]] = []
    app = on_file.reporter.app
    reporting = app.wsgi_app._reporting

    def noted(environ: dict[str, object], start: object) -> object:
        seen.append(dict(environ))
        return reporting(environ, start)

    app.wsgi_app._reporting = noted
    told = {"User-Agent": "Firefox", "Referer": "http://intranet", "X-Forwarded-For": "10.9.8.7"}
    with app.test_client(use_cookies=False).get(
        "/report",
        headers={
            **told,
            "Accept-Language": "cy",
            "Cookie": "debrief=1",
            "Authorization": "Basic x",
        },
        environ_base={"REMOTE_ADDR": "10.9.8.7", "REMOTE_PORT": "4711"},
    ) as answer:
        assert answer.status_code == 200
    assert "HTTP_HOST" in seen[0]
    for secret in ("Firefox", "intranet", "10.9.8.7", "4711", "debrief=1", "Basic x"):
        assert secret not in str({k: v for k, v in seen[0].items() if not k.startswith("wsgi.")})
    assert "cy" not in {str(value) for value in seen[0].values()}
