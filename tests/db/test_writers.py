"""The queue in which writers of an embedded database wait."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from learning.db.writers import WriterQueue

_HOLDS = """
import sys, time
from pathlib import Path
from learning.db.writers import WriterQueue
leave = WriterQueue(Path(sys.argv[1])).enter()
print("writing", flush=True)
time.sleep(60)
"""


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[WriterQueue]:
    made = WriterQueue(tmp_path / "writer")
    yield made
    made.close()


def takes_a_turn(queue: WriterQueue, admitted: threading.Event) -> threading.Thread:
    """A thread that waits for its turn, says that it had it, and leaves."""

    def wait() -> None:
        leave = queue.enter()
        admitted.set()
        leave()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_one_writer_at_a_time_is_admitted(queue: WriterQueue) -> None:
    inside, most = 0, 0

    def write() -> None:
        nonlocal inside, most
        for _ in range(20):
            leave = queue.enter()
            inside += 1
            most = max(most, inside)
            time.sleep(0.0005)
            inside -= 1
            leave()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert most == 1


def test_leaving_twice_gives_up_one_turn_only(queue: WriterQueue) -> None:
    first = queue.enter()
    first()
    second = queue.enter()
    first()
    admitted = threading.Event()
    waiting = takes_a_turn(queue, admitted)
    assert not admitted.wait(0.1), "the first writer gave up the turn of the second"
    second()
    assert admitted.wait(5)
    waiting.join()


def test_a_thread_that_writes_already_is_told_so_instead_of_waiting_for_itself(
    queue: WriterQueue,
) -> None:
    leave = queue.enter()
    with pytest.raises(RuntimeError, match="end it before the next"):
        queue.enter()
    leave()
    queue.enter()()


def test_a_lock_file_that_cannot_be_opened_blocks_nobody_else(tmp_path: Path) -> None:
    queue = WriterQueue(tmp_path / "not there" / "writer")
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            queue.enter()


def test_a_process_that_is_killed_frees_its_place(queue: WriterQueue, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLDS, str(tmp_path / "writer")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "writing\n"
        admitted = threading.Event()
        waiting = takes_a_turn(queue, admitted)
        assert not admitted.wait(0.1)
        other.kill()
        assert admitted.wait(5)
        waiting.join()


def test_closing_waits_for_nobody_and_takes_no_turn_away(queue: WriterQueue) -> None:
    leave = queue.enter()
    queue.close()
    admitted = threading.Event()
    waiting = takes_a_turn(queue, admitted)
    assert not admitted.wait(0.1)
    leave()
    assert admitted.wait(5)
    waiting.join()
    queue.close()
    queue.enter()()
