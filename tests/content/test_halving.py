"""Two processes judge as one does, and one goes on where the other fails."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from learning.content import halving
from learning.content.gathering import WrittenModule
from learning.content.halving import Part, judge_parts
from learning.content.layout import find
from learning.content.problems import Notebook
from learning.content.reference_rules import Library
from tests.content.trees import QUIZ, add, copied, copy

NONE = Library()


@pytest.fixture
def parts(tmp_path: Path) -> list[Part]:
    root = copied(tmp_path)
    copy("crew/identity", "crew/copied")(root)
    add(QUIZ, "\nmore: 1\n")(root)
    folders = find(root, Notebook()).courses["crew"].modules.values()
    return [(WrittenModule(one), None) for one in folders]


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few are many here, and there are two processors."""
    monkeypatch.setattr(halving, "MANY", 2)
    monkeypatch.setattr(halving, "_processors", lambda: 2)


def written(parts: list[Part]) -> list[Any]:
    return [one.written() for one in judge_parts(parts, NONE)]


@pytest.fixture
def expected(parts: list[Part]) -> list[Any]:
    return [one.written() for one in halving._judged(parts, NONE)]


@pytest.mark.parametrize("start", ["fork", "spawn"])
@pytest.mark.usefixtures("two")
def test_two_processes_judge_in_the_same_order(
    expected: list[Any], parts: list[Part], start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if start not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {start}")
    monkeypatch.setattr(halving, "_start", lambda: start)
    assert written(parts) == expected
    assert not multiprocessing.active_children()


def ends(*_: object) -> None:
    os._exit(3)


def fails(*_: object) -> None:
    raise ValueError


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("broken", [ends, fails])
def test_what_a_broken_second_process_leaves_the_first_does(
    expected: list[Any], parts: list[Part], broken: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, judged = os.getpid(), halving._judged

    def sometimes(*given: Any) -> Any:
        return judged(*given) if os.getpid() == first else broken()

    monkeypatch.setattr(halving, "_start", lambda: "fork")
    monkeypatch.setattr(halving, "_judged", sometimes)
    assert written(parts) == expected


@pytest.mark.usefixtures("two")
def test_where_no_process_can_be_started_one_does_all(
    expected: list[Any], parts: list[Part], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(multiprocessing.Process, "start", none)
    monkeypatch.setattr(multiprocessing.get_context("fork").Process, "start", none)
    assert written(parts) == expected


@pytest.mark.usefixtures("two")
def test_the_second_process_ends_with_the_first_ones_work(
    parts: list[Part], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = os.getpid()

    def stopped(*_: object) -> None:
        if os.getpid() == first:
            raise KeyboardInterrupt
        signal.pause()

    monkeypatch.setattr(halving, "_start", lambda: "fork")
    monkeypatch.setattr(halving, "_judged", stopped)
    with pytest.raises(KeyboardInterrupt):
        judge_parts(parts, NONE)
    assert not multiprocessing.active_children()


def test_the_second_tells_what_it_judged_and_lets_go(
    expected: list[Any], parts: list[Part], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(gc, "disable", lambda: None)
    (other, heard), (here, there) = multiprocessing.Pipe(), multiprocessing.Pipe()
    sender = threading.Thread(target=halving._tell, args=(heard, there, parts, NONE))
    sender.start()
    assert [one.written() for one in here.recv()] == expected
    sender.join()
    assert heard.closed
    other.close()


def test_a_copy_of_a_process_is_made_only_where_no_thread_runs() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert halving._start() == "spawn"
    finally:
        stop.set()
        thread.join()
    assert halving._processors() >= 1
