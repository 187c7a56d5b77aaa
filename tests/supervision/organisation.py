"""A small organisation of the cast, and short ways to change it in tests.

Family Help lies above Duty and Long-term; Elsewhere stands beside it. Alice works in Duty, Bob
supervises Duty, Charlie works in Elsewhere, Olu supervises Family Help.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learning.people import places, teams
from learning.people.models import Person, Recount, Team
from learning.people.places import Span
from learning.people.teams import Naming
from learning.progress.models import Completion, PastCompletion
from learning.releases.models import Release
from learning.releases.shelf import Shelf
from learning.supervision import recounting as working
from learning.supervision.gathering import house as read
from learning.supervision.models import Duty, Exemption, Pause, Requirement
from tests.builders import Cast
from tests.content_builders import compiled, put
from tests.supervision.moments import day

TODAY = day("2027-03-03")
SINCE = day("2026-01-01")


@dataclass
class Organisation:
    """The organisation, in one unit of work."""

    session: Session
    cast: Cast
    family_help: Team
    duty: Team
    long_term: Team
    elsewhere: Team

    @classmethod
    def of(cls, session: Session, cast: Cast) -> Organisation:
        """Make it, with the course `crew` published."""
        put(session, compiled())
        noon = dt.datetime.combine(SINCE, dt.time(12), dt.UTC)
        session.execute(update(Person).values(joined_at=noon))
        top = teams.make(session, Naming("Family Help"), None)
        made = cls(
            session,
            cast,
            top,
            teams.make(session, Naming("Duty"), top),
            teams.make(session, Naming("Long-term"), top),
            teams.make(session, Naming("Elsewhere"), None),
        )
        made.put(cast.alice, made.duty)
        made.put(cast.bob, made.duty, supervises=True)
        made.put(cast.charlie, made.elsewhere)
        made.put(cast.olu, made.family_help, supervises=True)
        return made

    def put(
        self,
        person_id: int,
        team: Team,
        since: dt.date = SINCE,
        until: dt.date | None = None,
        *,
        supervises: bool = False,
    ) -> str:
        """Give somebody a place; returns its public id."""
        span = Span(since, until)
        made = places.put(self.session, person_id, team, span, supervises=supervises, on=SINCE)
        return made.public_id

    def require(self, team: Team | None = None, **given: Any) -> Requirement:
        """Require `crew` from 2026 on, within 30 days of joining, unless told otherwise."""
        usual: dict[str, Any] = {
            "course": "crew",
            "team_id": team.id if team else None,
            "role": None,
            "starts_on": SINCE,
            "due_kind": "after",
            "renewal_days": 60,
            "grace_days": 28,
        }
        if given.get("due_kind", "after") == "after":
            usual["due_days"] = 30
        made = Requirement(**(usual | given))
        self.session.add(made)
        self.session.flush()
        return made

    def complete(self, person_id: int, on: str, until: str | None = None) -> None:
        """Somebody completed `crew` in its newest release."""
        newest = select(Release.id).where(Release.course == "crew").order_by(Release.id.desc())
        self.session.add(
            Completion(
                person_id=person_id,
                course="crew",
                module=None,
                release_id=self.session.scalars(newest).first(),
                completed_on=day(on),
                valid_until=day(until) if until else None,
                basis="modules",
            )
        )
        self.session.flush()

    def completed_elsewhere(self, person_id: int, on: str) -> None:
        """Somebody completed `crew` before it was here."""
        self.session.add(
            PastCompletion(
                person_id=person_id,
                course="crew",
                completed_on=day(on),
                source="The old system",
                added_on=TODAY,
            )
        )
        self.session.flush()

    def pause(self, person_id: int, since: str, until: str | None = None) -> None:
        """Somebody is away."""
        last = day(until) if until else None
        self.session.add(Pause(person_id=person_id, since=day(since), until=last))
        self.session.flush()

    def exempt(self, person_id: int, since: str, until: str | None = None) -> None:
        """Somebody need not complete `crew`."""
        last = day(until) if until else None
        self.session.add(
            Exemption(
                person_id=person_id,
                course="crew",
                since=day(since),
                until=last,
                reason="Teaches it herself",
            )
        )
        self.session.flush()

    def recount(self, *people: int, on: dt.date = TODAY) -> int:
        """Work the duties of some people out; returns how many rows changed."""
        same = read(self.session, Shelf(seconds=0), "Europe/London")
        return working.recount(self.session, same, people, on=on)

    def duty_of(self, person_id: int, *, on: dt.date = TODAY) -> Duty | None:
        """Somebody's duty about `crew`, worked out on a day."""
        self.recount(person_id, on=on)
        return self.session.get(Duty, (person_id, "crew"), populate_existing=True)

    def asked(self) -> set[tuple[int, dt.date]]:
        """For whom it was asked, and for which day."""
        rows = self.session.execute(select(Recount.person_id, Recount.on))
        return {(person_id, on) for person_id, on in rows}

    def forget_askings(self) -> None:
        """Take all askings away."""
        for row in self.session.scalars(select(Recount)):
            self.session.delete(row)
        self.session.flush()
