"""Pictures stay what they were: in an open quiz, in an old result, and in the text of a release."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from learning.content.compiling import compile_course
from learning.db import Database
from tests.content_builders import course, item, module, put_into
from tests.pages import Pages
from tests.web.quizzing import IDENTITY

OLD = (Path(__file__).parent.parent / "courses/crew/identity/media/doors.png").read_bytes()
NEW = OLD + b"\0\0\0\0"
DOORS = "![Two doors](media/doors.png)"
_ADDRESS = re.compile(r'src="(/courses/[^"]+)"')

pytestmark = pytest.mark.usefixtures("cast")


def publish(database: Database, folder: Path, body: bytes) -> None:
    """A module whose text and whose item show a picture."""
    (folder / "doors.png").write_bytes(body)
    shown = item(prompt=f"Which?\n\n{DOORS}", feedback={"general": f"This one.\n\n{DOORS}"})
    own = module(items=[shown], text=f"## A\n\n{DOORS}")
    put_into(
        database, compile_course(course(replace(own, media={"doors.png": folder / "doors.png"})))
    )


def pictures(pages: Pages, path: str) -> list[bytes]:
    """The pictures of a page, as a browser gets them."""
    found = _ADDRESS.findall(pages.get(path).html)
    return [pages.client.get(address).data for address in found]


def test_a_picture_that_is_replaced_is_replaced_for_new_readers_alone(
    pages: Pages, database: Database, tmp_path: Path
) -> None:
    publish(database, tmp_path, OLD)
    pages.become("alice")
    page = pages.send(pages.get(IDENTITY), f"{IDENTITY}/attempts")
    assert pictures(pages, page.path) == [OLD]
    publish(database, tmp_path, NEW)
    assert pictures(pages, IDENTITY) == [NEW]
    assert pictures(pages, page.path) == [OLD], "an open quiz shows what it began with"
    pages.send(page, page.path, {"choice": "both"})
    result = f"{page.path.partition('/items/')[0]}/result"
    assert pictures(pages, result) == [OLD, OLD], "and so does its result"


def test_a_picture_with_its_hash_is_kept_by_browsers_for_ever(
    pages: Pages, database: Database, tmp_path: Path
) -> None:
    publish(database, tmp_path, OLD)
    address = _ADDRESS.findall(pages.get(IDENTITY).html)[0]
    assert "immutable" in pages.client.get(address).headers["Cache-Control"]
    bare = pages.client.get(address.partition("?")[0])
    assert bare.headers["Cache-Control"] == "private, no-cache"
