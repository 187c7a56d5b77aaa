"""What supervision holds about a person, for that person's own copy.

Who noted an exemption or an absence is somebody else's affair, and is not told here.
"""

from __future__ import annotations

from sqlalchemy import select

from learning.db.base import table
from learning.db.sheets import Sheet, listing
from learning.supervision.models import Duty, Exemption, Pause

_D, _E, _P = table(Duty).c, table(Exemption).c, table(Pause).c
_TOLD = (
    *("course", "required_since", "required_until", "due", "completed_on", "valid_until"),
    *("renewal_opens", "release", "certificate", "begun_on"),
)


def sheets() -> tuple[Sheet, ...]:
    """What supervisors see; exemptions with their reasons; absences."""
    exemptions = select(_E.course, _E.since, _E.until, _E.reason).order_by(_E.since, _E.id)
    pauses = select(_P.since, _P.until).order_by(_P.since, _P.id)
    duties = select(*(_D[name] for name in _TOLD)).order_by(_D.course)
    return (
        listing("duties", "What is required of you, as supervisors see it", duties, _D.person_id),
        listing("exemptions", "Courses you are exempt from, and why", exemptions, _E.person_id),
        listing("absences", "When you are noted as away from work", pauses, _P.person_id),
    )
