"""`python -m tests.bench`: run the benchmark and print its table."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
import tempfile
from pathlib import Path

import tests.bench
from tests.bench.place import Place
from tests.bench.run import run, say
from tests.bench.sizes import FULL, QUICK
from tests.bench.table import text, write_json


def main(arguments: list[str]) -> int:
    """Run it; 1 when a must is missed."""
    asked = _parser().parse_args(arguments)
    sizes = QUICK if asked.quick else FULL
    if asked.people is not None:
        sizes = dataclasses.replace(sizes, people=asked.people)
    with tempfile.TemporaryDirectory(prefix="debrief-bench-") as folder:
        rows = run(Place(Path(folder)), sizes, asked.postgresql)
    sys.stdout.write(text(rows) + "\n")
    if asked.json:
        write_json(rows, asked.json)
    missed = [row.work for row in rows if row.ok is False]
    if missed:
        say(f"missed: {'; '.join(missed)}")
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=tests.bench.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--people", type=int, metavar="N", help="seeded learners (100,000)")
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it work at all?")
    parser.add_argument(
        "--postgresql",
        metavar="URL",
        default=os.environ.get("TEST_DATABASE_URL", ""),
        help="a server to measure submissions on as well ($TEST_DATABASE_URL)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table as JSON too")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
