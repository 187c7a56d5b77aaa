"""A plan: what a list would change, whatever kind of list it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from learning.lists import findings
from learning.lists.columns import Kind
from learning.lists.completion_plans import CompletionPlan
from learning.lists.findings import Finding
from learning.lists.person_plans import PersonPlan
from learning.lists.reading import Listing
from learning.lists.team_plans import TeamPlan


@dataclass(frozen=True)
class Plan:
    """A list and what becomes of it. `leavers`: who is not in a list of people has left."""

    listing: Listing
    leavers: bool
    made: TeamPlan | PersonPlan | CompletionPlan

    @property
    def kind(self) -> Kind:
        """Which kind of list it is."""
        return self.listing.head.kind

    @cached_property
    def findings(self) -> list[Finding]:
        """What is said of each line, in the order of the file."""
        return findings.ordered(self.made.findings)

    @cached_property
    def digest(self) -> str:
        """A hash of the file and of all that is said about it."""
        said = findings.digest(self.findings)
        return f"{self.listing.sha256}-{said}-{'leavers' if self.leavers else 'all stay'}"

    @property
    def wrong(self) -> int:
        """How many lines are wrong."""
        return sum(one.outcome == "wrong" for one in self.made.findings)

    @property
    def stop(self) -> str:
        """Why it is not applied without a word more; empty where it is."""
        return self.made.stop if isinstance(self.made, PersonPlan) else ""

    @property
    def missing(self) -> int:
        """How many people would leave because they are not in the list."""
        return self.made.missing if isinstance(self.made, PersonPlan) else 0

    @property
    def changes(self) -> bool:
        """Whether it changes anything."""
        leaving = self.made.leaving if isinstance(self.made, PersonPlan) else []
        return bool(self.made.changes or leaving)

    @property
    def note(self) -> str:
        """What is kept of it in the audit lines: numbers, and nobody's name."""
        return findings.summary(self.findings)

    @property
    def newcomers(self) -> int:
        """How many accounts it makes, none of which has a password yet."""
        made = self.made.changes if isinstance(self.made, PersonPlan) else []
        return sum(one.known is None for one in made)
