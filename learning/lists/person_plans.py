"""What a list of people would change: accounts, places, roles, and who has left. Pure.

A person with anything wrong in any of their lines is left alone, so that no place ends for want of
a line that could not be read.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from learning.lists import person_lines
from learning.lists.cell_values import tidied
from learning.lists.findings import Finding
from learning.lists.person_lines import Group, PersonLine
from learning.lists.place_plans import PlacePlan, Planner
from learning.lists.reading import Listing
from learning.lists.there import KnownPerson, Near, There

_LAST = (
    "Nobody else is an administrator here, and nobody could run this installation without one. "
    "Make somebody else an administrator first."
)
_LEAVE_LATER = (
    "They leave on {}: bring the list in again on that day or later, and they are deactivated then."
)
_STOP_SHARE, _STOP_NUMBER = 0.2, 5


@dataclass(frozen=True)
class PersonChange:
    """An account as the list wants it; `known` is None for a new one, None elsewhere: as it is."""

    called: str
    known: KnownPerson | None
    name: str | None = None
    email: str | None = None
    external_id: str | None = None
    roles: frozenset[str] | None = None
    places: PlacePlan = field(default_factory=PlacePlan)

    @property
    def describes(self) -> bool:
        """Whether anything but places comes to be otherwise."""
        return any(one is not None for one in (self.name, self.email, self.external_id, self.roles))


@dataclass
class PersonPlan:
    """Findings, and the changes they tell of."""

    findings: list[Finding] = field(default_factory=list)
    changes: list[PersonChange] = field(default_factory=list)
    #: row ids of accounts to deactivate
    leaving: list[int] = field(default_factory=list)
    #: how many of them stand in no line of the list
    missing: int = 0
    #: why so many are not taken for leavers without being asked; empty where they are
    stop: str = ""

    def say(self, line: int | None, outcome: str, subject: str, text: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(line, outcome, subject, text))


def plan(listing: Listing, there: There, *, on: dt.date, leavers: bool) -> PersonPlan:
    """Hold a list against the people who are here. `leavers`: who is not in it has left."""
    planning = _Planning(listing, there, on)
    planning.lines()
    if leavers:
        planning.leavers()
    return planning.made


class _Planning:
    """One list and one organisation, and the plan that is made of them."""

    def __init__(self, listing: Listing, there: There, on: dt.date) -> None:
        self.made, self._there, self._on = PersonPlan(), there, on
        self._lines = person_lines.understood(listing, on=on)
        self._groups = person_lines.grouped(self._without_repeats(), there.people)
        self._has_places = listing.has("team_id")
        near = Near(there.teams.names)
        self._planner = Planner(there.teams, near, on, listing.has("until"))
        self._administrators = {
            one.id
            for one in there.people.rows
            if one.deactivated_on is None and "administrator" in there.people.roles[one.id]
        }

    def lines(self) -> None:
        """Everything that stands in the list."""
        for group in self._groups:
            _refuse_incomplete(group)
        planned = {id(one): self._places(one) for one in self._groups}
        staying = [one for one in self._groups if not (_is_closed(one) or self._leaves(one))]
        _refuse_taken_addresses(staying, self._there)
        for group in self._groups:
            if group.wrong:
                self._tell_wrong(group)
            elif self._leaves(group):
                self._leave(group)
            elif group.known is not None and group.known.deactivated_on is not None:
                self._tell_closed(group, group.known.deactivated_on)
            else:
                self._change(group, planned[id(group)])

    def leavers(self) -> None:
        """Who has a number of the list's and does not stand in it."""
        said = {line.called for line in self._lines} | {
            one.known.external_id for one in self._groups if one.known
        }
        listed = [
            one for one in self._there.people.rows if one.external_id and one.deactivated_on is None
        ]
        if not all(line.called or line.email for line in self._lines):
            text = "A line names nobody, so it cannot be told who is missing. Nobody has left."
            self.made.say(None, "warning", "", text)
            return
        missing = [one for one in listed if one.external_id not in said]
        for one in missing:
            self._close(one, None, "They are not in the list: the account lets nobody in any more.")
        self.made.missing = len(missing)
        many = len(missing) > max(_STOP_NUMBER, len(listed) * _STOP_SHARE)
        if many or (missing and not self._lines):
            self.made.stop = (
                f"{len(missing)} of {len(listed)} people would leave because they are not in the "
                "list. Is it the whole list? If it is, say so; if not, take it without leavers."
            )

    def _without_repeats(self) -> list[PersonLine]:
        first: dict[tuple[object, ...], int] = {}
        kept = []
        for line in self._lines:
            if not line.wrong and line.says in first:
                text = f"It says the same as line {first[line.says]}."
                self.made.say(line.number, "unchanged", line.called or line.email, text)
                continue
            first.setdefault(line.says, line.number)
            kept.append(line)
        return kept

    def _places(self, group: Group) -> PlacePlan:
        held = self._there.places.get(group.known.id, ()) if group.known else ()
        last = self._last_day(group)
        if not self._has_places:
            return self._planner.kept(group.lines[0].number, held, last)
        return self._planner.plan(group.lines, held, last)

    def _tell_wrong(self, group: Group) -> None:
        first = next(line.number for line in group.lines if line.wrong)
        for line in group.lines:
            text = line.wrong or f"It is left out, because line {first} about them is wrong."
            outcome = "wrong" if line.wrong else "skipped"
            self.made.say(line.number, outcome, line.called or line.email, text)

    def _tell_closed(self, group: Group, since: dt.date) -> None:
        text = (
            f"The account is deactivated since {since}, and a list opens none. "
            "If they are back, reactivate it on their page; then bring in the list again."
        )
        self.made.say(group.lines[0].number, "warning", group.called or group.email, text)

    def _leaves(self, group: Group) -> bool:
        return group.leaves_on is not None and group.leaves_on <= self._on

    def _last_day(self, group: Group) -> dt.date | None:
        """The last day at work of somebody who leaves after today."""
        if group.leaves_on is None or self._leaves(group):
            return None
        return group.leaves_on - dt.timedelta(days=1)

    def _leave(self, group: Group) -> None:
        number, subject = group.lines[0].number, group.called or group.email
        if group.known is None:
            text = f"They left on {group.leaves_on}: no account is made."
            self.made.say(number, "unchanged", subject, text)
        elif group.known.deactivated_on is not None:
            self.made.say(number, "unchanged", subject, "They have left already.")
        else:
            text = f"They left on {group.leaves_on}: the account lets nobody in any more."
            self._close(group.known, number, text)

    def _close(self, known: KnownPerson, number: int | None, text: str) -> None:
        if self._administrators == {known.id}:
            self.made.say(number, "wrong", known.called, _LAST)
            return
        self._administrators.discard(known.id)
        self.made.leaving.append(known.id)
        self.made.say(number, "left", known.called, f"{known.name}. {text}")

    def _change(self, group: Group, places: PlacePlan) -> None:
        held = self._there.people.roles[group.known.id] if group.known else set()
        roles = _roles(group, places, frozenset(held), on=self._on)
        change = _changed(group, roles, places)
        said = list(_said(change, group))
        said += [self._planner.words_of_end(one) for one in places.ended]
        if said or places.changes:
            self.made.changes.append(change)
        for line in group.lines:
            mine = [*said, *([places.said[line.number]] if line.number in places.said else [])]
            kind = _kind(group) if line is group.lines[0] else "changed"
            outcome = kind if mine else "unchanged"
            text = " ".join(mine) or "It is so already."
            self.made.say(line.number, outcome, line.called or line.email, text)
            said = []
        for number, text in self._to_look_at(group, change):
            self.made.say(number, "warning", group.called or group.email, text)

    def _to_look_at(self, group: Group, change: PersonChange) -> Iterator[tuple[int, str]]:
        """What may be meant and may be a slip, or is left for another day; each with its line."""
        ended = [self._planner.words_of_end(one) for one in change.places.ended]
        if group.links and (change.name is not None or ended):
            yield group.lines[0].number, _found_by_address(change, ended)
        if group.leaves_on is not None:
            number = next(one.number for one in group.lines if one.leaves_on is not None)
            yield number, _LEAVE_LATER.format(group.leaves_on)
        warned = self._planner.warning(change.places)
        if warned:
            yield warned


def _is_closed(group: Group) -> bool:
    return group.known is not None and group.known.deactivated_on is not None


def _refuse_incomplete(group: Group) -> None:
    if group.wrong or group.known is not None:
        return
    if not group.name or not group.email:
        missing = "a name" if not group.name else "an e-mail address"
        group.refuse(f"Nobody here has this person_id, and a new account needs {missing}. Add it.")


def _refuse_taken_addresses(groups: Iterable[Group], there: There) -> None:
    """Mark people who would get an address that somebody else has in the end."""
    while True:
        good = [one for one in groups if not one.wrong]
        wanted: defaultdict[str, list[Group]] = defaultdict(list)
        moving = set()
        for one in good:
            if one.known and one.email and one.email != one.known.email:
                moving.add(one.known.id)
            if one.email:
                wanted[one.email].append(one)
        marked = False
        for email, those in wanted.items():
            text = _taken(email, those, there, moving)
            for one in those if text else ():
                one.refuse(text)
                marked = True
        if not marked:
            return


def _taken(email: str, those: list[Group], there: There, moving: set[int]) -> str:
    if len(those) > 1:
        numbers = " and ".join(str(one.lines[0].number) for one in those[:3])
        return f"Lines {numbers} give several people the address {email}. One person, one address."
    held = there.people.by_email.get(email)
    mine = those[0].known
    if held is None or (mine and mine.id == held.id) or held.id in moving:
        return ""
    return f"Another account has the address {email}. Correct it, here or there."


def _kind(group: Group) -> str:
    return "new" if group.known is None else "linked" if group.links else "changed"


def _roles(
    group: Group, places: PlacePlan, held: frozenset[str], *, on: dt.date
) -> frozenset[str] | None:
    """The roles that somebody gets; None where they stay. A supervising place brings its own.

    Nobody becomes or ceases to be an administrator through a list.
    """
    wanted = held if group.roles is None else group.roles | (held & {"administrator"})
    if places.supervises(on=on):
        wanted |= {"supervisor"}
    return None if wanted == held else wanted


def _changed(group: Group, roles: frozenset[str] | None, places: PlacePlan) -> PersonChange:
    known = group.known
    if known is None:
        called = group.called
        return PersonChange(called, None, group.name, group.email, called, roles, places)
    name = group.name if group.name and group.name != tidied(known.name) else None
    email = group.email if group.email and group.email != known.email else None
    number = group.called if group.links else None
    return PersonChange(known.called, known, name, email, number, roles, places)


def _found_by_address(change: PersonChange, ended: Iterable[str]) -> str:
    assert change.known is not None, "what is linked is here"
    said = [f"The account of {change.known.name} was found by its address alone."]
    if change.name is not None:
        said.append(f"The list calls them {change.name}.")
    return " ".join([*said, *ended, "Make sure that it is the same person."])


def _said(change: PersonChange, group: Group) -> Iterator[str]:
    if change.known is None:
        yield f"{change.name} gets an account, with the address {change.email}."
    elif group.links:
        yield f"The account of {change.known.name} gets this person_id."
    if change.known is not None and change.name is not None:
        yield f"{change.known.name} is called {change.name} from now on."
    if change.known is not None and change.email is not None:
        yield f"They sign in with {change.email} from now on."
    if change.roles is not None:
        yield f"Their roles: {', '.join(['learner', *sorted(change.roles)])}."
