"""Paths: the way down the tree to a team, as the ids of the teams on it.

All that lies in a team begins with its path, so that a whole branch is one range of an index.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement

from learning.people.models import Team


def lies_in(path: str) -> ColumnElement[bool]:
    """Whether a team is the one with this path or lies in it: one range of the index of paths."""
    return (Team.path >= path) & (Team.path < f"{path[:-1]}0")  # "0" comes right after "/"


def ancestors(path: str) -> list[int]:
    """The ids on the way down a path, its own last."""
    return [int(one) for one in path.strip("/").split("/")]
