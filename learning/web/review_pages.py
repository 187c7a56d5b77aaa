"""What the review desk shows and does: the queue, a report in the clear, and what is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import current_app

from learning.errors import Invalid
from learning.reports import (
    counting,
    keyring,
    parts,
    promptness,
    reading,
    returning,
    scheme,
    telling,
)
from learning.reports.reading import OPEN_STATES, Raw
from learning.reports.telling import KINDS, ROLES, SETTINGS
from learning.reports.weeks import since
from learning.web import auditing, database, identity, moments, unlocking
from learning.web.unlocking import Mine

OUTCOMES = {
    "learned": "Learned from: others will read of it in some form",
    "counted": "Counted: it adds to the picture",
    "routed": "Passed on: it belonged elsewhere, and the reporter was told where",
    "not_followed_up": "Not followed up",
}
_KINDS = {
    "message": "A message to the reporter",
    "note": "A note for reviewers alone",
    "text": "The text that would be published, for the reporter to agree to",
}
_SENT = {
    "message": "The message was sealed for the reporter.",
    "note": "The note was kept for reviewers.",
    "text": "The text was sealed for the reporter, who has 21 days to object.",
}


def desk(args: Mapping[str, str]) -> dict[str, Any]:
    """The queue, one's own key, and what has to be done for others' keys."""
    over, on = args.get("show") == "over", moments.now().date()
    settings = current_app.extensions["settings"]
    mine = unlocking.mine()
    with database.reading() as session:
        own = keyring.own(session, identity.the_person().id)
        page = reading.queue(
            session, own.id if own else None, over=over, after=args.get("after", "")
        )
        silent = counting.weeks_without(session, on)
        others = _lacking(session, own.id) if own else []
        missing = scheme.missing(session, scheme.of(settings))
    return {
        "over": over,
        "page": page,
        "lines": [
            (one, _age(one.week, on), promptness.for_reviewers(one, on=on)) for one in page.lines
        ],
        "has_key": own is not None,
        "unlocked": mine is not None,
        "others": others,
        "missing": missing,
        "silent": silent if silent and silent >= settings.report_silence_weeks else 0,
        "outcomes": OUTCOMES,
    }


def opened(reference: str, mine: Mine) -> dict[str, Any]:
    """A report in the clear. The opening is noted before anything is opened."""
    with database.reading() as session:
        found = reading.raw(session, reference, mine.key_id)
    if found.state != "withdrawn":
        database.drop()
        with database.writing() as session:
            reading.note_opening(session, found.id, identity.the_person().id)
            auditing.note_in(session, "report.opened", "report", reference, "")
        with database.reading() as session:
            found = reading.raw(session, reference, mine.key_id)
    return {
        "found": found,
        "parts": [(one, _telling(one)) for one in reading.opened(found, mine.private)],
        "clock": promptness.for_reviewers(found, on=moments.now().date()),
        "is_open": found.state in OPEN_STATES,
        "kinds": [(code, words, None) for code, words in _KINDS.items()],
        "outcomes": [(code, words, None) for code, words in OUTCOMES.items()],
        "labels": KINDS | SETTINGS | ROLES,
    }


def write(reference: str, mine: Mine, form: Mapping[str, str]) -> str:
    """Seal and store a message, a note or a text; returns what to say of it."""
    kind, text = form.get("kind", ""), _text(form, "text", "Write something before you send it.")
    if kind not in _KINDS:
        raise Invalid("Choose whom it is for.")
    found, to = _addressed(reference, mine, to_reporter=kind != "note")
    until = moments.now().date() + dt.timedelta(days=reading.TEXT_DAYS)
    ready = parts.seal(found.id, kind, {"text": text}, to, until=until if kind == "text" else None)
    with database.writing() as session:
        reading.write(session, ready, version=seen(form), on=moments.now().date())
        auditing.note_in(session, "report.written", "report", reference, kind)
    return _SENT[kind]


def close(reference: str, mine: Mine, form: Mapping[str, str]) -> str:
    """Close a report with an outcome and words for the reporter."""
    words = _text(form, "words", "Write to the reporter what became of it.")
    outcome = form.get("outcome", "")
    if outcome not in OUTCOMES:
        raise Invalid("Choose what became of it.")
    found, to = _addressed(reference, mine, to_reporter=True)
    ready = parts.seal(found.id, "outcome", {"text": words}, to)
    with database.writing() as session:
        reading.close(session, outcome, ready, version=seen(form), on=moments.now().date())
        auditing.note_in(session, "report.closed", "report", reference, outcome)
    return "It is closed. The reporter reads your words with their receipt."


def seen(form: Mapping[str, str]) -> int:
    """The version of the report that was looked at; what is no number was never one."""
    text = form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _addressed(reference: str, mine: Mine, *, to_reporter: bool) -> tuple[Raw, dict[str, bytes]]:
    with database.reading() as session:
        found = reading.raw(session, reference, mine.key_id)
        to = reading.holders(session)
    return found, returning.with_reporter(to, found.public) if to_reporter else to


def _text(form: Mapping[str, str], name: str, missing: str) -> str:
    text = form.get(name, "").replace("\r\n", "\n").strip()
    if not text:
        raise Invalid(missing)
    if len(text.encode()) > parts.LONGEST:
        raise Invalid(
            f"This has at most {parts.LONGEST:,} bytes, about 2,000 words. Send it in two parts."
        )
    return text


def _telling(one: reading.Opened) -> telling.Telling | None:
    return telling.of(one.said) if one.kind == "told" and one.said is not None else None


def _age(week: dt.date, on: dt.date) -> str:
    """How old a report is, in weeks: nothing nearer is known."""
    weeks = since(week, on)
    if weeks <= 1:
        return ("this week", "last week")[max(weeks, 0)]
    return f"{weeks} weeks ago"


def _lacking(session: Any, key_id: str) -> list[tuple[keyring.Holder, int]]:
    """Other keys that cannot open what one's own opens, and how many parts."""
    others = [one for one in keyring.holders(session) if one.id != key_id]
    counted = [(one, keyring.missing(session, key_id, one.id)) for one in others]
    return [(one, number) for one, number in counted if number]
