"""The threat model: complete in its parts, and of one voice with the page where somebody begins."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import pytest

from learning import reports, shipped
from learning.cli import root

TEXT = (Path(reports.__file__).parent / "threats.txt").read_text(encoding="utf-8")
_HEAD, *_SECTIONS = re.split(r"^## ", TEXT.split("\n---\n")[1], flags=re.MULTILINE)
SECTIONS = {one.partition("\n")[0]: one.partition("\n")[2] for one in _SECTIONS}
PARTS = ["Surrendered", "Not surrendered", "What limits it", "What we do after"]


@pytest.mark.parametrize(
    "word",
    [
        *("A backup of the database", "through SQL", "web server", "mail server"),
        *(
            "administrator's account",
            "reviewer's account",
            "passphrase",
            "unlocked",
            "recovery key on paper",
        ),
        *("slip", "device and network", "proxy", "secret_key", "physical order of rows"),
        *("court order", "work together"),
    ],
)
def test_each_place_that_may_be_compromised_has_a_section(word: str) -> None:
    assert [title for title in SECTIONS if word in title] != []


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_says_what_is_lost_what_is_not_what_limits_it_and_what_comes_after(
    title: str,
) -> None:
    assert re.findall(r"^([A-Z][a-z ]+): ", SECTIONS[title], flags=re.MULTILINE) == PARTS


_UNPROMISED = ["immunity", "network", "device", "server", "court", "writ(e|ing)", "few people know"]


@pytest.mark.parametrize("word", _UNPROMISED)
def test_the_page_where_somebody_begins_promises_no_more(word: str) -> None:
    page = (shipped.folder("templates") / "reporting" / "begin.html").read_text(encoding="utf-8")
    unpromised = page.partition("What we cannot promise")[2].partition("</ul>")[0]
    assert re.search(word, unpromised), "the page"
    ours = TEXT.partition("## What cannot be promised")[2].partition("\n## ")[0]
    assert re.search(word, ours), "the threat model"


def test_every_command_it_names_is_there() -> None:
    named = set(re.findall(r"`learning ([a-z -]+?)(?: --[a-z-]+)?`", TEXT))
    assert {"reviewers leave", "reviewers list", "purge"} <= named
    for words in named:
        command: Any = root
        for word in words.split():
            command = command.get_command(click.Context(root), word)
            assert command is not None, words


def test_it_can_be_read_on_paper_and_in_any_editor() -> None:
    assert max(map(len, TEXT.splitlines())) <= 100
    assert TEXT.isascii()
