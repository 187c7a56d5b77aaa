"""`learning test`: every check and test of a checkout, in the order in which they fail fastest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from learning.errors import Unavailable

_ROOT = Path(__file__).resolve().parent.parent.parent
_CHECKS = (
    ("format", ["-m", "ruff", "format", "--check", "-q", "learning", "tests"]),
    ("lint", ["-m", "ruff", "check", "-q", "learning", "tests"]),
    ("types", ["-m", "mypy"]),
)
_PYTEST = ["-m", "pytest", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider", "-q"]


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run format, lint, types and all tests (imports are one of them); or pytest with ARGUMENTS.

    Example: learning test tests/assessment -k ordering
    """
    if not (_ROOT / "tests").is_dir():
        raise Unavailable("Tests are run from a checkout; this is an installed package.")
    if arguments:
        raise SystemExit(_run(["-m", "pytest", *arguments]))
    failed = [name for name, check in _CHECKS if _said(name, check)]
    tested = _run([*_PYTEST, "--cov", "--cov-report=term:skip-covered"])
    if failed:
        click.echo(f"Failed before the tests: {', '.join(failed)}", err=True)
    raise SystemExit(tested or bool(failed))


def _said(name: str, check: list[str]) -> int:
    code = _run(check)
    click.echo(f"{name}: {'failed' if code else 'passed'}")
    return code


def _run(arguments: list[str]) -> int:
    return subprocess.call([sys.executable, *arguments], cwd=_ROOT)
