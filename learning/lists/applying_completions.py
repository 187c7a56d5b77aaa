"""Adding and correcting the past completions of a plan, many at a time."""

from __future__ import annotations

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from learning.lists import touching
from learning.lists.completion_plans import CompletionPlan
from learning.lists.touching import Doing
from learning.people import recounting
from learning.progress.models import PastCompletion


def apply(session: Session, plan: CompletionPlan, doing: Doing) -> None:
    """Add what is new, and correct what is here; the day of either is kept beside it."""
    on = doing.on
    kept = ("valid_until", "source")
    new = [
        {name: value for name, value in vars(one).items() if name != "known"} | {"added_on": on}
        for one in plan.changes
        if one.known is None
    ]
    changed = [
        {name: getattr(one, name) for name in kept} | {"id": one.known.id, "added_on": on}
        for one in plan.changes
        if one.known is not None
    ]
    if new:
        session.execute(insert(PastCompletion), new)
    if changed:
        session.execute(update(PastCompletion), changed)
    recounting.ask(session, (one.person_id for one in plan.changes), on=on)
    _note(session, plan, doing)


def _note(session: Session, plan: CompletionPlan, doing: Doing) -> None:
    people = touching.public_ids(session, {one.person_id for one in plan.changes})
    acts = [
        (f"completion.{'changed' if one.known else 'added'}", people[one.person_id])
        for one in plan.changes
    ]
    touching.note(session, "person", acts, doing)
