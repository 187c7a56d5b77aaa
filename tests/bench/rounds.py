"""The rounds: each kind of work in turns with the bare application, on servers that are warm."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench import courses, gauges, traffic
from tests.bench.learners import Begun, Learner, Learners
from tests.bench.ledger import BARE, Ledger, Sample
from tests.bench.load import Generator
from tests.bench.place import Server
from tests.bench.sizes import Sizes
from tests.bench.supervising import Watch
from tests.bench.traffic import Queues

PAGES, HOME, CASES = "module page, own progress", "home, signed in", "case library, signed in"
TEAM, SERVICE = "team page, 30 people", "service page, all its teams"
DUE = "what is due, all over the list"
ITEM, WHOLE = "one item submitted", "10 items submitted at once"
_WARMING = 10
"""The share, one in so many, of the work of a round that only warms up."""


class Rounds:
    """Every round of a run, on two servers that stay up throughout."""

    def __init__(
        self,
        learners: Learners,
        generator: Generator,
        sizes: Sizes,
        *,
        server: Server,
        bare: Server,
    ) -> None:
        self.ledger = Ledger()
        self.begun: list[Begun] = []
        self._learners, self._generator, self._sizes = learners, generator, sizes
        self._server, self._bare = server, bare
        #: what supervisors ask for; None where nobody supervises
        self.watch: Watch | None = None
        self._turn = 0

    def run(self) -> None:
        """One short round that warms up, then those that count."""
        self._round(warming=True)
        for _ in range(self._sizes.rounds):
            self._round(warming=False)

    def write(self) -> None:
        """The same rounds, with nothing but what is written."""
        for warming in (True, *(False for _ in range(self._sizes.rounds))):
            self._bare_round(warming=warming)
            self._writes(warming=warming)

    def tour(self) -> None:
        """Every generated module a few times over, so that each worker has met each of them."""
        queues = traffic.tour(self._learners.signed_in, self._sizes.modules)
        for _ in range(3):
            sample = self._sample(self._server, queues, 0.0)
            self.ledger.add("tour", sample, 200, counts=False)

    def _round(self, *, warming: bool) -> None:
        who = self._learners.signed_in
        seconds = self._sizes.seconds / (_WARMING if warming else 1)
        reads = {
            PAGES: traffic.module_pages(who),
            HOME: traffic.pages(who, "/"),
            CASES: traffic.pages(who, "/cases"),
        }
        if self.watch is not None:
            reads |= {TEAM: self.watch.teams, SERVICE: self.watch.service, DUE: self.watch.due}
        self._bare_round(warming=warming)
        for work, queues in reads.items():
            sample = self._sample(self._server, queues, seconds)
            self.ledger.add(work, sample, 200, counts=not warming)
        self._writes(warming=warming)

    def _bare_round(self, *, warming: bool) -> None:
        seconds = self._sizes.seconds / (_WARMING if warming else 1)
        sample = self._sample(self._bare, traffic.bare(), seconds)
        self.ledger.add(BARE, sample, 200, counts=not warming)

    def _writes(self, *, warming: bool) -> None:
        stepped = self._begin(self._sizes.stepped, courses.STEPPED, warming=warming)
        whole = self._begin(self._sizes.whole, courses.WHOLE, warming=warming)
        writes = {ITEM: traffic.step_by_step(stepped), WHOLE: traffic.whole(whole)}
        for work, queues in writes.items():
            sample = self._sample(self._server, queues, 0.0)
            self.ledger.add(work, sample, 303, counts=not warming)

    def _begin(self, number: int, module: str, *, warming: bool) -> list[Begun]:
        """Begin a quiz for the next learners in turn."""
        number = max(1, number // _WARMING) if warming else number
        begun = self._learners.begin(self._next(number), courses.COURSE, module)
        self.begun += begun
        return begun

    def _next(self, number: int) -> Sequence[Learner]:
        """Learners in turn, so that nobody has an open attempt at the same quiz."""
        who = self._learners.signed_in
        found = [who[(self._turn + place) % len(who)] for place in range(min(number, len(who)))]
        self._turn += number
        return found

    def _sample(self, server: Server, queues: Queues, seconds: float) -> Sample:
        before = gauges.processor_ms(server.pid)
        heard = self._generator.send(server.port, queues, seconds)
        return Sample(gauges.processor_ms(server.pid) - before, heard)
