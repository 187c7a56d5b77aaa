"""Choosing a team: a text that searches names, then radio buttons.

Works the same with twelve teams and with three thousand. `components/radios.html` draws the
buttons. The search is a part of the form, so that what else was typed stays
(`components/team_find.html`, see `changing.kept`), or a form of its own that asks with GET
(`components/team_search.html`).
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from learning.people import teams, wayfinding
from learning.people.models import Team
from learning.people.wayfinding import Found
from learning.web import database

Option = tuple[str, str, str | None]


@dataclass(frozen=True)
class Choice:
    """What was searched for (`q`), and what to choose from: value, words and a hint or None."""

    sought: str
    options: list[Option]
    #: there are more teams than are offered; no team has what was searched for
    more: bool
    nothing: bool
    chosen: str


def offered(*first: Option, chosen: str = "", outside: str = "") -> Choice:
    """Open teams by the name that is searched for; `first` are choices that are no team.

    The team that is `chosen` already is among them whatever is searched for. With `outside`, the
    path of a team, none that lies in it.
    """
    session, sought = database.session(), request.values.get("q", "")
    offer = wayfinding.offer(session, sought, outside=outside)
    options = [_option(one) for one in offer.teams]
    known = {value for value, _, _ in (*first, *options)}
    if chosen and chosen not in known:
        options.insert(0, _option(wayfinding.way_to(session, teams.find(session, chosen))))
    return Choice(sought, [*first, *options], offer.more, bool(sought) and not offer.teams, chosen)


def in_full(team: Team) -> str:
    """A team with the way down to it, as one text."""
    return wayfinding.way_to(database.session(), team).in_full


def _option(found: Found) -> Option:
    return found.public_id, found.name, f"In {', '.join(found.way)}" if found.way else None
