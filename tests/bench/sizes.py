"""How much of everything a run takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """The sizes of a run; these are those of the budgets."""

    people: int = 100_000
    #: over which they are spread
    teams: int = 3_334
    modules: int = 1_000
    #: learners who are signed in and take part
    signed_in: int = 2_000
    #: rounds that count; one short round before them warms everything up
    rounds: int = 3
    #: seconds for which each page is asked for in a round
    seconds: float = 3.0
    #: quizzes taken item by item in a round, and quizzes handed in whole
    stepped: int = 200
    whole: int = 600
    #: starts of the server, of which the median counts
    starts: int = 3
    #: saves of a module, of which the median counts
    saves: int = 9
    connections: int = 8


FULL = Sizes()
QUICK = Sizes(
    people=200, teams=8, modules=4, signed_in=100, rounds=1, seconds=0.3, stepped=16, whole=16,
    starts=1, saves=2,
)  # fmt: skip
