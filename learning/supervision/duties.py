"""Duties: from what is known of a person to the dates that a supervisor may see. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from learning.people.places import Span
from learning.supervision import deadlines
from learning.supervision.deadlines import Held
from learning.supervision.facts import CourseFacts, PersonFacts, Rule, at_or_next
from learning.supervision.status import Dates

_DAY = dt.timedelta(days=1)
_NOTHING = CourseFacts()
Asked = Sequence[tuple[Rule, Sequence[Span]]]


def duties(facts: PersonFacts, *, on: dt.date) -> dict[str, Dates]:
    """The dates of each course that is required of somebody, or that they have completed."""
    courses = {rule.course for rule, _ in facts.asked}
    courses |= {course for course, of in facts.courses.items() if of.done}
    found = {course: duty(facts, course, on=on) for course in sorted(courses)}
    return {course: one for course, one in found.items() if one is not None}


def duty(facts: PersonFacts, course: str, *, on: dt.date) -> Dates | None:
    """The dates of one course; None where it is no longer required and was not completed.

    Of several requirements that ask for it at once, the one that is due first holds.
    """
    of = facts.courses.get(course, _NOTHING)
    asking = [
        (rule, span)
        for rule, spans in facts.asked
        if rule.course == course and (span := at_or_next(spans, on=on)) is not None
    ]
    made = [_dated(facts, of, rule, span, on=on) for rule, span in asking]
    if made:
        return min(made, key=lambda one: _urgency(one, on))
    return _unasked(facts, of, on=on) if of.done else None


def next_change(facts: PersonFacts, *, on: dt.date) -> dt.date | None:
    """The first later day on which the dates may be others than on this one."""
    spans = [*facts.paused, *(span for _, spans in facts.asked for span in spans)]
    spans += [span for of in facts.courses.values() for span in of.exempt]
    days = [one.since for one in spans]
    days += [one.until + _DAY for one in spans if one.until is not None]
    return min((day for day in days if day > on), default=None)


def _urgency(one: Dates, on: dt.date) -> tuple[bool, dt.date, dt.date, int]:
    """What is asked today before what will be, then what is due first."""
    never = dt.date.max
    later = one.required_since is not None and one.required_since > on
    return later, one.due or never, one.valid_until or never, one.requirement_id or 0


def _dated(facts: PersonFacts, of: CourseFacts, rule: Rule, span: Span, *, on: dt.date) -> Dates:
    held = deadlines.held(rule, of.done, of.critical)
    return replace(
        _common(facts, of, held, on=on),
        requirement_id=rule.id,
        required_since=span.since,
        required_until=span.until,
        due=_due(rule, span, held, _Stops([*facts.paused, *of.exempt], on)),
        begun_on=of.begun_on,
    )


@dataclass(frozen=True)
class _Stops:
    """The days on which no clock runs, and the day that it is."""

    spans: Sequence[Span]
    on: dt.date

    def applied(self, start: dt.date, due: dt.date) -> dt.date | None:
        """A due day whose clock runs from `start`."""
        return deadlines.stopped(start, due, self.spans, on=self.on)


def _due(rule: Rule, span: Span, held: Held | None, stops: _Stops) -> dt.date | None:
    first = deadlines.first_due(rule, span.since)
    if held is None:
        return stops.applied(span.since, first)
    if held.until is None:
        return None
    if held.until >= span.since and held.until >= first:
        return stops.applied(held.renewal_opens or span.since, held.until)
    # it had run out, or runs out, before a newcomer's own first day is due
    return stops.applied(span.since, max(first, held.until))


def _unasked(facts: PersonFacts, of: CourseFacts, *, on: dt.date) -> Dates:
    held = deadlines.held(None, of.done, of.critical)
    return _common(facts, of, held, on=on)


def _common(facts: PersonFacts, of: CourseFacts, held: Held | None, *, on: dt.date) -> Dates:
    """What does not depend on any requirement."""
    exempt, paused = at_or_next(of.exempt, on=on), at_or_next(facts.paused, on=on)
    return Dates(
        completed_on=held.done.on if held else None,
        valid_until=held.until if held else None,
        renewal_opens=held.renewal_opens if held else None,
        release=held.done.release if held else None,
        certificate=held.done.certificate if held else None,
        exempt_since=exempt.since if exempt else None,
        exempt_until=exempt.until if exempt else None,
        paused_since=paused.since if paused else None,
        paused_until=paused.until if paused else None,
    )
