"""The releases that somebody made live are in their own copy, and in nobody else's."""

from __future__ import annotations

from sqlalchemy.orm import Session

from learning.releases import copying
from learning.releases.publishing import Order, Provenance, publish
from tests.builders import AT, cast_into
from tests.content_builders import compiled


def test_who_made_a_release_live_is_told_so_and_nobody_else(session: Session) -> None:
    cast = cast_into(session)
    publish(session, compiled(), Provenance(), Order(cast.ada, "Why not"), at=AT)
    [sheet] = copying.sheets()
    [row] = sheet.rows(session, cast.ada)
    assert (row["course"], row["version"], row["kind"]) == ("crew", 1, "published")
    assert row["why"] == "Why not" and sheet.count(session, cast.olu) == 0
