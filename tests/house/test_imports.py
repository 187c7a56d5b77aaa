"""Who may lean on whom: the contracts of pyproject.toml, kept and able to notice."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
_LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)
#: what each planted file breaks
_PLANTED = {
    "Rooms lean downwards only": {
        "people/planted.py": "import learning.web.app",
        "cases/planted.py": "from learning.progress import models",
        "utils.py": "",
    },
    "Only web knows Flask and its family": {"progress/planted.py": "import flask"},
    "Commands do not know Flask themselves": {"cli/planted.py": "import werkzeug"},
    "Only cli knows Click": {"releases/planted.py": "import click"},
    "Content and assessment know no database and no network": {
        "assessment/planted.py": "import sqlalchemy"
    },
    "No import circles inside a room": {
        "db/planted.py": "from learning.db import circle",
        "db/circle.py": "from learning.db import planted",
    },
}


def lint(root: Path) -> tuple[int, str]:
    """What import-linter says of a checkout."""
    told = subprocess.run(
        [sys.executable, "-c", _LINT], cwd=root, capture_output=True, text=True, check=False
    )
    return told.returncode, told.stdout + told.stderr


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [one["name"] for one in settings["tool"]["importlinter"]["contracts"]]


def test_every_room_leans_on_whom_it_may() -> None:
    code, told = lint(ROOT)
    assert code == 0, told
    assert f"Contracts: {len(contracts())} kept, 0 broken." in told


def test_every_contract_notices_what_breaks_it(tmp_path: Path) -> None:
    assert set(_PLANTED) == set(contracts()), "a new contract needs a planted fault"
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__", "lock", "versions")
    shutil.copytree(ROOT / "learning", tmp_path / "learning", ignore=ignored)
    for files in _PLANTED.values():
        for path, source in files.items():
            (tmp_path / "learning" / path).write_text(f"{source}\n")
    code, told = lint(tmp_path)
    assert code == 1
    for name, files in _PLANTED.items():
        assert f"{name} BROKEN" in told
        for path in files:
            assert Path(path).stem in reasons(told, name), (name, path)


def reasons(told: str, name: str) -> str:
    """Why a contract is broken: what stands below its heading, up to the next."""
    below = told.rpartition(f"\n{name}\n-")[2]
    headings = "|".join(re.escape(other) for other in contracts() if other != name)
    return re.split(f"\n(?:{headings})\n-", below)[0]


@pytest.mark.parametrize(
    ("package", "files"), [("flask_login", {"web/identity.py"}), ("argon2", set())]
)
def test_a_package_behind_one_module_stays_behind_it(package: str, files: set[str]) -> None:
    learning = ROOT / "learning"
    using = set()
    for path in learning.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if isinstance(node, ast.Import):
                named = [one.name for one in node.names]
            if any(name.partition(".")[0] == package for name in named):
                using.add(path.relative_to(learning).as_posix())
    assert using == files


def test_the_package_itself_imports_nothing() -> None:
    tree = ast.parse((ROOT / "learning" / "__init__.py").read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
