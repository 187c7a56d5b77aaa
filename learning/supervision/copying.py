"""What supervision holds about a person, for that person's own copy.

Who noted an exemption or an absence is somebody else's affair, and is not told here.
"""

from __future__ import annotations

from sqlalchemy import select

from learning.db.base import table
from learning.db.sheets import Sheet, listing
from learning.supervision.models import Exemption, Pause

_E, _P = table(Exemption).c, table(Pause).c


def sheets() -> tuple[Sheet, ...]:
    """Exemptions with their reasons, and absences."""
    exemptions = select(_E.course, _E.since, _E.until, _E.reason).order_by(_E.since, _E.id)
    pauses = select(_P.since, _P.until).order_by(_P.since, _P.id)
    return (
        listing("exemptions", "Courses you are exempt from, and why", exemptions, _E.person_id),
        listing("absences", "When you are noted as away from work", pauses, _P.person_id),
    )
