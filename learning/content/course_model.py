"""The shape of `course.yaml` and of the front matter of `module.md`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from learning.content.authored import (
    Address,
    Authored,
    Cite,
    Day,
    FactorId,
    Line,
    MonthDay,
    Prose,
    Review,
    Slug,
)


class Owner(Authored):
    """Who answers for the course. A role is enough; a name is optional."""

    name: Line | None = None
    role: Line


class Task(Authored):
    """A task of practice that an objective serves."""

    id: Slug
    text: Line


class Objective(Authored):
    """What a learner can do afterwards, why, and on what ground."""

    id: Slug
    text: Line
    task: Slug
    factors: list[FactorId] = []
    sources: list[Slug] = Field(min_length=1)


SourceKind = Literal[
    "law", "guidance", "regulator", "research", "report", "reports_database", "press", "textbook"
]


class Source(Authored):
    """Something the course rests on. `url` only where complete and of a public body."""

    id: Slug
    title: Line
    author: Line | None = None
    year: int | None = Field(default=None, ge=1900, le=2100)
    locator: Line | None = None
    kind: SourceKind
    url: Address | None = None


class CompletionRule(Authored):
    """Which modules complete the course: all of them, or those listed."""

    modules: Literal["all"] | Annotated[list[Slug], Field(min_length=1)] = "all"


class Validity(Authored):
    """How long a completion counts: months from completion, or up to a fixed day of the year."""

    months: int | None = Field(default=None, ge=1, le=120)
    anchor: Literal["completion", "fixed"] = "completion"
    fixed: MonthDay | None = None


class Support(Authored):
    """Somewhere to turn to when a page is hard to read."""

    label: Line
    phone: Line | None = None
    url: Address | None = None


Effect = Literal["editorial", "material", "critical"]


class Change(Authored):
    """A line of the course's history; its effect decides what happens to completions."""

    date: Day
    effect: Effect
    summary: Line
    modules: list[Slug] = []


class CourseFile(Authored):
    """`<course>/course.yaml`. The folder's name is the course's id."""

    format: Literal[1]
    title: Line
    summary: Prose
    status: Literal["draft", "live", "retired"]
    language: Line = "en-GB"
    licence: Line
    audience: list[Line] = Field(min_length=1)
    owners: list[Owner] = Field(min_length=1)
    tasks: list[Task] = Field(min_length=1)
    objectives: list[Objective] = Field(min_length=1)
    sources: list[Source] = Field(min_length=1)
    modules: list[Slug] = Field(min_length=1)
    completion: CompletionRule = CompletionRule()
    validity: Validity | None = None
    review: Review
    content_notes: list[Line] = []
    support: list[Support] = []
    changes: list[Change] = []


class ModuleCase(Authored):
    """A case the author chose: why it is here, and a question to ask of it."""

    id: Slug
    why: Line
    ask: Line


class ModuleFront(Authored):
    """The front matter of `<course>/<module>/module.md`."""

    title: Line
    minutes: int = Field(ge=1, le=240)
    objectives: list[Slug] = Field(min_length=1)
    factors: list[FactorId] = []
    cases: list[ModuleCase] = []
    sources: list[Cite] = Field(min_length=1)
    review: Review
    content_notes: list[Line] = []
    peer_task: Prose
