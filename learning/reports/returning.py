"""Returning: what a reporter sees and does with their receipt.

What they told is never shown to them again: whoever finds the receipt learns nothing of it. Their
own key is locked with half of what the six words make, so the server opens nothing without them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning import dates
from learning.errors import Conflict, NotFound
from learning.reports import counting, holding, keyring, parts, receipts, shredding
from learning.reports.models import Opening, Part, Report
from learning.reports.parts import FOR_REPORTER, REPORTER, ReadyPart
from learning.reports.weeks import monday

NO_MATCH = "That receipt does not match. Check the six words; spaces and capitals do not matter."
_OVER = "This report is closed, so nothing can be added. Nothing was kept."


@dataclass(frozen=True)
class Lock:
    """What is needed to try a receipt."""

    report_id: str
    salt: bytes
    verifier: bytes
    public: bytes
    locked: bytes = field(repr=False)


@dataclass(frozen=True)
class Entered:
    """A reporter whose receipt was right, and the key that opens what was written to them."""

    report_id: str
    public: bytes
    private: bytes = field(repr=False)


def lock(session: Session, reference: str) -> Lock | None:
    """The lock of a report, if there is one with this reference."""
    query = select(
        Report.id, Report.salt, Report.verifier, Report.reporter_public, Report.reporter_key
    ).where(Report.reference == reference)
    row = session.execute(query).one_or_none()
    return Lock(*row) if row else None


def enter(found: Lock | None, words: tuple[str, ...] | None) -> Entered:
    """Try six words. A wrong word and an unknown reference take as long and say the same."""
    if found is None or words is None:
        receipts.spend()
        raise NotFound(NO_MATCH)
    halves = receipts.open_with(words, found.salt)
    if not receipts.matches(halves.verifier, found.verifier):
        raise NotFound(NO_MATCH)
    private = holding.unlock_briefly(found.locked, halves.key, about=found.report_id.encode())
    return Entered(found.report_id, found.public, private)


@dataclass(frozen=True)
class Letter:
    """One line of the conversation as the reporter sees it; `said` is None for what they wrote."""

    number: int
    kind: str
    week: dt.date
    until: dt.date | None
    said: Mapping[str, str] | None


@dataclass(frozen=True)
class Standing:
    """Where a report stands."""

    reference: str
    state: str
    outcome: str | None
    week: dt.date
    moved_week: dt.date
    waits_for: str
    parts: list[Part] = field(repr=False)


def standing(session: Session, report_id: str) -> Standing:
    """A report with its parts; raises `NotFound` where it was destroyed in the meantime."""
    report = session.get(Report, report_id)
    if report is None:
        raise NotFound(NO_MATCH)
    return Standing(
        reference=report.reference,
        state=report.state,
        outcome=report.outcome,
        week=report.week,
        moved_week=report.moved_week,
        waits_for=report.waits_for,
        parts=[one for one in parts.of(session, report_id) if one.kind != "note"],
    )


def letters(entered: Entered, found: Standing) -> list[Letter]:
    """The conversation, in order: reviewers' words opened, and one's own by kind and week only."""
    return [
        Letter(one.number, one.kind, one.week, one.until, _said(entered, one))
        for one in found.parts
    ]


def _said(entered: Entered, part: Part) -> dict[str, str] | None:
    if part.kind not in FOR_REPORTER or part.reporter_wrapped is None:
        return None
    return parts.opened(entered.report_id, part, part.reporter_wrapped, entered.private)


def reply(session: Session, report_id: str, ready: ReadyPart, *, on: dt.date) -> None:
    """Store an answer or a verdict on the text; the reviewers are next. A closed one is refused.

    What was sent twice by the same form is there already, and is kept once.
    """
    report = _held(session, report_id)
    if session.get(Part, ready.part_id) is not None:
        return
    if report.state not in ("received", "in_review"):
        raise Conflict(_OVER)
    if ready.kind == "verdict":
        _refuse_without_text(session, report_id, on=on)
    parts.store(session, report, ready, on=on)
    report.waits_for = "reviewers"
    session.flush()


def withdraw(session: Session, report_id: str, *, on: dt.date) -> None:
    """Destroy every part of a report at the reporter's wish; that this was done stays for a time.

    Twice is once. A reviewer who has it open sees at the next step that it is gone.
    """
    report = _held(session, report_id)
    if report.state == "withdrawn":
        return
    shredding.parts_of(session, [report_id])
    session.execute(delete(Opening).where(Opening.report_id == report_id))
    counting.count(session, report.week, "withdrawn")
    report.state, report.outcome, report.waits_for = "withdrawn", None, "nobody"
    report.moved_week, report.version = monday(on), report.version + 1
    session.flush()


def readers(session: Session) -> dict[str, bytes]:
    """Whom what a reporter writes is sealed to."""
    return keyring.publics(keyring.holders(session))


def with_reporter(to: Mapping[str, bytes], public: bytes) -> dict[str, bytes]:
    """Whom what a reviewer writes to the reporter is sealed to."""
    return {**to, REPORTER: public}


def _refuse_without_text(session: Session, report_id: str, *, on: dt.date) -> None:
    """A verdict needs the last text, within its time and without a verdict after it."""
    last = _last_text(parts.of(session, report_id))
    if last is None:
        raise Conflict("There is no text to agree or object to. Nothing was kept.")
    if last.until is not None and last.until < on:
        raise Conflict(
            f"The time to object ended on {dates.in_words(last.until)}. Nothing was kept. You can "
            "still write to the reviewers, or withdraw the report."
        )


def awaits_verdict(found: Standing, *, on: dt.date) -> Part | None:
    """The text to which the reporter may agree or object on a day, or None."""
    last = _last_text(found.parts) if found.state == "in_review" else None
    return last if last is not None and (last.until is None or last.until >= on) else None


def _last_text(found: Sequence[Part]) -> Part | None:
    """The last text, unless a verdict came after it."""
    last = [one for one in found if one.kind in ("text", "verdict")][-1:]
    return last[0] if last and last[0].kind == "text" else None


def _held(session: Session, report_id: str) -> Report:
    report = session.get(Report, report_id, with_for_update=True)
    if report is None:
        raise NotFound(NO_MATCH)
    return report
