"""What a record from elsewhere shows: always whose name it carries and who issued it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learning.progress.outside import Outside
from learning.web import moments
from learning.web.certificate_pages import until
from learning.web.templating import day


@dataclass(frozen=True)
class Shown:
    """A record from elsewhere; `problem` says why it can no longer be believed."""

    id: str
    issuer: str
    name: str
    issued: str
    added: str
    problem: str
    lines: Sequence[tuple[str, str]]


def shown(one: Outside) -> Shown:
    """A record from elsewhere in words."""
    return Shown(
        id=one.public_id,
        issuer=one.issuer,
        name=one.name,
        issued=_day(one.issued_on),
        added=day(moments.day_of(one.added_at)),
        problem="" if one.verdict.genuine else one.verdict.why,
        lines=[_line(completion) for completion in one.completions],
    )


def _line(completion: Mapping[str, Any]) -> tuple[str, str]:
    last = completion["valid_until"]
    counts = f"valid until {until(last)}" if last else "does not run out"
    return completion["title"], f"completed on {_day(completion['completed_on'])}, {counts}"


def _day(text: str) -> str:
    return day(dt.date.fromisoformat(text)) if text else ""
