"""A folder is watched: what changes in it is told, and it is found again when it was gone."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from learning.cli import watching

Told = queue.Queue[set[Path]]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[[Path], Told]]:
    stop, threads = threading.Event(), list[threading.Thread]()

    def begin(root: Path) -> Told:
        told: Told = queue.Queue()

        def follow() -> None:
            for some in watching.changes(root, stop):
                told.put(some)

        threads.append(threading.Thread(target=follow, daemon=True))
        threads[-1].start()
        return told

    yield begin
    stop.set()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


def until(told: Told, path: str) -> None:
    """Wait until this path has been told."""
    while Path(path) not in told.get(timeout=10):
        pass


def settled(told: Told) -> None:
    """Wait until the folder that is there now is watched: nothing more is told."""
    until(told, ".")
    with suppress(queue.Empty):
        while told.get(timeout=1):
            pass


def test_the_folder_itself_is_told_once_it_is_watched(
    watch: Callable[[Path], Told], tmp_path: Path
) -> None:
    until(watch(tmp_path), ".")


def test_what_is_saved_renamed_and_deleted_is_told(
    watch: Callable[[Path], Told], tmp_path: Path
) -> None:
    told = watch(tmp_path)
    until(told, ".")
    (tmp_path / "a.md").write_text("a")
    until(told, "a.md")
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    until(told, "b.md")
    (tmp_path / "b.md").unlink()
    until(told, "b.md")
    (tmp_path / "new" / "inner").mkdir(parents=True)
    (tmp_path / "new" / "inner" / "c.md").write_text("c")
    until(told, "new")


def test_what_is_hidden_or_for_people_is_passed_over(
    watch: Callable[[Path], Told], tmp_path: Path
) -> None:
    told = watch(tmp_path)
    until(told, ".")
    for name in (".a.md.swp", "README.md"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index").write_text("x")
    (tmp_path / "seen.md").write_text("x")
    found: set[Path] = set()
    while Path("seen.md") not in found:
        found |= told.get(timeout=10)
    assert found == {Path("seen.md")}


def test_a_folder_that_vanishes_is_found_again(
    watch: Callable[[Path], Told], tmp_path: Path
) -> None:
    root = tmp_path / "courses"
    root.mkdir()
    told = watch(root)
    until(told, ".")
    shutil.rmtree(root)
    until(told, ".")
    root.mkdir()
    settled(told)
    (root / "a.md").write_text("a")
    until(told, "a.md")


def test_a_folder_in_the_place_of_another_is_watched(
    watch: Callable[[Path], Told], tmp_path: Path
) -> None:
    root, other = tmp_path / "courses", tmp_path / "other"
    root.mkdir()
    other.mkdir()
    told = watch(root)
    until(told, ".")
    root.rename(tmp_path / "old")
    other.rename(root)
    settled(told)
    (root / "a.md").write_text("a")
    until(told, "a.md")


def test_where_the_system_tells_of_no_more_folders_they_are_looked_at(
    watch: Callable[[Path], Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import watchfiles

    real, asked = watchfiles.watch, list[object]()

    def refusing(*paths: Path, force_polling: bool | None = None, **more: object) -> object:
        asked.append(force_polling)
        if not force_polling:
            raise OSError("OS file watch limit reached")
        return real(*paths, force_polling=True, poll_delay_ms=20, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(watchfiles, "watch", refusing)
    (tmp_path / "crew").mkdir()
    told = watch(tmp_path)
    until(told, ".")
    (tmp_path / "crew" / "a.md").write_text("a")  # of the folder itself nothing is told by that
    until(told, "crew/a.md")
    assert asked == [None, True]


def test_a_folder_that_is_not_there_yet_is_waited_for(
    watch: Callable[[Path], Told], tmp_path: Path
) -> None:
    told = watch(tmp_path / "later")
    with pytest.raises(queue.Empty):
        told.get(timeout=0.4)
    (tmp_path / "later").mkdir()
    until(told, ".")
