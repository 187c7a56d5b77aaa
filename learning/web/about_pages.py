"""What the page of sources shows: each source with the modules it serves, each case with its own.

A source that is told as a case takes that case's licence; of the others facts alone were taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from learning.cases import library as finding
from learning.cases import words
from learning.content.model import CaseFront, CourseFile, Source
from learning.content.tracing import CourseThread, ModuleThread, Trace
from learning.releases.shapes import Library
from learning.web.trace_links import Link
from learning.web.trace_pages import many

KIND: Mapping[str, str] = {
    "law": "Law",
    "guidance": "Guidance",
    "regulator": "Regulators",
    "research": "Research",
    "report": "Reports, decisions and journals",
    "reports_database": "Databases of voluntary reports",
    "press": "Press and other accounts",
    "textbook": "Textbooks",
}
_SHEET = re.compile(r"\b[A-Z]{2}-\d{2}\b")
_One = TypeVar("_One")


@dataclass(frozen=True)
class SourceLine:
    """A source: its title, what else is known of it, and what rests on it."""

    title: str
    facts: Sequence[str]
    serves: Sequence[Link]
    cases: Sequence[Link]
    url: str


@dataclass(frozen=True)
class CourseGround:
    """A course: what it rests on, by kind, and who read it last."""

    id: str
    front: CourseFile
    count: str
    kinds: Sequence[tuple[str, Sequence[SourceLine]]]


@dataclass(frozen=True)
class CaseLine:
    """A case and where it was published."""

    link: Link
    facts: Sequence[str]


def page(trace: Trace, library: Library) -> dict[str, Any]:
    """All that the page shows; of courses those that can be begun, of cases those to be read."""
    fronts = [(one.id, one.front) for one in finding.shown(library) if one.front is not None]
    sheets = _by(
        ((one.source.sheet or "", Link(one.title, f"/cases/{name}", one.source.licence)))
        for name, one in fronts
    )
    grounds = [_ground(one, sheets) for one in trace.courses if one.front.status == "live"]
    evidence = Counter(one.source.evidence for _, one in fronts)
    return {
        "courses": grounds,
        "fields": _fields(fronts),
        "told": many(len(fronts), "case"),
        "primary": evidence["primary"],
        "secondary": evidence["secondary"],
        "licences": Counter(one.source.licence for _, one in fronts).most_common(),
    }


def _ground(course: CourseThread, sheets: Mapping[str, Sequence[Link]]) -> CourseGround:
    serves = _serving(course)
    lines = _by(
        (KIND[one.kind], _line(one, serves.get(one.id, []), sheets)) for one in course.front.sources
    )
    kinds = [(kind, lines[kind]) for kind in KIND.values() if kind in lines]
    return CourseGround(course.id, course.front, many(len(course.front.sources), "source"), kinds)


def _line(
    source: Source, serves: Sequence[Link], sheets: Mapping[str, Sequence[Link]]
) -> SourceLine:
    locator = source.locator or ""
    cases = [case for sheet in _SHEET.findall(locator) for case in sheets.get(sheet, [])]
    licence = cases[0].note if cases else ""
    facts = [source.author or "", str(source.year or ""), locator, licence]
    return SourceLine(source.title, [one for one in facts if one], serves, cases, source.url or "")


def _serving(course: CourseThread) -> Mapping[str, Sequence[Link]]:
    """The modules and scenarios that rest on each source of a course."""
    served: list[tuple[str, Link]] = []
    for module in course.modules:
        link = Link(module.front.title, f"/courses/{course.id}/{module.id}")
        served += [(name, link) for name in _cited(module)]
    for play in course.scenarios:
        link = Link(play.title, f"/courses/{course.id}/scenarios/{play.id}", "scenario")
        served += [(name, link) for name in dict.fromkeys(cite.id for cite in play.sources)]
    return _by(served)


def _cited(module: ModuleThread) -> Iterable[str]:
    items = (item for item in module.items if item.status == "live")
    own = [*module.front.sources, *(cite for item in items for cite in item.sources)]
    return dict.fromkeys(cite.id for cite in own)


def _fields(fronts: Iterable[tuple[str, CaseFront]]) -> Sequence[tuple[str, Sequence[CaseLine]]]:
    """The cases by the field they come from, in the order of the library."""
    lines = _by((words.DOMAIN[front.domain], _case(name, front)) for name, front in fronts)
    return [*lines.items()]


def _case(name: str, front: CaseFront) -> CaseLine:
    source = front.source
    year = str(source.year) if source.year else "year not stated"
    told = words.EVIDENCE[source.evidence]
    sheet = f"Fact sheet {source.sheet}" if source.sheet else ""
    facts = [source.publisher, source.reference, year, told, source.licence, sheet]
    return CaseLine(Link(front.title, f"/cases/{name}"), [one for one in facts if one])


def _by(pairs: Iterable[tuple[str, _One]]) -> dict[str, list[_One]]:
    found: dict[str, list[_One]] = {}
    for name, one in pairs:
        found.setdefault(name, []).append(one)
    return found


def contents(grounds: Sequence[CourseGround]) -> Iterator[Mapping[str, Any]]:
    """The headings of the page, for its table of contents."""
    yield {"id": "unknown-title", "text": "What is not known", "level": 2}
    for one in grounds:
        yield {"id": f"course-{one.id}", "text": one.front.title, "level": 2}
    yield {"id": "cases-title", "text": "The cases", "level": 2}
    yield {"id": "licences-title", "text": "Licences", "level": 2}
    yield {"id": "error-title", "text": "Tell us of an error", "level": 2}
