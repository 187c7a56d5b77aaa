"""The Markdown texts within a scenario, each with its path in it."""

from __future__ import annotations

from collections.abc import Iterator

from learning.content.scenario_model import Moment, ScenarioFile

Path = tuple[str | int, ...]


def texts(file: ScenarioFile) -> Iterator[tuple[Path, str]]:
    """Every Markdown text of a scenario."""
    for name in ("summary", "pre_brief", "origin"):
        yield (name,), getattr(file, name)
    for at, role in enumerate(file.roles):
        yield ("roles", at, "brief"), role.brief
    for name, moment in file.nodes.items():
        yield from ((("nodes", name, *path), text) for path, text in _moment(moment))
    for at, prompt in enumerate(file.debrief):
        if prompt.note:
            yield ("debrief", at, "note"), prompt.note


def _moment(moment: Moment) -> Iterator[tuple[Path, str]]:
    yield ("text",), moment.text
    for at, cue in enumerate(moment.cues):
        yield ("cues", at, "text"), cue.text
    for at, way in enumerate(moment.choices):
        yield ("choices", at, "text"), way.text
        yield ("choices", at, "feedback"), way.feedback
