"""The time, and who may ask for it."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

from learning import clock

_LEARNING = Path(clock.__file__).parent
#: what tells the time; `date.today` is in no zone at all
_ASKS = {"now", "utcnow", "today", "monotonic", "perf_counter"}


def test_a_moment_is_aware_and_in_utc() -> None:
    moment = clock.now()
    assert moment.tzinfo is dt.UTC
    assert abs(moment - dt.datetime.now(dt.UTC)) < dt.timedelta(seconds=5)


def test_a_moment_in_a_zone_is_the_same_moment() -> None:
    there = clock.now_in("Pacific/Kiritimati")
    assert there.utcoffset() == dt.timedelta(hours=14)
    assert abs(there - clock.now()) < dt.timedelta(seconds=5)


def test_measured_time_never_goes_back() -> None:
    ticks = [clock.ticks() for _ in range(100)]
    assert ticks == sorted(ticks)


def test_nobody_else_asks_the_clock() -> None:
    asking = []
    for path in sorted(_LEARNING.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in _ASKS:
                owner = ast.unparse(node.value)
                if owner in ("dt.datetime", "datetime", "dt.date", "date", "time"):
                    asking.append(f"{path.relative_to(_LEARNING)}:{node.lineno}")
    assert {one.partition(":")[0] for one in asking} == {"clock.py"}, asking


def test_the_rooms_below_the_edges_are_told_the_time() -> None:
    rooms = ("people", "progress", "cases", "content", "assessment", "db")
    asking = [
        str(path.relative_to(_LEARNING))
        for room in rooms
        for path in (_LEARNING / room).rglob("*.py")
        if "import clock" in path.read_text(encoding="utf-8")
    ]
    assert asking == []
