"""What a crew does: its facilitator leads it from node to node, and can go back a step.

The stages are: waiting, briefing, then for each node choosing, split (how it split) and told (the
feedback of the way that was taken), then debrief. Nobody's choice is ever told from another's.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learning.errors import Invalid, Stale
from learning.scenarios import crew_sessions
from learning.scenarios.models import CrewChoice, CrewSession

SHOWN = 4
"""With fewer who chose, how it split is not shown: it would tell who chose what."""
_MOVED = "Something else was pressed first. This is where the session is now."


class Way(Protocol):
    """A choice at a node, and the node that it leads to."""

    @property
    def id(self) -> str:
        """The author's id, unique within its node."""

    @property
    def to(self) -> str:
        """The node that follows."""


class Node(Protocol):
    """A part of a scenario. One without choices is an end."""

    @property
    def choices(self) -> Sequence[Way]:
        """The ways that lead on."""


class Play(Protocol):
    """What a crew needs of a scenario."""

    @property
    def start(self) -> str:
        """The first node."""

    @property
    def nodes(self) -> Mapping[str, Node]:
        """Every node by its id."""


@dataclass(frozen=True)
class Move:
    """What a facilitator pressed: an act, the way it takes, and the version their screen showed."""

    act: str
    seen: int
    way: str = ""


@dataclass
class _Table:
    """All that an act changes or asks."""

    session: Session
    crew: CrewSession
    play: Play
    way: str


def stage(crew: CrewSession) -> str:
    """Where a session is, with the two parts of `showing` told apart."""
    if crew.state != "showing":
        return crew.state
    return "split" if crew.path[-1]["taken"] is None else "told"


def acts(crew: CrewSession) -> frozenset[str]:
    """What the facilitator can do now."""
    return frozenset(_ACTS[stage(crew)])


def move(
    session: Session, crew: CrewSession, play: Play, pressed: Move, *, at: dt.datetime
) -> None:
    """Do what the facilitator pressed, on a session that is held.

    Raises `Stale` where the screen showed an older state (a double tap, a second window), `Invalid`
    for what cannot be done now, and `Conflict` where the session is over.
    """
    if pressed.act == "reopen":
        return crew_sessions.reopen(session, crew, _resumed(crew, play), at=at)
    crew_sessions.refuse_over(crew, at=at)
    if pressed.seen != crew.version:
        raise Stale(_MOVED)
    if pressed.act == "end":
        return crew_sessions.end(session, crew, at=at)
    act = _ACTS[stage(crew)].get(pressed.act)
    if act is None:
        raise Invalid("This cannot be done now. Use the buttons on the screen.")
    crew.version, crew.touched_at = crew.version + 1, at
    act(_Table(session, crew, play, pressed.way))
    session.flush()
    return None


def most_chosen(entry: Mapping[str, Any]) -> str:
    """The way that most chose; empty for a tie, and where few chose."""
    ranked = Counter(entry["counts"]).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return str(ranked[0][0])


def _brief(table: _Table) -> None:
    table.crew.state = "briefing"


def _begin(table: _Table) -> None:
    _show(table.crew, table.play, table.play.start)


def _close(table: _Table) -> None:
    """Count what was chosen. The choices stay until the crew goes on: it may be opened again."""
    crew, ways = table.crew, table.play.nodes[table.crew.node].choices
    chosen = Counter(
        table.session.scalars(
            select(CrewChoice.choice).where(
                CrewChoice.session_id == crew.id, CrewChoice.round == crew.round
            )
        )
    )
    number = chosen.total()
    counts = {way.id: chosen[way.id] for way in ways} if number >= SHOWN else {}
    entry = {"round": crew.round, "node": crew.node, "number": number, "counts": counts}
    crew.state, crew.path = "showing", [*crew.path, {**entry, "taken": None}]


def _take(table: _Table) -> None:
    crew = table.crew
    if table.way not in {way.id for way in table.play.nodes[crew.node].choices}:
        raise Invalid("Choose the way that the crew takes.")
    _last(crew, taken=table.way)


def _go_on(table: _Table) -> None:
    crew, taken = table.crew, table.crew.path[-1]["taken"]
    _forget(table)
    ways = {way.id: way.to for way in table.play.nodes[crew.node].choices}
    _show(crew, table.play, ways[taken])


def _debrief(table: _Table) -> None:
    table.crew.state = "debrief"


def _wait(table: _Table) -> None:
    table.crew.state = "waiting"


def _open_again(table: _Table) -> None:
    table.crew.state, table.crew.path = "choosing", table.crew.path[:-1]


def _take_back(table: _Table) -> None:
    _last(table.crew, taken=None)


def _step_back(table: _Table) -> None:
    """From a node to the feedback that led to it; from the first one to the briefing."""
    crew = table.crew
    _forget(table)
    if crew.path:
        crew.state, crew.node, crew.round = "showing", crew.path[-1]["node"], crew.path[-1]["round"]
    else:
        crew.state, crew.node, crew.round = "briefing", "", 0


def _leave_debrief(table: _Table) -> None:
    """Back to where the debrief was begun: in the middle, or at an end."""
    if table.play.nodes[table.crew.node].choices:
        table.crew.state = _resumed(table.crew, table.play)
    else:
        _step_back(table)


def _show(crew: CrewSession, play: Play, node: str) -> None:
    crew.node, crew.round = node, crew.version
    crew.state = "choosing" if play.nodes[node].choices else "debrief"


def _last(crew: CrewSession, *, taken: str | None) -> None:
    crew.path = [*crew.path[:-1], {**crew.path[-1], "taken": taken}]


def _forget(table: _Table) -> None:
    """Delete who chose what: the counts are in the path."""
    gone = delete(CrewChoice).where(CrewChoice.session_id == table.crew.id)
    table.session.execute(gone)


def _resumed(crew: CrewSession, play: Play) -> str:
    """The state in which a session goes on, by its node and path."""
    if not crew.node:
        return "waiting"
    if not play.nodes[crew.node].choices:
        return "debrief"
    closed = bool(crew.path) and crew.path[-1]["round"] == crew.round
    return "showing" if closed else "choosing"


_ACTS: Mapping[str, Mapping[str, Callable[[_Table], None]]] = {
    "waiting": {"brief": _brief},
    "briefing": {"begin": _begin, "back": _wait},
    "choosing": {"close": _close, "back": _step_back, "debrief": _debrief},
    "split": {"take": _take, "back": _open_again, "debrief": _debrief},
    "told": {"on": _go_on, "back": _take_back, "debrief": _debrief},
    "debrief": {"back": _leave_debrief},
    "ended": {},
}
