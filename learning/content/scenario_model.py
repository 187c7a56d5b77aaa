"""The shape of `<course>/scenarios/<id>.yaml`: moments, what one may do in each, and a debrief.

A scenario is a graph without loops. `nodes` are its moments by id; it begins at `start`; each has
either `choices`, which lead on, or `end`, one line on how it ended. Nothing of it is scored: what a
choice leads to is told in its `feedback`, and the debrief is the point of it. `minutes` are those
of one who plays alone; `timing` is that of a crew.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from learning.content.authored import Authored, Cite, Line, Prose, Review, Slug
from learning.content.case_model import CodedFactor

CueKind = Literal["call", "message", "change", "silence", "detail"]


class Cue(Authored):
    """Something that happens in a moment: told in words, never timed. `after` says when."""

    kind: CueKind
    after: Line | None = None
    text: Prose


class Way(Authored):
    """A choice: what one may do, which moment it leads to, and what is said of it then.

    Its id is unique within its moment. `factor` is the condition that it shows.
    """

    id: Slug
    text: Prose
    to: Slug
    feedback: Prose
    factor: CodedFactor | None = None


class Moment(Authored):
    """A node: what is known now. `end` says in one line how it ended, and has no choices."""

    title: Line
    text: Prose
    cues: list[Cue] = Field(default=[], max_length=6)
    choices: list[Way] = Field(default=[], max_length=6)
    end: Line | None = None


class CrewRole(Authored):
    """A role in a crew: what it is called, and what whoever has it knows."""

    id: Slug
    title: Line
    brief: Prose


class Timing(Authored):
    """Minutes of a crew: the pre-brief, the run without a stop, and the debrief."""

    pre_brief: int = Field(default=10, ge=1, le=60)
    run: int = Field(ge=1, le=120)
    debrief: int = Field(ge=1, le=120)

    @property
    def whole(self) -> int:
        """All of it."""
        return self.pre_brief + self.run + self.debrief


class Prompt(Authored):
    """A thing to ask in the debrief, and what may help whoever finds nothing to say."""

    id: Slug
    ask: Line
    note: Prose | None = None


class ScenarioFile(Authored):
    """`<course>/scenarios/<id>.yaml`. The file's name is the scenario's id.

    `cases` are the true ones it draws on; they and `origin`, which says what is invented, are
    shown at the end. `observer` are behaviours that can be seen or heard, for who watches.
    """

    title: Line
    summary: Prose
    status: Literal["draft", "live", "retired"]
    minutes: int = Field(ge=1, le=240)
    timing: Timing
    roles: list[CrewRole] = Field(default=[], max_length=8)
    objectives: list[Slug] = Field(min_length=1)
    cases: list[Slug] = []
    sources: list[Cite] = Field(min_length=1)
    review: Review
    content_notes: list[Line] = []
    stop_signal: Line = "Anybody may say stop at any time, and need not say why."
    pre_brief: Prose
    start: Slug
    nodes: Annotated[dict[Slug, Moment], Field(min_length=2, max_length=80)]
    debrief: list[Prompt] = Field(min_length=1, max_length=12)
    observer: list[Line] = Field(default=[], max_length=20)
    origin: Prose
