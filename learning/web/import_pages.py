"""What the pages of lists show: the columns, what is said of the lines, and what was done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from learning.lists import findings
from learning.lists.columns import Kind
from learning.lists.findings import OUTCOMES, Finding
from learning.lists.plans import Plan
from learning.web.templating import begun, day

_SHOWN = 200
MOST_LINKS = 500
"""Mails that one press asks for; the command line asks for more."""
#: a day in what is said of a line
_DAY = re.compile(r"(^|\b(?:from|until|on|since|is) )(\d{4}-\d\d-\d\d)\b")
#: the shape beside each outcome
_STATES = {
    "wrong": "due",
    "skipped": "due",
    "warning": "due",
    "left": "paused",
    "new": "in-progress",
}
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
        "counts": [(begun(words), f"{n:,}") for words, n in findings.counted(plan.findings)],
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
    said = findings.done(plan.findings)
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
    word = begun(OUTCOMES[one.outcome])
    return Row(begun(one.place), state, word, one.subject, _days_in_words(one.text))


def _days_in_words(text: str) -> str:
    """A sentence with its days as people write them; files have them as spreadsheets do.

    Only where one stands as a day of the sentence: not where a column shows how to write it.
    """

    def told(found: re.Match[str]) -> str:
        try:
            return found[1] + day(dt.date.fromisoformat(found[2]))
        except ValueError:  # in somebody's name for a team
            return found[0]

    return _DAY.sub(told, text)
