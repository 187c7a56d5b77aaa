"""Files are written whole or not at all, and never over another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning.cli.writing import check_folder, create, create_folder, replace
from learning.errors import Conflict, Invalid


def test_a_file_is_replaced_in_one_step_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "course.yaml"
    replace(path, "one\n")
    path.chmod(0o600)
    replace(path, "caf\u00e9\r\n")
    assert path.read_bytes() == "caf\u00e9\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_text_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "course.yaml"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        replace(path, "half \ud800")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["old"]


def test_a_folder_that_is_not_there_is_told_to_be_made(tmp_path: Path) -> None:
    check_folder(tmp_path)
    check_folder(Path())
    with pytest.raises(Invalid, match=r"There is no folder .*none\. Make it first"):
        check_folder(tmp_path / "none")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    create(tmp_path / "a.md", "first")
    with pytest.raises(Conflict) as refusal:
        create(tmp_path / "a.md", "second")
    assert "a.md is already there and stays as it is." in refusal.value.text
    assert (tmp_path / "a.md").read_text() == "first"


def test_a_file_that_could_not_be_made_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        create(tmp_path / "a.md", "half \ud800")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        create_folder(tmp_path / "crew", {"course.yaml": "one", "two/module.md": "half \ud800"})
    assert list(tmp_path.iterdir()) == []
    create_folder(tmp_path / "crew", {"course.yaml": "one", "two/module.md": "two"})
    assert (tmp_path / "crew" / "two" / "module.md").read_text() == "two"
    with pytest.raises(Conflict):
        create_folder(tmp_path / "crew", {"course.yaml": "other"})
    assert (tmp_path / "crew" / "course.yaml").read_text() == "one"
