"""What this room holds about a person, for that person's own copy: the releases they made live."""

from __future__ import annotations

from sqlalchemy import select

from learning.db.base import table
from learning.db.sheets import Sheet, listing
from learning.releases.models import Activation, Release

_A, _R = table(Activation).c, table(Release).c


def sheets() -> tuple[Sheet, ...]:
    """Each time they published a course or went back to an earlier release."""
    made = (
        select(_A.course, _R.version, _A.kind, _A.at, _A.why)
        .join_from(table(Activation), table(Release), _R.id == _A.release_id)
        .order_by(_A.id)
    )
    return (listing("activations", "The releases you made live", made, _A.person_id),)
