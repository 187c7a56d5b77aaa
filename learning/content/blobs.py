"""Blobs: what a release keeps, named by its hash, and the shape of each kind.

A body is canonical JSON of what the author wrote and is the record; `html` is the rendering beside
it and may be made anew. `compiling` writes these shapes, and whoever reads a blob gets them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from learning.content.document import Entry, Section, Segment
from learning.content.hashing import canonical, sha256
from learning.content.model import (
    CaseFront,
    CourseFile,
    Draw,
    FactorsFile,
    Item,
    ModuleFront,
    Pass,
    Shuffle,
)
from learning.content.scenario_model import ScenarioFile

Kind = Literal[
    "item", "quiz", "module", "scenario", "media", "course", "case", "factors", "library"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes and their SHA-256; `html` is a JSON text of rendered pieces, or None."""

    sha256: str
    kind: Kind
    body: bytes
    html: str | None = None


@dataclass(frozen=True, slots=True)
class CompiledItem:
    """What a release must know of an item to hold it against the published state."""

    id: str
    module: str
    rev: int
    sha256: str
    meaning: str
    status: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """A course, or the case library under `cases`: its manifest and every blob the manifest needs.

    `blobs` names each hash once and leaves the manifest out; `items` stand in the authors' order.
    """

    course: str
    manifest: Blob
    blobs: tuple[Blob, ...]
    items: tuple[CompiledItem, ...] = ()


class Shape(BaseModel):
    """A closed shape: what is not listed is not there."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    def plain(self) -> dict[str, Any]:
        """As JSON values; what the author left out is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


class QuizEntry(Shape):
    """An item of a quiz, by its hashes."""

    id: str
    rev: int
    sha256: str
    meaning: str
    status: str
    objective: str
    critical: bool
    type: str


class QuizBlob(Shape):
    """A quiz: its rules with every default spelt out, and its items of all states in file order."""

    pass_: Pass = Field(alias="pass")
    shuffle: Shuffle
    confidence: Literal["off", "optional", "required"]
    feedback: Literal["after_item", "after_quiz"]
    draw: Draw | None = None
    items: tuple[QuizEntry, ...]


class ModuleBlob(Shape):
    """A module: its front matter, its Markdown, the hash of its quiz and of each media file.

    The course is part of it, because links and pictures in its rendering lead to that course.
    """

    course: str
    id: str
    front: ModuleFront
    source: str
    quiz: str | None
    media: dict[str, str]


class ModuleEntry(Shape):
    """A module as the manifest lists it; `cases` are those chosen and those with a slot."""

    id: str
    sha256: str
    title: str
    minutes: int
    quiz: bool
    objectives: tuple[str, ...]
    factors: tuple[str, ...]
    cases: tuple[str, ...]


class ScenarioBlob(Shape):
    """A scenario as its author wrote it. The course is part of it, as of a module's."""

    course: str
    id: str
    front: ScenarioFile


class ScenarioEntry(Shape):
    """A scenario as the manifest lists it. A retired one stays, for those who played it."""

    id: str
    sha256: str
    title: str
    minutes: int
    status: Literal["live", "retired"]
    objectives: tuple[str, ...]
    cases: tuple[str, ...]


class CourseBlob(Shape):
    """The manifest of a course: what its release consists of.

    `scenarios` is left out where there are none, so that older manifests stay what they were.
    """

    format: Literal[1]
    id: str
    front: CourseFile
    modules: tuple[ModuleEntry, ...]
    scenarios: tuple[ScenarioEntry, ...] = ()


class CaseBlob(Shape):
    """A case study. A retracted one keeps its id and that, and nothing else."""

    id: str
    status: Literal["retracted"] | None = None
    front: CaseFront | None = None
    source: str | None = None


class CaseEntry(Shape):
    """A case as the manifest lists it."""

    id: str
    sha256: str
    status: Literal["live", "retracted"]


class LibraryBlob(Shape):
    """The manifest of the case library; `factors` is the hash of the taxonomy."""

    cases: tuple[CaseEntry, ...]
    factors: str | None


class Part(Shape):
    """An option, step or side: `text` fits a label, `feedback` is blocks."""

    text: str
    feedback: str | None = None


class ItemHtml(Shape):
    """The pieces of an item. Options, steps, sides and criteria fit a label; others are blocks."""

    prompt: str
    context: str | None = None
    hint: str | None = None
    feedback: dict[str, str]
    options: dict[str, Part] | None = None
    left: dict[str, Part] | None = None
    right: dict[str, Part] | None = None
    near: tuple[str, ...] | None = None
    rationale: str | None = None
    model_answer: str | None = None
    criteria: dict[str, str] | None = None


class ModuleHtml(Shape):
    """A module's page. Ids in it are unique among themselves and unlike the site's own."""

    segments: tuple[Segment, ...]
    contents: tuple[Entry, ...]
    words: int
    peer_task: str


class MomentHtml(Shape):
    """The pieces of a moment: text and cues are blocks, a choice's text fits a label."""

    text: str
    cues: tuple[str, ...]
    choices: dict[str, Part]


class ScenarioHtml(Shape):
    """The pieces of a scenario, in blocks; roles, moments and prompts by their ids."""

    summary: str
    pre_brief: str
    origin: str
    roles: dict[str, str]
    nodes: dict[str, MomentHtml]
    debrief: dict[str, str]


class CourseHtml(Shape):
    """A course's summary, in blocks."""

    summary: str


class CaseHtml(Shape):
    """A case study by its sections; `lead` is plain text of at most 220 characters."""

    sections: tuple[Section, ...]
    lead: str


def blob(kind: Kind, body: dict[str, Any], html: Shape | None = None) -> Blob:
    """Name a body by its hash. Pieces that are None are left out of the rendering."""
    made = canonical(body)
    pieces = None
    if html is not None:
        pieces = canonical(html.model_dump(mode="json", exclude_none=True)).decode()
    return Blob(sha256(made), kind, made, pieces)


_ITEM: TypeAdapter[Item] = TypeAdapter(Item)


def item_from(body: bytes) -> Item:
    """Read the body of an item; each reader raises pydantic's error for a body of another kind."""
    return _ITEM.validate_json(body)


def quiz_from(body: bytes) -> QuizBlob:
    """Read the body of a quiz."""
    return QuizBlob.model_validate_json(body)


def module_from(body: bytes) -> ModuleBlob:
    """Read the body of a module."""
    return ModuleBlob.model_validate_json(body)


def scenario_from(body: bytes) -> ScenarioBlob:
    """Read the body of a scenario."""
    return ScenarioBlob.model_validate_json(body)


def course_from(body: bytes) -> CourseBlob:
    """Read the manifest of a course."""
    return CourseBlob.model_validate_json(body)


def case_from(body: bytes) -> CaseBlob:
    """Read the body of a case."""
    return CaseBlob.model_validate_json(body)


def library_from(body: bytes) -> LibraryBlob:
    """Read the manifest of the case library."""
    return LibraryBlob.model_validate_json(body)


def factors_from(body: bytes) -> FactorsFile:
    """Read the body of the factors."""
    return FactorsFile.model_validate_json(body)
