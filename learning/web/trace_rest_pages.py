"""What the pages on a source, a case and a factor show: all that rests on it."""

from __future__ import annotations

from typing import Any

from learning.content.trace_rests import Ground, Rest, rests
from learning.content.tracing import Trace
from learning.errors import NotFound
from learning.web.trace_links import LINES, Link, course_of, cut


def source(trace: Trace, name: str, source_id: str, after: str) -> dict[str, Any]:
    """All that rests on a source of a course: the id means another source elsewhere."""
    found = course_of(trace, name)
    told = next((one for one in found.front.sources if one.id == source_id), None)
    if told is None:
        raise NotFound("There is no such source in this course. Its trace names those it has.")
    facts = [
        ("Author", told.author or ""),
        ("Year", str(told.year or "")),
        ("Where in it", told.locator or ""),
        ("Source of", found.front.title),
    ]
    alone = Trace((found,), {}, {})
    page = _rests(alone, "source", source_id, after)
    return {
        "ground": "source",
        "title": told.title,
        "facts": [fact for fact in facts if fact[1]],
        "own": told.url or "",
        "back": Link(f"The trace of {found.front.title}", f"/authoring/trace/{found.id}"),
        "here_path": f"/authoring/rests/sources/{found.id}/{source_id}",
        **page,
    }


def shared(trace: Trace, ground: Ground, name: str, after: str) -> dict[str, Any]:
    """All that rests on a case or a factor, in every course."""
    if ground == "case" and name in trace.cases:
        title, facts, own = trace.cases[name].title, [], f"/cases/{name}"
    elif ground == "factor" and name in trace.factors:
        factor = trace.factors[name]
        title, facts, own = factor.label, [("Means", factor.definition)], f"/cases?factor={name}"
    else:
        raise NotFound(f"There is no such {ground}. The trace names those that are used.")
    return {
        "ground": ground,
        "title": title,
        "facts": facts,
        "own": own,
        "back": Link("The trace of all courses", "/authoring/trace"),
        "here_path": f"/authoring/rests/{ground}s/{name}",
        **_rests(trace, ground, name, after),
    }


def _rests(trace: Trace, ground: Ground, name: str, after: str) -> dict[str, Any]:
    found = rests(trace, ground, name)
    shown, later = cut(found, _rest_key, after, LINES)
    titles = {one.id: one.front.title for one in trace.courses}
    said = [(_rest_link(one), titles.get(one.course, "The library"), one) for one in shown]
    return {"rests": said, "after": after, "later": later}


def _rest_key(rest: Rest) -> str:
    return f"{rest.course}.{rest.what}.{rest.id}"


def _rest_link(rest: Rest) -> Link:
    folder = f"/courses/{rest.course}"
    leads = {
        "objective": f"/authoring/trace/{rest.course}",
        "module": f"{folder}/{rest.module}",
        "item": f"{folder}/{rest.module}",
        "case": f"/cases/{rest.id}",
    }
    return Link(rest.words or rest.id, leads.get(rest.what, ""))
