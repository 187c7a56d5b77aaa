"""Rules of a scenario: every way through it ends, every moment is met, all it names is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from learning.content.building import Course, Scenario
from learning.content.link_rules import Page
from learning.content.model import CourseFile
from learning.content.problems import Findings, hint, quoted
from learning.content.reference_rules import Library, Naming, review
from learning.content.scenario_graph import DEPTH, Graph, explore
from learning.content.scenario_model import Moment, ScenarioFile
from learning.content.scenario_texts import texts
from learning.content.text_rules import check_short


@dataclass(frozen=True, slots=True)
class _Played:
    """A scenario, and where its problems are told."""

    scenario: Scenario
    findings: Findings

    @property
    def file(self) -> ScenarioFile:
        return self.scenario.front

    def tell(self, rule: str, message: str, *path: str | int, key: bool = False) -> None:
        """Keep a problem with a part of the scenario; `key`: where the part begins."""
        places = self.scenario.places
        place = places.key(*path) if key else places.at(*path)
        self.findings.add(f"scenario.{rule}", place, message)

    def naming(self, *path: str | int, field: str = "") -> Naming:
        """A judge of the names in a list of the scenario."""
        tail = (field,) if field else ()
        places = self.scenario.places
        return Naming(self.findings, "scenario", lambda at: places.at(*path, at, *tail))


def check(scenario: Scenario, course: Course | None, library: Library, findings: Findings) -> None:
    """All rules of one scenario. `course` is None where it is broken; a retired one is kept as it
    was, so that what was played can be shown.
    """
    played = _Played(scenario, findings)
    _moments(played)
    if scenario.front.status == "retired":
        return
    _names(played, course.front if course else None, library)
    _timing(played)
    due = scenario.places.at
    review(findings, scenario.front.review, lambda: due("review", "due"), library.today)


def check_texts(scenario: Scenario, page: Page, findings: Findings) -> None:
    """The texts of a scenario."""
    check_short(texts(scenario.front), scenario.places, page, findings)


def _moments(played: _Played) -> None:
    """Each moment leads on or ends; all of them together are a graph that can be walked."""
    nodes, start = played.file.nodes, played.file.start
    if start not in nodes:
        played.tell("unknown-node", f"unknown node {quoted(start)}{hint(start, nodes)}", "start")
    for name, moment in nodes.items():
        _ends(played, name, moment)
        played.naming("nodes", name, "choices", field="id").once(way.id for way in moment.choices)
        for at, way in enumerate(moment.choices):
            if way.to not in nodes:
                unknown = f"unknown node {quoted(way.to)}{hint(way.to, nodes)}"
                played.tell("unknown-node", unknown, "nodes", name, "choices", at, "to")
    _graph(played, explore(nodes, start))


def _ends(played: _Played, name: str, moment: Moment) -> None:
    if moment.end is None and not moment.choices:
        stuck = f"'{name}' has no choices and does not end: add choices, or end: how it ended"
        played.tell("dead-end", stuck, "nodes", name, key=True)
    elif moment.end is not None and moment.choices:
        both = f"'{name}' ends and has choices too: delete end, or the choices"
        played.tell("end-with-choices", both, "nodes", name, "end", key=True)


def _graph(played: _Played, graph: Graph) -> None:
    nodes = played.file.nodes
    for name, at in graph.loops:
        to = nodes[name].choices[at].to
        back = f"leads back to '{to}', and so in a circle: write the later moment as its own node"
        played.tell("loop", back, "nodes", name, "choices", at, "to")
    if played.file.start not in nodes:
        return
    for name in nodes:
        if name not in graph.depths:
            lost = f"no choice leads to '{name}': let one lead there, or delete it"
            played.tell("unreachable", lost, "nodes", name, key=True)
    if graph.deepest > DEPTH:
        deep = f"a way through has {graph.deepest} choices: at most {DEPTH}, join some moments"
        played.tell("depth", deep, "nodes", key=True)


def _names(played: _Played, course: CourseFile | None, library: Library) -> None:
    """What a scenario names is in its course, in the library and in factors.yaml, each once."""
    file = played.file
    for name, ids in _lists(file):
        played.naming(name, field="id").once(ids)
    objectives, cases = played.naming("objectives"), played.naming("cases")
    objectives.once(file.objectives)
    cases.once(file.cases)
    cases.cases(file.cases, library)
    _factors(played, library)
    if course is not None:
        objectives.known("objective", file.objectives, {one.id for one in course.objectives})
        sources = played.naming("sources", field="id")
        cited = (cite.id for cite in file.sources)
        sources.known("source", cited, {one.id for one in course.sources})


def _factors(played: _Played, library: Library) -> None:
    places = played.scenario.places
    for name, moment in played.file.nodes.items():
        for at, way in enumerate(moment.choices):
            if way.factor is not None:
                spot = partial(places.at, "nodes", name, "choices", at, "factor", "id")
                Naming(played.findings, "scenario", spot).factors([way.factor.id], library)


def _lists(file: ScenarioFile) -> Iterator[tuple[str, Iterable[str]]]:
    yield "roles", (role.id for role in file.roles)
    yield "debrief", (prompt.id for prompt in file.debrief)


def _timing(played: _Played) -> None:
    timing = played.file.timing
    if timing.debrief < timing.run:
        short = f"{timing.debrief} minutes after a run of {timing.run}: give it as long at least"
        played.tell("short-debrief", short, "timing", "debrief")
