"""What was heard of each kind of work, round by round, and the figures that come of it."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, field

from tests.bench.load import Heard

BARE = "bare Flask, a page of 18 KB"


@dataclass(frozen=True)
class Sample:
    """One kind of work in one round: the server's processor ms in all, and what was heard."""

    spent: float
    heard: Heard

    @property
    def ms(self) -> float:
        """Processor ms for each request."""
        return self.spent / max(1, self.heard.count)


@dataclass
class Ledger:
    """The samples of each work, and everything that went otherwise than it should."""

    samples: dict[str, list[Sample]] = field(default_factory=dict)
    #: answers whose status was not the one that their work has, by status; 0 where none came
    unexpected: Counter[int] = field(default_factory=Counter)
    requests: int = 0

    def add(self, work: str, sample: Sample, status: int, *, counts: bool) -> None:
        """Note a sample; one that only warmed up is looked at for faults alone."""
        heard = sample.heard
        self.requests += heard.count
        self.unexpected += Counter({k: n for k, n in heard.statuses.items() if k != status})
        if counts:
            self.samples.setdefault(work, []).append(sample)

    def ms(self, work: str) -> float:
        """Processor ms a request, the median of the rounds."""
        return statistics.median(one.ms for one in self.samples[work])

    def ratio(self, work: str) -> float:
        """The same beside the bare application in the same round, the median of the rounds."""
        pairs = zip(self.samples[work], self.samples[BARE], strict=True)
        return statistics.median(one.ms / max(bare.ms, 0.001) for one, bare in pairs)

    def within(self, work: str, share: float) -> float:
        """The ms within which this share of the answers came, the median of the rounds."""
        return statistics.median(one.heard.at(share) for one in self.samples[work])

    def rate(self, work: str) -> float:
        """Requests a second, the median of the rounds."""
        return statistics.median(one.heard.count / one.heard.seconds for one in self.samples[work])
