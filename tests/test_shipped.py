"""Where the shipped folders are."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning import shipped


@pytest.mark.parametrize("name", ["templates", "static"])
def test_in_a_checkout_the_folders_stand_beside_the_package(name: str) -> None:
    assert shipped.folder(name) == Path(shipped.__file__).parent.parent / name
    assert shipped.folder(name).is_dir()


def test_in_a_wheel_the_folders_are_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "learning" / "templates").mkdir(parents=True)
    (tmp_path / "templates").mkdir()  # somebody else's, beside the installed package
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "learning")
    assert shipped.folder("templates") == tmp_path / "learning" / "templates"


@pytest.mark.parametrize("name", ["templates", "static"])
def test_no_code_lies_in_the_shipped_folders(name: str) -> None:
    assert list(shipped.folder(name).rglob("*.py")) == []
