"""Short ways to write days, spans and requirements in tests of supervision."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from learning.people.places import Span
from learning.supervision.facts import Done, Rule

DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2030, 12, 31))


def day(text: str) -> dt.date:
    """`2027-03-03`."""
    return dt.date.fromisoformat(text)


def span(since: str, until: str | None = None) -> Span:
    """From a day to a day, or for good."""
    return Span(day(since), day(until) if until else None)


def rule(**given: Any) -> Rule:
    """A requirement of `crew` from 2026 on, 30 days after joining, unless told otherwise."""
    usual: dict[str, Any] = {"id": 1, "course": "crew", "starts_on": day("2026-01-01")}
    if "due_kind" not in given:
        usual |= {"due_kind": "after", "due_days": 30}
    return Rule(**(usual | given))


def done(on: str, until: str | None = None, release: int | None = 1) -> Done:
    """A completion."""
    return Done(day(on), day(until) if until else None, release)


def spans(*, most: int = 4) -> st.SearchStrategy[list[Span]]:
    """Some spans, which may overlap."""
    pairs = st.tuples(DAYS, st.none() | st.integers(0, 400))
    made = pairs.map(lambda p: Span(p[0], None if p[1] is None else p[0] + dt.timedelta(p[1])))
    return st.lists(made, max_size=most)
