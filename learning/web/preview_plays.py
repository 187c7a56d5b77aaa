"""A scenario as its author looks at it: all its moments, and where each choice leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from learning.content.building import Scenario
from learning.content.compiling import compile_scenario
from learning.content.drafts import CourseDraft, Drafts
from learning.content.layout import SCENARIOS
from learning.content.layout import shown as told_as
from learning.content.scenario_graph import explore
from learning.content.scenario_model import ScenarioFile
from learning.errors import NotFound
from learning.releases import shapes
from learning.web import preview_boards
from learning.web.crew_pages import Cue
from learning.web.preview_boards import Notice, Sorter
from learning.web.preview_shapes import course_draft, course_of
from learning.web.scenario_pages import PlayCard
from learning.web.templating import minutes

_STATES = {"draft": "Draft", "retired": "Retired"}


@dataclass(frozen=True)
class Way:
    """A choice, what is said of it, and the moment it leads to; without a title it is not there."""

    text: Markup
    feedback: Markup
    to: str
    title: str


@dataclass(frozen=True)
class Moment:
    """A moment with its problems. `labels` say where in the whole it stands."""

    id: str
    title: str
    labels: Sequence[str]
    html: Markup
    cues: Sequence[Cue]
    ways: Sequence[Way]
    end: str
    told: Sequence[Notice]


def cards(draft: CourseDraft, objectives: Iterable[str] | None = None) -> list[PlayCard]:
    """The scenarios of a course, or those of it that practise one of these objectives."""
    asked = None if objectives is None else set(objectives)
    return [
        PlayCard(f"/courses/{draft.id}/scenarios/{name}", play.front.title, _labels(play.front))
        for name, play in draft.scenarios.items()
        if asked is None or asked.intersection(play.front.objectives)
    ]


def _labels(front: ScenarioFile) -> list[str]:
    found = ["Scenario", minutes(front.minutes)]
    return [*found, _STATES[front.status]] if front.status in _STATES else found


def _starts(play: Scenario) -> list[tuple[int, str]]:
    """The lines on which the moments begin; what stands behind the last of them has no name."""
    places, nodes = play.places, play.places.key("nodes").line
    found = sorted((places.key("nodes", name).line, name) for name in play.front.nodes)
    fields = (places.key(name).line for name in ScenarioFile.model_fields)
    behind = [line for line in fields if line > nodes]
    inside = [one for one in found if not behind or one[0] < min(behind)]
    return [*inside, *((line, "") for line in sorted(behind))] if inside == found else found


def whole(course: str, play: Scenario, told: Mapping[str, Sequence[Notice]]) -> dict[str, Any]:
    """Everything of a scenario: its moments in the order in which they can be met."""
    made = compile_scenario(course, play)
    shown = shapes.scenario_from(made.body, made.html or "")
    front, html = shown.front, shown.page
    depths = explore(front.nodes, front.start).depths
    order = sorted(front.nodes, key=lambda name: depths.get(name, len(front.nodes)))
    ask = [(one.ask, Markup(html.debrief.get(one.id, ""))) for one in front.debrief]
    return {
        "title": front.title,
        "front": front,
        "labels": _labels(front),
        "summary": Markup(html.summary),
        "pre_brief": Markup(html.pre_brief),
        "origin": Markup(html.origin),
        "roles": [(one.title, Markup(html.roles[one.id])) for one in front.roles],
        "moments": [_moment(shown, name, depths, told.get(name, ())) for name in order],
        "prompts": ask,
    }


def _moment(
    play: shapes.Scenario, name: str, depths: Mapping[str, int], told: Sequence[Notice]
) -> Moment:
    node, html = play.front.nodes[name], play.page.nodes[name]
    labels = [name, "Beginning"] if name == play.front.start else [name]
    if name not in depths:
        labels.append("Nothing leads here")
    return Moment(
        name,
        node.title,
        [*labels, "End"] if node.end else labels,
        Markup(html.text),
        [
            Cue(cue.kind.capitalize(), cue.after or "", Markup(text))
            for cue, text in zip(node.cues, html.cues, strict=True)
        ],
        [_way(play, way.to, html.choices[way.id]) for way in node.choices],
        node.end or "",
        told,
    )


def _way(play: shapes.Scenario, to: str, part: Any) -> Way:
    """A choice that leads to a moment that is not there has no title for it."""
    title = play.front.nodes[to].title if to in play.front.nodes else ""
    return Way(Markup(part.text), Markup(part.feedback), to, title)


def scenario_page(drafts: Drafts, course: str, scenario: str) -> dict[str, Any]:
    """A scenario: every moment, what one may do in it, what is said of that, and where it leads."""
    draft = course_draft(drafts, course)
    play = draft.scenarios.get(scenario)
    file = told_as(drafts.root / course / SCENARIOS / f"{scenario}.yaml")
    problems = preview_boards.of_file(draft.problems, file)
    sorter = Sorter(draft.stale & {file, draft.file})
    made = course_of(draft)
    if play is None or made is None:
        if not problems and play is None:
            raise NotFound(
                f"There is no scenario {scenario} in {draft.file.rpartition('/')[0]}. "
                "Was its file renamed or moved? The page of the course lists its scenarios."
            )
        sorter.top(problems)
        return {"title": scenario, "board": sorter.board(), "file": file}
    starts = [] if file in draft.stale else _starts(play)
    page = whole(course, play, sorter.parts(starts, problems))
    return {**page, "board": sorter.board(), "course": made}
