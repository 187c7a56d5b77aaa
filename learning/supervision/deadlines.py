"""Due days: pure rules from a requirement and completions to dates.

- Who was there when a requirement began has until its day. Who joins later has at least
  `_NEWCOMERS` days.
- Completing again within the renewal window counts from the end of the time before, so that being
  early costs nothing.
- No clock runs while somebody is away or exempt; afterwards they have at least `_RETURN` days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from learning import dates
from learning.people.places import Span
from learning.supervision.facts import Critical, Done, Rule, joined

_NEWCOMERS = dt.timedelta(days=28)
_RETURN = dt.timedelta(days=14)
_DAY, _NONE = dt.timedelta(days=1), dt.timedelta(0)


@dataclass(frozen=True)
class Held:
    """The completion that counts, until when, and from when completing again counts."""

    done: Done
    until: dt.date | None
    renewal_opens: dt.date | None


def first_due(rule: Rule, since: dt.date) -> dt.date:
    """The day by which somebody of whom a course is required `since` a day has to complete it.

    `since` is never before the requirement starts.
    """
    if rule.due_kind == "after":
        return since + dt.timedelta(days=rule.due_days or 0)
    if rule.due_kind == "on":
        assert rule.due_on is not None, "the table refuses a rule without its day"
        day = rule.due_on
    else:
        day = dates.next_yearly(rule.due_month_day or "", since)
    return max(day, since + _NEWCOMERS) if since > rule.starts_on else day


def held(rule: Rule | None, done: Sequence[Done], critical: Iterable[Critical]) -> Held | None:
    """The completion that counts longest, with what a requirement and critical changes make of it.

    Without a requirement the course's own validity holds.
    """
    renewal = dt.timedelta(days=rule.renewal_days if rule else 60)
    grace = dt.timedelta(days=rule.grace_days if rule else 28)
    best: Held | None = None
    until: dt.date | None = None
    for one in sorted(done, key=lambda each: each.on):
        until = _until(rule, one, until, renewal)
        found = _capped(Held(one, until, until - renewal if until else None), critical, grace)
        if best is None or _longer(found.until, best.until):
            best = found
    return best


def _until(
    rule: Rule | None, one: Done, before: dt.date | None, renewal: dt.timedelta
) -> dt.date | None:
    """The last day on which a completion counts; `before` is that of the one before it."""
    if rule is not None and rule.due_kind == "yearly":
        return _until_yearly(rule, one.on, renewal)
    if rule is None or rule.valid_months is None:
        return one.until
    if before is not None and before - renewal <= one.on <= before:
        return dates.months_later(before, rule.valid_months)
    return dates.months_later(one.on, rule.valid_months)


def _until_yearly(rule: Rule, on: dt.date, renewal: dt.timedelta) -> dt.date:
    """The next such day or, within the renewal window before it, the one after.

    Where the requirement says years (24 months, 36), so many of those days.
    """
    day = rule.due_month_day or ""
    found = dates.next_yearly(day, on)
    years = (rule.valid_months or 12) // 12 - 1
    if on >= found - renewal:
        years += 1
    for _ in range(years):
        found = dates.next_yearly(day, found + _DAY)
    return found


def _capped(found: Held, critical: Iterable[Critical], grace: dt.timedelta) -> Held:
    """After a critical change an older completion counts only for a while."""
    later = [one.on for one in critical if _is_older(found.done, one)]
    if not later:
        return found
    change = min(later)
    last = change + grace
    if found.until is not None and found.until <= last:
        return found
    return Held(found.done, last, change)


def _is_older(done: Done, change: Critical) -> bool:
    if done.release is not None:
        return done.release < change.release
    return done.on < change.on


def _longer(one: dt.date | None, other: dt.date | None) -> bool:
    """Whether the first counts at least as long; None is for good."""
    return one is None or (other is not None and one >= other)


def stopped(start: dt.date, due: dt.date, pauses: Iterable[Span], *, on: dt.date) -> dt.date | None:
    """A due day with the clock stopped while somebody is away; None while no return is known.

    The clock runs from `start`. Each day away before the due day moves it by one. After every
    return at least `_RETURN` are left, for who was overdue when they left as well; but what is
    noted for a day after `on` takes nothing back that is overdue by then.
    """
    for pause in joined(pauses):
        if pause.since > max(due, on):
            continue
        if pause.until is None:
            return None
        if pause.until < start:
            continue
        lost = pause.until - max(pause.since, start) + _DAY if pause.since <= due else _NONE
        due = max(due + lost, pause.until + _RETURN)
    return due
