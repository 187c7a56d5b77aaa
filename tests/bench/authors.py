"""What authors wait for: the check of all courses, and the page of the preview after a save."""

from __future__ import annotations

import http.client
import resource
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.bench import courses
from tests.bench.place import Place
from tests.bench.sizes import Sizes
from tests.bench.table import Limit, Row

#: what each check of a tree finds, and the most it may take in seconds
_CHECKS = (("", 6.0), (", nothing changed", 1.0), (", one saved", 1.0))
_MODULE = f"{courses.COURSE}/{courses.WHOLE}"
_WITHIN = 30


@dataclass(frozen=True)
class Took:
    """What a command took: seconds that passed, and those of processors, its own and in between."""

    seconds: float
    processor: float


def check(place: Place) -> list[Took]:
    """A check of a tree nobody checked yet, of the same again, and with one module saved."""
    took = [_checked(place), _checked(place)]
    _save(place.courses, "One more.")
    return [*took, _checked(place)]


def _checked(place: Place) -> Took:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = place.run("check", str(place.courses))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def check_rows(checks: list[Took], sizes: Sizes) -> Iterator[Row]:
    """What must come of each check."""
    for took, (found, most) in zip(checks, _CHECKS, strict=True):
        measured = f"{took.seconds:.2f} s, {took.processor:.2f} s CPU"
        values = {"s": took.seconds, "cpu_s": took.processor}
        limits = (Limit(took.seconds, most, "<= {:g} s"),)
        yield Row(f"check of {sizes.modules} modules{found}", measured, None, limits, values)


def preview_row(place: Place, sizes: Sizes) -> Row:
    """From a save to the whole page, told and fetched as a browser does; all modules one course."""
    root = place.instance.parent / "one-course"
    courses.write(root, sizes.modules, sizes.modules)
    with place.preview(root) as server:
        server.first_page(f"/courses/{_MODULE}")
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=_WITHIN)) as told:
            told.request("GET", "/preview/changes")
            events = told.getresponse()
            _version(events)
            taken = [_saved(root, number, server.port, events) for number in range(sizes.saves)]
    ms = statistics.median(taken) * 1000
    work = f"preview of a course of {sizes.modules} modules, one saved"
    return Row(work, f"{ms:.0f} ms", None, (Limit(ms, 300, "<= {:g} ms"),), {"ms": ms})


def _saved(root: Path, number: int, port: int, events: http.client.HTTPResponse) -> float:
    """Seconds from one save until its words have come; a page is asked for when it is told of."""
    words = f"Saved for the {number}th time."
    begun = time.perf_counter()
    _save(root, words)
    while time.perf_counter() < begun + _WITHIN:
        _version(events)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_WITHIN)) as asked:
            asked.request("GET", f"/courses/{_MODULE}")
            if words.encode() in asked.getresponse().read():
                return time.perf_counter() - begun
    raise SystemExit(f"bench: the preview did not show a save within {_WITHIN} seconds.")


def _version(events: http.client.HTTPResponse) -> None:
    """Wait for the next version that is told."""
    while line := events.readline():
        if line.startswith(b"data:"):
            return
    raise SystemExit("bench: the preview ended.")


def _save(root: Path, words: str) -> None:
    """Save a module with one paragraph more."""
    with (root / _MODULE / "module.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{words}\n")
