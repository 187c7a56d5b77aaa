"""What a duty is worked out from: plain values, gathered by `gathering` or written in a test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from learning.people.places import Span

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """A requirement without its scope; the fields are those of `models.Requirement`."""

    id: int
    course: str
    starts_on: dt.date
    due_kind: str
    due_on: dt.date | None = None
    due_days: int | None = None
    due_month_day: str | None = None
    ends_on: dt.date | None = None
    valid_months: int | None = None
    renewal_days: int = 60
    grace_days: int = 28


@dataclass(frozen=True)
class Done:
    """A course was completed: here, in a release, or elsewhere (no release)."""

    on: dt.date
    #: the last day on which it counts by what the course itself says
    until: dt.date | None = None
    release: int | None = None
    certificate: str | None = None


@dataclass(frozen=True)
class Critical:
    """A release after which a completion of an older one counts only for a while."""

    release: int
    on: dt.date


@dataclass(frozen=True)
class CourseFacts:
    """What somebody did in a course, and what changed in it."""

    done: Sequence[Done] = ()
    begun_on: dt.date | None = None
    exempt: Sequence[Span] = ()
    critical: Sequence[Critical] = ()


@dataclass(frozen=True)
class PersonFacts:
    """Somebody's absences, what is required of them and when, and what they did, by course."""

    #: the days on which each rule asks them: one after another, never touching
    asked: Sequence[tuple[Rule, Sequence[Span]]] = ()
    paused: Sequence[Span] = ()
    courses: dict[str, CourseFacts] = field(default_factory=dict)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or follow each other without a day between made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.since):
        last = found[-1] if found else None
        if last is None or (last.until is not None and span.since > last.until + _DAY):
            found.append(span)
        elif last.until is not None:
            until = None if span.until is None else max(last.until, span.until)
            found[-1] = Span(last.since, until)
    return found


def within(spans: Iterable[Span], outer: Span) -> list[Span]:
    """What of some spans lies in another."""
    found = []
    for span in spans:
        since = max(span.since, outer.since)
        ends = [one for one in (span.until, outer.until) if one is not None]
        until = min(ends) if ends else None
        if until is None or since <= until:
            found.append(Span(since, until))
    return found


def at_or_next(spans: Iterable[Span], *, on: dt.date) -> Span | None:
    """The span that holds on a day or, where none does, the first to come."""
    lasting = [one for one in spans if one.until is None or one.until >= on]
    return min(lasting, key=lambda one: one.since, default=None)
