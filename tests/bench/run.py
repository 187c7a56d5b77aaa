"""One run from an empty folder to the table, and what must come of each kind of work."""

from __future__ import annotations

import contextlib
import shutil
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import authors, courses, elsewhere, gauges, supervising, telling
from tests.bench.learners import Learners
from tests.bench.ledger import BARE, Ledger
from tests.bench.load import Generator
from tests.bench.place import ROOT, Place, Server
from tests.bench.rounds import CASES, DUE, HOME, ITEM, PAGES, SERVICE, TEAM, WHOLE, Rounds
from tests.bench.sizes import Sizes
from tests.bench.supervising import Taken
from tests.bench.table import Limit, Row
from tests.bench.traffic import READ, SHIPPED
from tests.bench.weight import Browser

#: most as a ratio to the bare application, and the slowest of a hundred in ms
_MUSTS = {PAGES: (4.0, 30.0), TEAM: (20.0,), ITEM: (10.0, 60.0), WHOLE: (10.0, 60.0)}
#: most of what half of the answers take, in ms
_HALF = {SERVICE: 25.0, DUE: 25.0}
_WORKS = (PAGES, HOME, CASES, TEAM, SERVICE, DUE, ITEM, WHOLE)
_FAULTS = ("Traceback", '"level": "error"', "locked")


def run(place: Place, sizes: Sizes, server_url: str = "") -> list[Row]:
    """Do all of it. Every process that was started has ended when this returns.

    `server_url`: a PostgreSQL server on which to measure what is written as well.
    """
    say("generating courses and checking them")
    shutil.copytree(ROOT / "courses", place.courses)
    courses.write(place.courses, sizes.modules)
    checks = authors.check(place)
    say("publishing and seeding people")
    place.run("publish")
    place.run("seed", "--people", str(sizes.people), "--teams", str(sizes.teams))
    say("starting")
    starts = [_start(place) for _ in range(sizes.starts)]
    with place.debrief() as server, place.bare() as bare, Learners.of(place) as learners:
        server.first_page()
        bare.first_page()
        weights = list(_weights(server))
        rounds, memory = _loaded(learners, sizes, server, bare)
        assert rounds.watch is not None, "somebody supervises"
        taken = supervising.take(server, rounds.watch)
        told = list(telling.rows(server))
        missing = _missing(learners, rounds)
    return [
        *_request_rows(rounds.ledger),
        _fault_row(place, rounds.ledger, missing),
        _start_row(starts),
        _memory_row(memory, rounds.ledger.requests),
        _list_row(taken),
        *told,
        *weights,
        *authors.check_rows(checks, sizes),
        authors.preview_row(place, sizes),
        *(_elsewhere_rows(place.instance.parent / "elsewhere", server_url, sizes)),
    ]


def say(what: str) -> None:
    """One line of progress, apart from the table."""
    sys.stderr.write(f"bench: {what}\n")


def _start(place: Place) -> float:
    """Seconds from the command to the first whole page, with everything set up already."""
    with place.debrief() as server:
        return server.first_page()


def _loaded(
    learners: Learners, sizes: Sizes, server: Server, bare: Server
) -> tuple[Rounds, tuple[float, float]]:
    """All the load; with it the memory before and after."""
    say("signing people in")
    learners.give_past(SHIPPED, READ[0])
    learners.sign_in(sizes.signed_in)
    before = gauges.memory_mb(server.pid)
    with contextlib.closing(Generator(sizes.connections)) as generator:
        rounds = Rounds(learners, generator, sizes, server=server, bare=bare)
        rounds.watch = supervising.watch(learners)
        say("sending requests")
        rounds.run()
        rounds.tour()
    return rounds, (before, gauges.memory_mb(server.pid))


def _missing(learners: Learners, rounds: Rounds) -> int:
    """How many responses were acknowledged and are not in the database."""
    expected = sum(len(one.items) for one in rounds.begun)
    return expected - learners.responses(rounds.begun)


def _request_rows(ledger: Ledger) -> Iterator[Row]:
    yield _request_row(ledger, BARE, ())
    for work in _WORKS:
        most: tuple[float, ...] = _MUSTS.get(work, ())
        values = (ledger.ratio(work), ledger.within(work, 0.99))
        forms = ("<= {:g}x", "p99 <= {:g} ms")
        limits = tuple(map(Limit, values, most, forms))
        if work in _HALF:
            limits += (Limit(ledger.within(work, 0.5), _HALF[work], "p50 <= {:g} ms"),)
        yield _request_row(ledger, work, limits)
    ms, ratio = ledger.ms(ITEM) * courses.ITEMS, ledger.ratio(ITEM) * courses.ITEMS
    yield Row(f"{courses.ITEMS} items, one by one", f"{ms:.2f} ms CPU", ratio, (), {"cpu_ms": ms})


def _elsewhere_rows(folder: Path, server_url: str, sizes: Sizes) -> Iterator[Row]:
    """What is written on PostgreSQL; nothing where no server is given."""
    if not server_url:
        return
    say("the same on PostgreSQL")
    ledger = elsewhere.loaded(folder, server_url, sizes)
    wrong = ledger.unexpected.total()
    for work in (ITEM, WHOLE):
        limits = (
            Limit(ledger.ratio(work), 16.0, "<= {:g}x"),
            Limit(wrong, 0, "no fault"),
        )
        yield _request_row(ledger, work, limits, f"{work}, PostgreSQL")


def _request_row(ledger: Ledger, work: str, limits: tuple[Limit, ...], name: str = "") -> Row:
    values = {
        "cpu_ms": ledger.ms(work),
        "p50_ms": ledger.within(work, 0.5),
        "p99_ms": ledger.within(work, 0.99),
        "per_second": ledger.rate(work),
    }
    measured = (
        "{cpu_ms:.2f} ms CPU, p50 {p50_ms:.1f} ms, p99 {p99_ms:.1f} ms, {per_second:.0f}/s"
    ).format(**values)
    return Row(name or work, measured, ledger.ratio(work), limits, values)


def _fault_row(place: Place, ledger: Ledger, missing: int) -> Row:
    """Faults of every kind: what came back, what the server's log says, what is not there."""
    lines = place.log.read_text(encoding="utf-8", errors="replace").splitlines()
    logged = sum(any(mark in line for mark in _FAULTS) for line in lines)
    wrong = ledger.unexpected.total()
    kinds = ", ".join(f"{n} of {status}" for status, n in sorted(ledger.unexpected.items()))
    measured = (
        f"{wrong} of {ledger.requests} answers{f' ({kinds})' if kinds else ''}, "
        f"{logged} faults logged, {missing} responses lost"
    )
    values = {"answers": wrong, "logged": logged, "lost": missing}
    limit = Limit(sum(map(abs, values.values())), 0, "none")
    return Row("unexpected answers, faults, losses", measured, None, (limit,), values)


def _list_row(taken: Taken) -> Row:
    """The list of everybody: streamed, so that the server stays as small as it was."""
    values = {"per_second": taken.per_second, "lines": float(taken.lines), "mb": taken.mb}
    measured = f"{taken.lines:,} lines, {taken.per_second:,.0f}/s, server at {taken.mb:.0f} MB"
    return Row("list of everybody as CSV", measured, None, (), values)


def _start_row(starts: list[float]) -> Row:
    seconds = statistics.median(starts)
    limits = (Limit(seconds, 1.5, "<= {:g} s"),)
    return Row("cold start to the first page", f"{seconds:.2f} s", None, limits, {"s": seconds})


def _memory_row(memory: tuple[float, float], requests: int) -> Row:
    before, after = memory
    measured = f"{before:.0f} MB, {after:.0f} MB after {requests} requests"
    limits = (Limit(after, 200, "<= {:g} MB"),)
    return Row(
        "memory of all processes", measured, None, limits, {"before": before, "after": after}
    )


def _weights(server: Server) -> Iterator[Row]:
    """The first page of somebody new, then a module's page with a cache that is warm."""
    browser = Browser(server.port)
    for work, path in (("first page", "/"), ("next page", f"/courses/{SHIPPED}/{READ[0]}")):
        size, number = browser.visit(path)
        limits = (
            Limit(size / 1000, 60, "<= {:g} KB"),
            Limit(number, 4, "<= {:g} requests"),
        )
        plural = "request" if number == 1 else "requests"
        measured = f"{size / 1000:.1f} KB in {number} {plural}"
        values = {"bytes": float(size), "requests": float(number)}
        yield Row(f"{work} over the wire", measured, None, limits, values)
