"""What a person's own copy says of the reviewer's keys they held: days, and never a key."""

from __future__ import annotations

from sqlalchemy import select

from learning.db.base import table
from learning.db.sheets import Sheet, listing
from learning.reports.models import HolderKey

_K = table(HolderKey)


def sheets() -> tuple[Sheet, ...]:
    """For a person's own copy: since when and until when they could read reports."""
    keys = select(_K.c.made_on, _K.c.ended_on).order_by(
        _K.c.made_on, _K.c.ended_on.is_(None), _K.c.ended_on, _K.c.id
    )
    return (listing("reviewer_keys", "Your keys as a reviewer of reports", keys, _K.c.person_id),)
