"""Search: courses, modules and cases by the words in them."""

from __future__ import annotations

from typing import Any, get_args

from flask import Blueprint, render_template, request

from learning.errors import NotFound
from learning.releases import searching
from learning.releases.searching import Kind
from learning.web import database, search_pages
from learning.web.doors import open_to

area = Blueprint("search", __name__)
_PAGE, _FEW = 20, 5


@area.get("/search")
@open_to("readers")
def results() -> Any:
    """What was found: a few of each kind, or a page of one kind."""
    asked, kind = request.args.get("q", "").strip(), request.args.get("kind", "")
    after = request.args.get("after", "0")
    if kind not in ("", *get_args(Kind)) or not after.isdecimal() or len(after) > 6:
        raise NotFound("There is no such page. Search again.")
    chosen = next((one for one in searching.KINDS if one == kind), None)
    shown = [chosen] if chosen else searching.KINDS
    size, session = _PAGE if chosen else _FEW, database.session()
    found = [
        searching.search(session, asked, kind=one, size=size, after=int(after)) for one in shown
    ]
    groups = [search_pages.group(one, page) for one, page in zip(shown, found, strict=True)]
    return render_template(
        "search/search.html",
        asked=asked,
        kind=kind,
        groups=[one for one in groups if one.cards],
        total=sum(found[0].counts.values()),
        later=int(after) + _PAGE if chosen and found[0].more else 0,
        after=int(after),
    )
