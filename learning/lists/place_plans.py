"""What a list says of one person's places: given, changed and ended. Pure.

A place that the list does not name any more ends: yesterday was its last day. One that would have
begun later is taken away. What is over stays as it was. Of somebody who is going to leave no place
lasts longer than they do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from learning.lists.person_lines import PersonLine
from learning.lists.there import KnownPlace, KnownTeam, Near, Teams
from learning.people.places import Span


@dataclass(frozen=True)
class Wanted:
    """A place as a line wants it; `known` is None for a new one."""

    line: int
    team: KnownTeam
    supervises: bool
    span: Span
    known: KnownPlace | None

    @property
    def differs(self) -> bool:
        """Whether it is not so already."""
        return self.known is None or self.span != Span(self.known.since, self.known.until)


@dataclass
class PlacePlan:
    """What becomes of one person's places."""

    wanted: list[Wanted] = field(default_factory=list)
    ended: list[KnownPlace] = field(default_factory=list)
    #: whether they supervise a team in a place that the list does not tell of
    supervising: bool = False
    #: by its line, what happens in words
    said: dict[int, str] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether anything does."""
        return bool(self.ended) or any(one.differs for one in self.wanted)

    def supervises(self, *, on: dt.date) -> bool:
        """Whether the person supervises a team then, today or later."""
        told = any(one.supervises and lasts(one.span.until, on=on) for one in self.wanted)
        return told or self.supervising


def lasts(until: dt.date | None, *, on: dt.date) -> bool:
    """Whether a place is not over."""
    return until is None or until >= on


@dataclass(frozen=True)
class Planner:
    """Plans places within the teams that are here; marks lines that are wrong."""

    teams: Teams
    near: Near
    on: dt.date
    #: whether the list says when places end, or leaves that alone
    tells_until: bool

    def plan(
        self,
        lines: Sequence[PersonLine],
        held: Sequence[KnownPlace],
        last: dt.date | None = None,
    ) -> PlacePlan:
        """The places that lines of one person want, beside those they have.

        `last` is their last day at work, where they are known to leave.
        """
        made, free = PlacePlan(), list(held)
        for line in lines:
            if not line.team or line.wrong:
                continue
            wanted = self._wanted(line, free, last)
            if wanted is None:
                continue
            if wanted.known:
                free.remove(wanted.known)
            made.wanted.append(wanted)
            if wanted.differs:
                made.said[line.number] = _told(wanted)
        made.ended = [one for one in free if lasts(one.until, on=self.on)]
        self._refuse_twice(lines, made, [one for one in free if one not in made.ended])
        return made

    def kept(self, line: int, held: Sequence[KnownPlace], last: dt.date | None = None) -> PlacePlan:
        """The places that somebody has, of whom a list tells none; none lasts beyond `last`."""
        made = PlacePlan()
        for one in (one for one in held if lasts(one.until, on=self.on)):
            if last is not None and one.since > last:
                made.ended.append(one)
                continue
            made.supervising = made.supervising or one.supervises
            span = Span(one.since, _not_after(one.until, last))
            wanted = Wanted(line, self.teams.by_id[one.team_id], one.supervises, span, one)
            if wanted.differs:
                made.wanted.append(wanted)
        if made.wanted:
            made.said[line] = " ".join(_told(one) for one in made.wanted)
        return made

    def words_of_end(self, place: KnownPlace) -> str:
        """What happens to a place that the list does not name."""
        name = self.teams.by_id[place.team_id].name
        if place.since >= self.on:
            return f"The place in {name} from {place.since} is taken away."
        return f"The place in {name} ends."

    def _wanted(
        self, line: PersonLine, free: Sequence[KnownPlace], last: dt.date | None
    ) -> Wanted | None:
        team = self.teams.find(line.team)
        if team is None:
            line.wrong = f"There is no team '{line.team[:40]}' here.{self.near.hint(line.team)}"
            line.wrong += " Bring in the list of teams first, or correct the team_id."
            return None
        known = self._known(line, team, free)
        since = line.since or (known.since if known else self.on)
        told = line.until if self.tells_until or known is None else known.until
        until = _not_after(told, last)
        supervises = known.supervises if known and line.supervises is None else line.supervises
        if team.closed_on is not None and lasts(until, on=team.closed_on):
            line.wrong = f"The team '{line.team}' is closed. Choose one that is open, or reopen it."
        if last is not None and since > last:
            line.wrong = "They leave before this place begins. Correct since, or leaves_on."
        if line.wrong:
            return None
        return Wanted(line.number, team, bool(supervises), Span(since, until), known)

    def _known(
        self, line: PersonLine, team: KnownTeam, free: Sequence[KnownPlace]
    ) -> KnownPlace | None:
        """The place that a line means: the one with its first day, else one it overlaps."""
        meant = Span(line.since or self.on, line.until)
        same = [
            one
            for one in free
            if one.team_id == team.id
            and line.supervises in (None, one.supervises)
            and (one.since == line.since or meant.meets(Span(one.since, one.until)))
        ]
        exact = [one for one in same if one.since == line.since]
        if len(same) > 1 and not exact:
            line.wrong = "They have this place on several stretches of days. Give its since."
            return None
        return next(iter(exact or same), None)

    def _refuse_twice(
        self, lines: Sequence[PersonLine], made: PlacePlan, over: Sequence[KnownPlace]
    ) -> None:
        """Mark lines after which somebody would have one place twice on a day."""
        by_number = {line.number: line for line in lines}
        for one, other in combinations(made.wanted, 2):
            if _same(one, other) and one.span.meets(other.span):
                text = f"Line {one.line} gives them this place on the same days. Keep one of them."
                by_number[other.line].wrong = text
        for one in made.wanted:
            for place in over:
                was = replace(one, supervises=place.supervises, span=Span(place.since, place.until))
                if place.team_id == one.team.id and _same(one, was) and one.span.meets(was.span):
                    text = f"They had this place until {place.until}. Give a later since."
                    by_number[one.line].wrong = text

    def warning(self, made: PlacePlan) -> tuple[int, str] | None:
        """A line in which somebody supervises the team they work in: allowed, and to be seen."""
        for one, other in combinations(made.wanted, 2):
            both = one.team == other.team and one.supervises != other.supervises
            if both and one.span.meets(other.span):
                return other.line, (
                    f"They work in {one.team.name} and supervise it: they would see their own "
                    "completions there. That is allowed; make sure that it is meant."
                )
        return None


def _not_after(until: dt.date | None, last: dt.date | None) -> dt.date | None:
    """The earlier of two last days, of which either may be unknown."""
    return min((one for one in (until, last) if one is not None), default=None)


def _same(one: Wanted, other: Wanted) -> bool:
    return (one.team, one.supervises) == (other.team, other.supervises)


def _told(wanted: Wanted) -> str:
    what = "They supervise" if wanted.supervises else "A place in"
    until = f" until {wanted.span.until}" if wanted.span.until else ""
    if wanted.known is None:
        return f"{what} {wanted.team.name} from {wanted.span.since}{until}."
    return f"{what} {wanted.team.name}: now from {wanted.span.since}{until or ', without an end'}."
