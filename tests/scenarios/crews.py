"""A crew for tests: a small scenario, a facilitator and phones, without a page around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.releases.models import Release
from learning.scenarios import crew, crew_seats, crew_sessions
from learning.scenarios.crew import Move, Way
from learning.scenarios.crew_sessions import Pinned
from learning.scenarios.models import CrewChoice, CrewSession
from tests.builders import AT
from tests.content_builders import compiled, put


@dataclass(frozen=True)
class To:
    """A way to a node."""

    id: str
    to: str


@dataclass(frozen=True)
class Moment:
    """A node with its ways; an end has none."""

    choices: Sequence[Way] = ()


@dataclass(frozen=True)
class Little:
    """The door: ask or go in; who went in may still stop. Ids of ways come twice."""

    start: str = "door"
    nodes: Mapping[str, Moment] = field(
        default_factory=lambda: {
            "door": Moment([To("ask", "asked"), To("go", "inside")]),
            "inside": Moment([To("stop", "asked"), To("go", "wrong")]),
            "asked": Moment(),
            "wrong": Moment(),
        }
    )


PLAY = Little()


def pinned(session: Session) -> Pinned:
    """A scenario of a published course, as a session keeps it."""
    put(session, compiled())
    release = session.scalars(select(Release).where(Release.course == "crew")).one()
    return Pinned("crew", "door", release.id, release.manifest_sha256)


@dataclass
class Room:
    """A session with its facilitator; phones are their tokens."""

    session: Session
    facilitator: int
    id: str
    at: dt.datetime = AT

    @staticmethod
    def of(session: Session, facilitator: int, *, attendance: bool = True) -> Room:
        """Open a session."""
        what = pinned(session)
        made = crew_sessions.start(session, facilitator, what, attendance=attendance, at=AT)
        return Room(session, facilitator, made.public_id)

    @property
    def row(self) -> CrewSession:
        """The session as it is now."""
        return crew_sessions.of_facilitator(self.session, self.facilitator, self.id, held=True)

    @property
    def stage(self) -> str:
        """Where it stands."""
        return crew.stage(self.row)

    def press(self, act: str, way: str = "", *, seen: int | None = None) -> None:
        """The facilitator presses a button."""
        row = self.row
        pressed = Move(act, row.version if seen is None else seen, way)
        crew.move(self.session, row, PLAY, pressed, at=self.at)

    def begin(self) -> None:
        """Up to the first choice."""
        self.press("brief")
        self.press("begin")

    def phones(self, number: int) -> list[str]:
        """So many phones join."""
        return [crew_seats.join(self.session, self.id, "", at=self.at) for _ in range(number)]

    def choose(self, token: str, way: str, *, round_: int | None = None) -> None:
        """A phone chooses."""
        choice = (self.row.round if round_ is None else round_, way)
        crew_seats.choose(self.session, self.id, token, PLAY, choice, at=self.at)

    def kept(self) -> int:
        """How many single choices the database holds."""
        return self.session.scalar(select(func.count()).select_from(CrewChoice)) or 0
