"""What the pages of lists show: the columns, what is said of the lines, and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from learning.lists import findings
from learning.lists.columns import Kind
from learning.lists.findings import OUTCOMES, Finding
from learning.lists.plans import Plan

_SHOWN = 200
MOST_LINKS = 500
"""Mails that one press asks for; the command line asks for more."""
#: the shape beside each outcome
_STATES = {"wrong": "due", "warning": "due", "left": "paused", "new": "in-progress"}
_EXAMPLES = {
    "teams": "team_id,name,parent_id\nN,North service,\nN1,North duty team,N",
    "people": (
        "person_id,name,email,team_id,supervises,since,until,roles,leaves_on\n"
        "1001,Ama Boateng,ama@example.org,N1,no,2027-03-03,,,\n"
        "1002,Jo Reid,jo@example.org,N1,yes,2026-09-01,,author,"
    ),
    "completions": (
        "person_id,course,completed_on,valid_until,source\n"
        "1001,crew,2026-11-30,2027-11-30,Former learning system"
    ),
}


@dataclass(frozen=True)
class Row:
    """A finding as it is shown."""

    place: str
    state: str
    word: str
    subject: str
    text: str


def kind(one: Kind) -> dict[str, Any]:
    """A kind of list: its columns, and a short example."""
    rows = [[name, "Yes" if needed else "No", said] for name, (needed, said) in one.columns.items()]
    return {"name": one.name, "title": one.title, "rows": rows, "example": _EXAMPLES[one.name]}


def report(plan: Plan, *, by_mail: bool) -> dict[str, Any]:
    """The page of a report: the counts, and the first lines, what is wrong before the rest."""
    order = list(OUTCOMES)
    told = sorted(plan.findings, key=lambda one: order.index(one.outcome))
    told = [one for one in told if one.outcome != "unchanged"]
    return {
        "title": plan.kind.title,
        "understood": plan.listing.understood,
        "counts": [(words.capitalize(), f"{n:,}") for words, n in findings.counted(plan.findings)],
        "rows": [_row(one) for one in told[:_SHOWN]],
        "more": f"{len(told) - _SHOWN:,}" if len(told) > _SHOWN else "",
        "wrong": plan.wrong,
        "stop": plan.stop,
        "missing": plan.missing,
        "changes": plan.changes,
        "links": plan.newcomers if by_mail and plan.newcomers <= MOST_LINKS else 0,
    }


def lines(plan: Plan) -> Iterator[list[str]]:
    """All findings as the lines of a list."""
    yield ["line", "outcome", "about", "what"]
    for one in plan.findings:
        number = "" if one.line is None else str(one.line)
        yield [number, one.outcome, one.subject, one.text]


def done(plan: Plan, *, by_mail: bool, sent: bool) -> str:
    """What was done, in a sentence or two."""
    if not plan.changes:
        return "There was nothing to change."
    said = f"It is done. {findings.summary(plan.findings).capitalize()}"
    return f"{said} {_ways_in(by_mail=by_mail, sent=sent)}" if plan.newcomers else said


def _ways_in(*, by_mail: bool, sent: bool) -> str:
    """How people get in for whom an account was made: nobody has a password yet."""
    if sent:
        return "Each new person is sent a link with which they choose a password."
    if by_mail:
        return "Who is new has no password yet: they have a link sent to them on the sign-in page."
    return "Who is new has no password yet: make them a link on their page under People."


def _row(one: Finding) -> Row:
    state = _STATES.get(one.outcome, "neutral")
    word = OUTCOMES[one.outcome].capitalize()
    return Row(one.place.capitalize(), state, word, one.subject, one.text)
