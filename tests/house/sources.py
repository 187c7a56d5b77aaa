"""The project's files, as the tests of the house read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LEARNING, TESTS, TEMPLATES = ROOT / "learning", ROOT / "tests", ROOT / "templates"
#: written by alembic and never changed again
_VERSIONS = LEARNING / "db" / "migrations" / "versions"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def python(folder: Path) -> list[Path]:
    """Python files of a folder, without migrations."""
    return [path for path in sorted(folder.rglob("*.py")) if path.parent != _VERSIONS]


def templates() -> list[Path]:
    """Every template."""
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def told(path: Path) -> str:
    """A path as it is told: from the checkout's root."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """A file's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file, inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node
