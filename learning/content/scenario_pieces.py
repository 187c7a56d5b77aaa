"""The rendered pieces of a scenario, each text apart: a page shows one moment at a time."""

from __future__ import annotations

from learning.content.addresses import Place
from learning.content.blobs import MomentHtml, Part, ScenarioHtml
from learning.content.markdown import render, render_inline
from learning.content.scenario_model import Moment, ScenarioFile


def scenario_html(file: ScenarioFile, place: Place) -> ScenarioHtml:
    """Render every text of a scenario. Roles, moments, choices and prompts keep their ids."""
    return ScenarioHtml(
        summary=render(file.summary, place),
        pre_brief=render(file.pre_brief, place),
        origin=render(file.origin, place),
        roles={role.id: render(role.brief, place) for role in file.roles},
        nodes={name: _moment(moment, place) for name, moment in file.nodes.items()},
        debrief={one.id: render(one.note, place) for one in file.debrief if one.note},
    )


def _moment(moment: Moment, place: Place) -> MomentHtml:
    return MomentHtml(
        text=render(moment.text, place),
        cues=tuple(render(cue.text, place) for cue in moment.cues),
        choices={
            way.id: Part(text=render_inline(way.text, place), feedback=render(way.feedback, place))
            for way in moment.choices
        },
    )
