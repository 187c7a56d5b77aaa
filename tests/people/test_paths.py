"""The way down to a team, and what lies in it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.models import Team
from learning.people.paths import ancestors, lies_in


@pytest.mark.parametrize(("path", "way"), [("/7/", [7]), ("/1/23/4/", [1, 23, 4])])
def test_a_path_names_each_team_on_the_way_down(path: str, way: list[int]) -> None:
    assert ancestors(path) == way


def test_a_branch_holds_what_begins_with_its_path_and_no_neighbour(session: Session) -> None:
    paths = ["/1/", "/1/5/", "/1/50/", "/1/5/2/", "/10/", "/1/6/", "/9/1/5/"]
    session.add_all(Team(name=path, path=path) for path in paths)
    session.flush()

    def branch(path: str) -> set[str]:
        return set(session.scalars(select(Team.name).where(lies_in(path))))

    assert branch("/1/") == {"/1/", "/1/5/", "/1/50/", "/1/5/2/", "/1/6/"}
    assert branch("/1/5/") == {"/1/5/", "/1/5/2/"}
    assert branch("/10/") == {"/10/"}
