"""Addresses and commands are a promise: they may be added to and never renamed.

Bookmarks, links in mails, screens on walls and other people's scripts hold on to them. The lists
stand beside this file; a new address or command is written into its list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click
from flask import Flask

from learning.cli import root
from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from learning.web.reporting.app import create_reporting
from learning.web.reporting.dispatching import in_room

_HERE = Path(__file__).parent


def promised(name: str) -> set[str]:
    return set((_HERE / name).read_text(encoding="utf-8").splitlines())


def addresses(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        for method in sorted(set(rule.methods or ()) - {"HEAD", "OPTIONS"}):
            yield f"{method} {rule.rule}"


def commands(group: click.Group, name: str) -> Iterator[str]:
    """Every command with its options, which scripts rely on too."""
    context = click.Context(group, info_name=name)
    for child in group.list_commands(context):
        command = group.get_command(context, child)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {child}")
        else:
            yield " ".join([name, child, *_options(command)])


def _options(command: click.Command) -> list[str]:
    named = [max(one.opts, key=len) for one in command.params if isinstance(one, click.Option)]
    return sorted(named)


def compare(found: Iterable[str], name: str) -> None:
    here, kept = set(found), promised(name)
    assert sorted(kept - here) == [], f"promised in {name} and gone"
    assert sorted(here - kept) == [], f"new: write it into {name}"


def test_no_address_is_lost(settings: Settings, sqlite_engine: Database) -> None:
    compare(addresses(create_app(replace(settings, demo=True), sqlite_engine)), "routes.txt")


def test_no_address_of_reporting_is_lost(settings: Settings, sqlite_engine: Database) -> None:
    compare(addresses(create_reporting(settings, sqlite_engine)), "routes_reporting.txt")


def test_all_of_reporting_lies_where_the_dispatcher_looks_for_it() -> None:
    named = {line.partition(" ")[2] for line in promised("routes_reporting.txt")}
    assert [one for one in named if not in_room(one)] == []
    there = {line.partition(" ")[2] for line in promised("routes.txt")}
    assert [one for one in there if in_room(one)] == [], "the site never sees these"


def test_no_command_is_lost() -> None:
    compare(commands(root, "learning"), "commands.txt")


def test_the_lists_are_in_order_so_that_changes_are_easy_to_see() -> None:
    for name in ("routes.txt", "routes_reporting.txt", "commands.txt"):
        lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
        assert lines == sorted(lines, key=lambda line: line.partition(" ")[::-1]), name
