"""What a person has begun, answered, completed and written, for their own copy.

An item is told as it was shown: from the immutable blobs of its release, never from today's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from learning.assessment import mark
from learning.content.model import Item
from learning.db.base import table
from learning.db.sheets import BATCH, Row, Sheet, listing
from learning.progress import attempts, records
from learning.progress.attempts import AttemptRow, Open
from learning.progress.models import (
    Attempt,
    Certificate,
    Completion,
    CpdEntry,
    Doubt,
    Enrolment,
    OutsideRecord,
    PastCompletion,
    Refresher,
    RefresherPause,
    RefresherResponse,
    RefresherRound,
    Regrade,
    ResponseRow,
)
from learning.releases.models import Release
from learning.releases.shelf import Shelf

_A, _C, _E, _R = (table(one) for one in (Attempt, Completion, Enrolment, ResponseRow))
_RF, _RP = table(Refresher), table(RefresherPause)
_RR, _RA = table(RefresherRound), table(RefresherResponse)
_D, _P, _CPD, _O = (table(one) for one in (Doubt, Certificate, CpdEntry, OutsideRecord))
_PAST, _G = table(PastCompletion), table(Regrade)
_RELEASE = table(Release)
_VERSION = _RELEASE.c.version.label("release")


def sheets(shelf: Shelf) -> tuple[Sheet, ...]:
    """Courses begun, attempts, each item of them with its response, and completions."""
    begun = select(_E.c.course, _VERSION, _E.c.at).join_from(_E, _RELEASE).order_by(_E.c.id)
    tries = (
        select(_A.c.public_id.label("attempt"), _A.c.course, _A.c.module, _VERSION)
        .add_columns(_A.c.begun_at, _A.c.ended_at, _A.c.score, _A.c.passed)
        .join_from(_A, _RELEASE)
        .order_by(_A.c.id)
    )
    done = (
        select(_C.c.course, _C.c.module, _VERSION)
        .add_columns(_C.c.completed_on, _C.c.valid_until, _C.c.basis)
        .join_from(_C, _RELEASE)
        .order_by(_C.c.id)
    )
    return (
        listing("enrolments", "The courses you have begun", begun, _E.c.person_id),
        listing("attempts", "Your attempts at quizzes", tries, _A.c.person_id),
        _responses(shelf),
        _credits(),
        listing("completions", "What you have completed", done, _C.c.person_id),
        listing(
            "past_completions", "Completions your employer recorded", _past(), _PAST.c.person_id
        ),
        listing("unclear", "Items you found unclear", _unclear(), _D.c.person_id),
        *_papers(),
    )


def _credits() -> Sheet:
    """What attempts are worth since the key of an item was found wrong."""
    query = (
        select(_A.c.public_id.label("attempt"), _G.c.item, _G.c.reason, _G.c.score_before)
        .add_columns(_G.c.score_after, _G.c.passed_before, _G.c.passed_after, _G.c.at)
        .join_from(_G, _A)
        .order_by(_G.c.id)
    )
    sheet = listing("credits", "Items that were unfair", query, _A.c.person_id)

    def count(session: Session, person_id: int) -> int:
        mine = select(func.count()).join_from(_G, _A).where(_A.c.person_id == person_id)
        return session.scalar(mine) or 0

    return replace(sheet, count=count)


def _past() -> Select[Any]:
    left_out = ("id", "person_id")
    columns = (one for one in _PAST.c if one.name not in left_out)
    return select(*columns).order_by(_PAST.c.completed_on, _PAST.c.id)


def _unclear() -> Select[Any]:
    return select(_D.c.course, _D.c.item, _D.c.note, _D.c.on).order_by(_D.c.on, _D.c.item)


def _papers() -> tuple[Sheet, ...]:
    """Refreshers, certificates, CPD entries, and records from elsewhere."""
    signed = select(_P.c.public_id.label("certificate"), _P.c.issued_on, _P.c.key_id)
    signed = signed.add_columns(_P.c.revoked_on, _P.c.signed)
    left_out = ("id", "person_id", "public_id")
    entries = select(*(one for one in _CPD.c if one.name not in left_out)).order_by(_CPD.c.id)
    others = select(_O.c.issuer, _O.c.added_at, _O.c.signed)
    rounds = (
        select(_RR.c.begun_at, _RA.c.item, _RA.c.given, _RA.c.confidence, _RA.c.score)
        .add_columns(_RA.c.saved_at, _RR.c.public_id.label("round"))
        .join_from(_RR, _RA)
        .order_by(_RR.c.id, _RA.c.place)
    )
    known = select(_RF.c.course, _RF.c.objective, _RF.c.reviewed_on, _RF.c.due_on, _RF.c.memory)
    rests = select(_RP.c.until)
    return (
        listing("refreshers", "When to ask you again", known, _RF.c.person_id),
        listing("refresher_answers", "Your answers to refreshers", rounds, _RR.c.person_id),
        listing("refresher_rests", "Whether refreshers rest", rests, _RP.c.person_id),
        listing("certificates", "Your certificates", signed.order_by(_P.c.id), _P.c.person_id),
        listing("cpd", "Your CPD entries", entries, _CPD.c.person_id),
        listing(
            "from_elsewhere", "Records from elsewhere", others.order_by(_O.c.id), _O.c.person_id
        ),
    )


_COLUMNS = (
    *("attempt", "course", "module", "item", "rev", "type", "situation", "asked", "left", "shown"),
    *("given", "in_words", "confidence", "score", "marker", "notes", "feedback", "saved_at"),
)


def _responses(shelf: Shelf) -> Sheet:
    """Every item of every attempt as it was shown, with the response where there is one."""

    def rows(session: Session, person_id: int) -> Iterator[Row]:
        columns = [_A.c[name] for name in AttemptRow.__slots__]
        asked = select(*columns).where(_A.c.person_id == person_id).order_by(_A.c.id)
        found = session.execute(asked.execution_options(yield_per=BATCH))
        for batch in found.partitions():
            for attempt in attempts.many(session, shelf, [AttemptRow(*cells) for cells in batch]):
                yield from (_told(attempt, item) for item in attempt.order)

    def count(session: Session, person_id: int) -> int:
        query = select(func.count()).select_from(_R.join(_A)).where(_A.c.person_id == person_id)
        return session.scalar(query) or 0

    tells = frozenset({*_R.c, _A.c.paper, _A.c.quiz_sha256})
    return Sheet("responses", "Your answers", _COLUMNS, tells, rows, count)


def _told(attempt: Open, item_id: str) -> Row:
    entry, row = records.entry(attempt, item_id), attempt.responses.get(item_id)
    item, said = attempt.quiz.items[item_id], entry["response"] or {}
    given = said.get("given")
    return {
        "attempt": attempt.row.public_id,
        "course": attempt.row.course,
        "module": attempt.row.module,
        **{name: entry[name] for name in ("item", "rev", "type", "shown")},
        "situation": entry["context"],
        "asked": entry["prompt"],
        "left": entry.get("left"),
        "given": given,
        "in_words": _in_words(item, given, entry) if given is not None else None,
        **{name: said.get(name) for name in ("confidence", "score", "marker")},
        "notes": [
            {"id": part, "verdict": verdict, "feedback": text}
            for part, verdict, text in said.get("notes", ())
        ],
        "feedback": _feedback(item, said) if said.get("score") is not None else [],
        "saved_at": row.saved_at if row else None,
    }


def _in_words(item: Item, given: Mapping[str, Any], entry: Mapping[str, Any]) -> list[str]:
    """A response in the words that were shown."""
    texts = {part["id"]: part["text"] for part in entry["shown"]}
    left = {part["id"]: part["text"] for part in entry.get("left", ())}
    chosen = [*given.get("chosen", ()), *given.get("order", ()), *given.get("criteria", ())]
    said = [texts.get(one, one) for one in chosen]
    said += [f"{left[one]}: {texts[two]}" for one, two in given.get("pairs", {}).items()]
    if "value" in given:
        said.append(f"{given['value']} {getattr(item, 'unit', None) or ''}".strip())
    if "text" in given:
        said.append(given["text"])
    return said or ["None of these"]


def _feedback(item: Item, said: Mapping[str, Any]) -> list[str]:
    """What was said about the whole item once its response was final."""
    texts, right = said["feedback"], mark(item, said["given"]).right
    first = texts["correct"] if right else said.get("near") or texts["incorrect"]
    told = (first, texts["general"], said.get("rationale"), said.get("model_answer"))
    return [text for text in told if text]
