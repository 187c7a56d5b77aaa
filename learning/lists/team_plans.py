"""What a list of teams would change: made, renamed and moved teams. Pure; nothing is changed here.

A team that stands in no line stays as it is: teams are closed on their own pages, where one sees
who is in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from learning.lists.cell_values import LONGEST_NAME, Wrong, line_of, number, tidied
from learning.lists.findings import Finding
from learning.lists.reading import Line, Listing
from learning.lists.there import KnownTeam, Near, Teams
from learning.people.teams import DEEPEST

#: names a team while it has no id yet: what the list calls it, or the id of one that is here
Key = str | int


@dataclass
class TeamLine:
    """A line of the list, understood."""

    number: int
    called: str
    name: str
    parent: str
    known: KnownTeam | None
    wrong: str = ""

    @property
    def key(self) -> Key:
        """The team it is about."""
        return self.known.id if self.known else self.called


@dataclass(frozen=True)
class TeamChange:
    """A team as the list wants it. `known` is None for a new one."""

    called: str
    name: str
    parent: Key | None
    known: KnownTeam | None

    @property
    def moves(self) -> bool:
        """Whether a team that is here comes to lie elsewhere."""
        return self.known is not None and self.known.parent_id != self.parent


@dataclass
class TeamPlan:
    """Findings, and the changes they tell of."""

    findings: list[Finding] = field(default_factory=list)
    changes: list[TeamChange] = field(default_factory=list)


def plan(listing: Listing, teams: Teams) -> TeamPlan:
    """Hold a list against the teams that are here."""
    made = TeamPlan()
    lines = _without_repeats([_understood(one, teams) for one in listing.lines], made)
    tree = _Tree(lines, teams, moves=listing.has("parent_id"))
    tree.check()
    for line in lines:
        if line.wrong:
            made.findings.append(Finding(line.number, "wrong", line.called, line.wrong))
        else:
            _add(made, tree, line)
    return made


def _understood(line: Line, teams: Teams) -> TeamLine:
    called, name, parent = (line.cell(one) for one in ("team_id", "name", "parent_id"))
    made = TeamLine(line.number, called, name, parent, teams.find(called), line.wrong)
    try:
        made.called = number(called, column="team_id")
        made.name = line_of(name, column="name", most=LONGEST_NAME)
    except Wrong as wrong:
        made.wrong = made.wrong or str(wrong)
    if not made.wrong and not called:
        made.wrong = "It has no team_id. Give each team a number or short name of your own."
    elif not made.wrong and not name:
        made.wrong = "It has no name. Write what the team is called."
    if made.known is not None and made.known.closed_on is not None:
        made.wrong = made.wrong or (
            "This team is closed here. Open it again on its page, or take out the line."
        )
    return made


def _without_repeats(lines: list[TeamLine], made: TeamPlan) -> list[TeamLine]:
    """One line a team: repeats are told, and lines that contradict each other are all wrong."""
    by_key: defaultdict[Key, list[TeamLine]] = defaultdict(list)
    for line in lines:
        if line.called:
            by_key[line.key].append(line)
    again: set[int] = set()
    for same in by_key.values():
        first = same[0]
        for other in same[1:]:
            if (other.name, other.parent) == (first.name, first.parent):
                text = f"It says the same as line {first.number}."
                made.findings.append(Finding(other.number, "unchanged", other.called, text))
                again.add(other.number)
                continue
            other.wrong = f"Line {first.number} says something else of this team. Keep one of them."
            first.wrong = f"Line {other.number} says something else of this team. Keep one of them."
    return [line for line in lines if line.number not in again]


class _Tree:
    """The tree as it would be: that of today, with the lines that are right laid over it."""

    def __init__(self, lines: list[TeamLine], teams: Teams, *, moves: bool) -> None:
        self._lines, self._teams, self._moves = lines, teams, moves
        self._near = Near([*teams.names, *(one.called for one in lines)])
        self._called: dict[str, TeamLine] = {}
        self._parents: dict[Key, Key | None] = {}

    def check(self) -> None:
        """Mark lines wrong until those that are left make a tree."""
        while True:
            good = [line for line in self._lines if not line.wrong]
            self._called = {line.called: line for line in good}
            for line in good:
                line.wrong = self._wrong_parent(line)
            good = [line for line in good if not line.wrong]
            self._parents = {one.id: one.parent_id for one in self._teams.rows}
            self._parents |= {line.key: self.parent(line) for line in good}
            wrong = [self._wrong_way(line, good) for line in good]
            for line, text in zip(good, wrong, strict=True):
                line.wrong = text
            if len(good) == len(self._called) and not any(wrong):
                return

    def parent(self, line: TeamLine) -> Key | None:
        """Where a team would lie; None at the top."""
        if not self._moves:
            return line.known.parent_id if line.known else None
        if not line.parent:
            return None
        above, here = self._called.get(line.parent), self._teams.find(line.parent)
        return above.key if above else here.id if here else None

    def name(self, key: Key | None) -> str:
        """What a place in the tree is called in a sentence."""
        if key is None:
            return "the top"
        return self._teams.by_id[key].name if isinstance(key, int) else f"'{key}'"

    def _wrong_parent(self, line: TeamLine) -> str:
        if not self._moves or not line.parent or line.parent in self._called:
            return ""
        found = self._teams.find(line.parent)
        if found is None:
            wrong = [one.number for one in self._lines if one.called == line.parent and one.wrong]
            if wrong:
                return (
                    f"Its parent '{line.parent}' is wrong in line {wrong[0]}. Correct that first."
                )
            hint = self._near.hint(line.parent)
            return f"There is no team '{line.parent}' to lie in, here or in the list.{hint}"
        if found.closed_on is not None:
            return f"The team '{line.parent}' is closed. Choose one that is open to lie in."
        return ""

    def _wrong_way(self, line: TeamLine, good: list[TeamLine]) -> str:
        """What is wrong with the way from a team up to the top: a circle, or its length."""
        way: list[Key] = [line.key]
        while (above := self._parents.get(way[-1])) is not None:
            if above in way:
                return self._circle([*way[way.index(above) :], above], line, good)
            way.append(above)
        if len(way) > DEEPEST:
            return f"Teams lie at most {DEEPEST} deep, and this one would lie {len(way)} deep."
        return ""

    def _circle(self, circle: list[Key], line: TeamLine, good: list[TeamLine]) -> str:
        called = {one.key: one.called for one in good}
        names = [called.get(key) or self._teams.by_id[int(key)].called for key in circle]
        chain = ", ".join(f"'{a}' in '{b}'" for a, b in pairwise(names))
        if line.key in circle:
            return f"These teams lie in each other: {chain}. Correct one parent_id."
        return f"It lies in teams that lie in each other: {chain}. Correct one parent_id there."


def _add(made: TeamPlan, tree: _Tree, line: TeamLine) -> None:
    change = TeamChange(line.called, line.name, tree.parent(line), line.known)
    said = list(_said(change, tree))
    if said:
        made.changes.append(change)
    outcome = "new" if line.known is None else "changed" if said else "unchanged"
    text = " ".join(said) or "It is so already."
    made.findings.append(Finding(line.number, outcome, line.called, text))


def _said(change: TeamChange, tree: _Tree) -> Iterator[str]:
    if change.known is None:
        where = f"in {tree.name(change.parent)}" if change.parent else "at the top"
        yield f"'{change.name}' is made, {where}."
        return
    if tidied(change.known.name) != change.name:
        yield f"'{change.known.name}' is called '{change.name}' from now on."
    if change.moves:
        from_, to = tree.name(change.known.parent_id), tree.name(change.parent)
        yield f"It moves from {from_} to {to}."
