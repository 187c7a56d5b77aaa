"""Whether somebody has answered an item: then its key and its feedback are no secret to them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.progress.models import Attempt, ResponseRow


def has_answered(session: Session, person_id: int, course: str, module: str, item: str) -> bool:
    """Whether a response of theirs to an item of a module is final, in any attempt."""
    query = (
        select(ResponseRow.item)
        .join(Attempt, Attempt.id == ResponseRow.attempt_id)
        .where(
            Attempt.person_id == person_id,
            Attempt.course == course,
            Attempt.module == module,
            ResponseRow.item == item,
            ResponseRow.score.is_not(None),
        )
        .limit(1)
    )
    return session.scalar(query) is not None
