"""What supervisors ask for: a team's page, the service with all its teams, the list of what is due.

Each of many supervisors opens their own team; the one at the top opens the whole service, and pages
from all over the list of what is due, as far down as it goes.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from learning import clock
from learning.people import signing_in
from learning.people.models import Person, Place, Team
from learning.supervision.models import Duty
from tests.bench import gauges, load, traffic
from tests.bench.learners import Learner, Learners
from tests.bench.place import Server
from tests.bench.traffic import Queues

_DEEP = 200
"""Places in the list of what is due that are asked for."""
_SUPERVISORS = 300


@dataclass(frozen=True)
class Watch:
    """The requests of supervisors, and who stands at the top of which team."""

    teams: Queues
    service: Queues
    due: Queues
    top: Learner
    whole: str


def watch(learners: Learners) -> Watch:
    """Sign supervisors in, and write what they will ask for."""
    with learners.writing() as session:
        led = _led(session)
        whole, top_id = _top(session)
        teams = [
            [load.request("GET", f"/team/{team}", cookie=who.cookie)]
            for who, team in _signed_in(learners, session, led)
        ]
        [(top, _)] = _signed_in(learners, session, [(top_id, whole)])
        places = _places(session)
    due = [load.request("GET", f"/service/due?after={one}", cookie=top.cookie) for one in places]
    service = traffic.pages([top] * 8, "/service")
    return Watch(teams, service, [due[n::8] for n in range(min(8, len(due)))], top, whole)


@dataclass(frozen=True)
class Taken:
    """A list that was taken away: its lines, how long it took, and the server's memory then."""

    lines: int
    seconds: float
    mb: float

    @property
    def per_second(self) -> float:
        """Lines a second."""
        return self.lines / self.seconds


def take(server: Server, who: Watch) -> Taken:
    """Take the list of everybody away as CSV, as it is streamed."""
    begun, lines, most = time.perf_counter(), 0, 0.0
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    path = f"/team/{who.whole}/completions.csv"
    connection.request("GET", path, headers={"Cookie": who.top.cookie})
    answer = connection.getresponse()
    assert answer.status == 200, answer.status
    while part := answer.read(1 << 20):
        lines += part.count(b"\n")
        most = max(most, gauges.memory_mb(server.pid))
    connection.close()
    return Taken(lines, time.perf_counter() - begun, most)


def _led(session: Session) -> Sequence[tuple[int, str]]:
    """Who supervises a team at the foot of the tree, and the team's public id."""
    query = _supervising().where(Team.external_id.like("seed-____-__")).limit(_SUPERVISORS)
    return [(person, team) for person, team in session.execute(query)]


def _top(session: Session) -> tuple[str, int]:
    query = _supervising().where(Team.external_id == "seed")
    person, team = session.execute(query).one()
    return team, person


def _supervising() -> Select[int, str]:
    supervised = Place.supervises.is_(True)
    query = select(Place.person_id, Team.public_id).join(Team, Team.id == Place.team_id)
    return query.where(supervised).order_by(Place.id)


def _signed_in(
    learners: Learners, session: Session, who: Sequence[tuple[int, str]]
) -> list[tuple[Learner, str]]:
    made = []
    for person_id, team in who:
        token = signing_in.start(session, person_id, at=clock.now(), days=1)
        made.append((learners.signed(person_id, token), team))
    return made


def _places(session: Session) -> list[str]:
    """Addresses of pages all over the list of what is due."""
    query = (
        select(Duty.due, Duty.course, Person.public_id)
        .join(Person, Person.id == Duty.person_id)
        .where(Duty.due <= clock.now().date())
        .order_by(Duty.due, Duty.person_id)
    )
    rows = session.execute(query).all()
    return [f"{due}.{course}.{person}" for due, course, person in rows[:: len(rows) // _DEEP + 1]]
