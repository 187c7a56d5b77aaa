"""What a session shows now, on phones and on the screen alike, and the short answer to pollers."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, request
from markupsafe import Markup

from learning.releases.shapes import Scenario
from learning.scenarios import crew
from learning.scenarios.models import CrewSession
from learning.web import crew_pages, database, shelves


def scenario_of(row: CrewSession) -> Scenario:
    """The scenario of a session, as it was published when the session was opened."""
    return shelves.shelf().scenario(database.session(), row.scenario_sha256)


def title(release_id: int, scenario: str) -> str:
    """What a scenario is called in the release that a session plays."""
    course = shelves.shelf().release(database.session(), release_id)
    return next((one.title for one in course.scenarios if one.id == scenario), scenario)


def around(row: CrewSession, play: Scenario, *, over: bool = False) -> dict[str, Any]:
    """The moment, its split, the way that was taken, and the sheet: what the stage has of them."""
    stage = "ended" if over else crew.stage(row)
    shown = crew_pages.moment(play, row.node) if row.node else None
    last = row.path[-1] if stage in ("split", "told") else None
    told = stage in ("debrief", "ended")
    return {
        "crew": row,
        "play": play,
        "stage": stage,
        "moment": shown,
        "split": crew_pages.split(shown, last) if shown and last else None,
        "briefing": Markup(play.page.pre_brief),
        "taken": crew_pages.option(shown, last["taken"] or "") if shown and last else None,
        "sheet": crew_pages.sheet(play, row, shelves.library()) if told else None,
        "part": len(row.path) + (stage == "choosing"),
        "width": crew_pages.WIDTH,
    }


def told(tag: str, **said: str) -> Response:
    """The answer to who asks whether there is news: nothing where they have it all."""
    etag = f'"{tag}"'
    headers = {"ETag": etag, "Cache-Control": "no-store"}
    if request.headers.get("If-None-Match") == etag:
        return Response(status=304, headers=headers)
    body = json.dumps({"tag": tag, **said})
    return Response(body, mimetype="application/json", headers=headers)
