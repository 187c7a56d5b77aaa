"""What this room holds about a person, for that person's own copy.

Neither the password's hash nor that of a sign-in is told: they are locks, and say nothing of the
person.
"""

from __future__ import annotations

from sqlalchemy import select

from learning.db.base import table
from learning.db.sheets import Sheet, listing
from learning.people.models import Person, Place, Role, SignIn, Team

_P, _R, _S = table(Person).c, table(Role).c, table(SignIn).c
_PLACE, _TEAM = table(Place).c, table(Team).c


def sheets() -> tuple[Sheet, ...]:
    """The account, the roles beyond learner, places in teams, and the devices signed in."""
    account = select(
        _P.public_id.label("id"),
        *(_P.name, _P.email, _P.invented, _P.joined_at, _P.external_id, _P.deactivated_on),
        _P.password.is_not(None).label("has_password"),
    )
    roles = select(_R.name.label("role")).order_by(_R.name)
    sign_ins = select(_S.at, _S.until, _S.device).order_by(_S.at, _S.until)
    places = (
        select(_TEAM.name.label("team"), _PLACE.supervises, _PLACE.since, _PLACE.until)
        .join_from(table(Place), table(Team), _TEAM.id == _PLACE.team_id)
        .order_by(_PLACE.since, _PLACE.id)
    )
    return (
        listing("account", "Your account: name and e-mail address", account, _P.id),
        listing("roles", "The roles you hold", roles, _R.person_id),
        listing("places", "The teams you work in or supervise", places, _PLACE.person_id),
        listing("sign_ins", "Your sign-ins", sign_ins, _S.person_id),
    )
