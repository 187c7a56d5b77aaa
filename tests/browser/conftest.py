"""A real server with the shipped courses, and a real browser that looks at it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def committed(folder: Path) -> None:
    """Keep what lies in a folder as a commit of its own repository."""
    own = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    for act in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "A change"]):
        subprocess.run(["git", *own, "-C", str(folder), *act], check=True, capture_output=True)


@pytest.fixture(scope="session")
def authored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped courses in a repository of their authors."""
    courses = tmp_path_factory.mktemp("authors") / "courses"
    shutil.copytree(ROOT / "courses", courses)
    committed(courses.parent)
    return courses


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, authored: Path) -> Iterator[str]:
    """The address of a demo served as a user would serve it."""
    port = free_port()
    place = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "learning.cli", "serve", "--demo", "--port", str(port)]
    environ = {k: v for k, v in os.environ.items() if not k.startswith("LEARNING_")} | {
        "LEARNING_INSTANCE": str(place / "instance"),
        "LEARNING_COURSES": str(authored),
        "LEARNING_WORKERS": "1",
    }
    with (place / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=log, stderr=log, start_new_session=True
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, server, place / "log")
            yield address
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(15)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
    pytest.fail(f"the server did not become ready: {log.read_text()}")


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Open]:
    """Opens a window on the site: `opened(width=360, scheme="dark", script=False)`."""
    contexts = []

    def open_one(*, width: int = 360, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
