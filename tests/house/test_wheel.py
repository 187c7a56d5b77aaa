"""The wheel: built from a checkout, installed elsewhere, it migrates itself and serves a page."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.sources import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

_SERVE = """
import os, re
import learning
from learning import settings
from learning.web.app import create_app
assert "site-of-the-wheel" in learning.__file__, learning.__file__
client = create_app(settings.load(os.environ)).test_client()
page = client.get("/")
assert page.status_code == 200, page.status_code
sheet = re.search(r'href="(/static/site[^"]+css)"', page.text)[1]
answer = client.get(sheet)
assert answer.status_code == 200 and b"--paper" in answer.data, answer.status_code
assert client.get("/readyz").json == {"status": "ready"}
"""


def run(*command: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command without anything of this checkout in its environment."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("LEARNING_", "PYTHON"))}
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**environ, **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("dist")
    built = run("-m", "hatchling", "build", "-t", "wheel", "-d", str(place), cwd=ROOT)
    assert built.returncode == 0, built.stderr
    return next(place.glob("debrief_learning-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, installed in a folder of its own far from the checkout."""
    place = tmp_path_factory.mktemp("elsewhere") / "site-of-the-wheel"
    pip = ("-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-compile")
    done = run(*pip, "--target", str(place), str(wheel), cwd=place.parent)
    assert done.returncode == 0, done.stderr
    return place


def there(installed: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the installed wheel, from a folder that holds nothing."""
    place = installed.parent
    instance = str(place / "instance")
    return run(*command, cwd=place, PYTHONPATH=str(installed), LEARNING_INSTANCE=instance)


def test_the_wheel_holds_the_package_with_its_pages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = [name for name in packed.namelist() if ".dist-info/" not in name]
    assert {name.partition("/")[0] for name in names} == {"learning"}
    assert "learning/templates/layouts/base.html" in names
    assert "learning/static/css/base.css" in names
    assert any(name.startswith("learning/db/migrations/versions/0001") for name in names)
    assert "learning/db/migrations/script.py.mako" in names
    assert {"learning/reports/words.txt", "learning/reports/threats.txt"} <= set(names)
    shipped = [n for n in names if n.startswith(("learning/templates/", "learning/static/"))]
    assert [name for name in shipped if name.endswith(".py")] == []
    assert [name for name in names if name.startswith(("learning/lock", "learning/__main__"))] == []
    assert [name for name in names if "sqlite" in name or "secret" in name] == []


def test_an_installed_wheel_migrates_itself_and_serves_a_page(installed: Path) -> None:
    upgraded = there(installed, "-m", "learning.cli", "db", "upgrade")
    assert upgraded.returncode == 0, upgraded.stderr
    served = there(installed, "-c", _SERVE)
    assert served.returncode == 0, served.stderr


def test_an_installed_wheel_brings_its_command(installed: Path) -> None:
    folder = "Scripts" if os.name == "nt" else "bin"
    command = next((installed / folder).glob("learning*"))
    told = there(installed, str(command), "--version")
    assert (told.returncode, told.stdout.startswith("learning, version")) == (0, True)


def test_an_installed_wheel_prepares_no_environment(installed: Path) -> None:
    refused = there(installed, "-m", "learning")
    assert refused.returncode == 1
    assert "learning.__main__" in refused.stderr
    assert not (installed / ".venv").exists()


def test_an_installed_wheel_says_that_tests_need_a_checkout(installed: Path) -> None:
    done = there(installed, "-m", "learning.cli", "test")
    assert done.returncode == 1
    assert "checkout" in done.stderr
