"""What blobs hold, as values: a course, a module, a quiz and the case library of one release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from learning.content import blobs
from learning.content.blobs import (
    CaseHtml,
    CourseHtml,
    ModuleBlob,
    ModuleEntry,
    ModuleHtml,
    ScenarioBlob,
    ScenarioEntry,
    ScenarioHtml,
)
from learning.content.model import CaseFront, CourseFile, Factor, Item, ModuleFront, QuizFile
from learning.content.scenario_model import ScenarioFile


@dataclass(frozen=True)
class Published:
    """A row of releases: `version` counts within the course."""

    release_id: int
    course: str
    version: int
    effect: str
    manifest_sha256: str
    at: dt.datetime


@dataclass(frozen=True)
class Course:
    """A course of one release."""

    release: Published
    front: CourseFile
    modules: tuple[ModuleEntry, ...]
    summary_html: str
    #: retired ones too
    scenarios: tuple[ScenarioEntry, ...] = ()

    @property
    def id(self) -> str:
        """The author's id of the course."""
        return self.release.course

    @property
    def is_live(self) -> bool:
        """Whether it can be begun; a retired one is kept for those who completed it."""
        return self.front.status == "live"

    @property
    def minutes(self) -> int:
        """Stated minutes of all modules."""
        return sum(module.minutes for module in self.modules)

    @cached_property
    def by_id(self) -> Mapping[str, ModuleEntry]:
        """The modules by their ids."""
        return {module.id: module for module in self.modules}

    @cached_property
    def plays(self) -> Mapping[str, ScenarioEntry]:
        """The scenarios that can be begun, by their ids; none of a retired course."""
        live = self.scenarios if self.is_live else ()
        return {play.id: play for play in live if play.status == "live"}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The modules that complete the course, in its order."""
        rule = self.front.completion.modules
        return tuple(m.id for m in self.modules if rule == "all" or m.id in rule)


@dataclass(frozen=True)
class Module:
    """A module's text. `page` has its segments: HTML, and slots for cases, filled when shown."""

    written: ModuleBlob
    page: ModuleHtml

    @property
    def front(self) -> ModuleFront:
        """The front matter."""
        return self.written.front


@dataclass(frozen=True)
class Scenario:
    """A scenario of one release. `page` has the rendering of every text of it."""

    written: ScenarioBlob
    page: ScenarioHtml

    @property
    def id(self) -> str:
        """The author's id of the scenario."""
        return self.written.id

    @property
    def front(self) -> ScenarioFile:
        """What the author wrote."""
        return self.written.front


@dataclass(frozen=True)
class Quiz:
    """A quiz with its items; `sha256` gives each item's blob."""

    file: QuizFile
    sha256: Mapping[str, str]

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The items by their ids."""
        return {item.id: item for item in self.file.items}


@dataclass(frozen=True)
class Case:
    """A case study; a retracted one keeps its id and nothing else."""

    id: str
    front: CaseFront | None
    page: CaseHtml

    @property
    def retracted(self) -> bool:
        """Whether only a neutral placeholder may be shown."""
        return self.front is None


@dataclass(frozen=True)
class Library:
    """All cases of a release, in the order of their ids, and the factors that code them."""

    version: int
    cases: Mapping[str, Case]
    factors: Mapping[str, Factor]
    taxonomy: str

    @staticmethod
    def empty() -> Library:
        """The library before anything is published."""
        return Library(0, {}, {}, "")


def course_from(published: Published, body: bytes, html: str) -> Course:
    """Read a manifest."""
    manifest = blobs.course_from(body)
    summary = CourseHtml.model_validate_json(html).summary
    return Course(published, manifest.front, manifest.modules, summary, manifest.scenarios)


def module_from(body: bytes, html: str) -> Module:
    """Read a module with its rendering."""
    return Module(blobs.module_from(body), ModuleHtml.model_validate_json(html))


def scenario_from(body: bytes, html: str) -> Scenario:
    """Read a scenario with its rendering."""
    return Scenario(blobs.scenario_from(body), ScenarioHtml.model_validate_json(html))


def quiz_from(body: bytes, item: Callable[[str], Item]) -> Quiz:
    """Read a quiz; `item` gives the item of a hash."""
    written = blobs.quiz_from(body)
    rules = written.model_dump(by_alias=True, exclude={"items"}, exclude_none=True)
    items = [item(entry.sha256) for entry in written.items]
    shas = {entry.id: entry.sha256 for entry in written.items}
    return Quiz(QuizFile.model_validate({**rules, "items": items}), shas)


def library_from(
    published: Published, body: bytes, read: Callable[[str], tuple[bytes, str]]
) -> Library:
    """Read the library's manifest and every case in it; `read` gives body and rendering."""
    manifest = blobs.library_from(body)
    cases = {one.id: case_from(*read(one.sha256)) for one in manifest.cases}
    if manifest.factors is None:
        return Library(published.version, cases, {}, "")
    file = blobs.factors_from(read(manifest.factors)[0])
    factors = {factor.id: factor for group in file.groups for factor in group.factors}
    return Library(published.version, cases, factors, file.version)


def case_from(body: bytes, html: str) -> Case:
    """Read a case with its rendering; of a retracted one there is none."""
    written = blobs.case_from(body)
    if written.front is None:
        return Case(written.id, None, CaseHtml(sections=(), lead=""))
    return Case(written.id, written.front, CaseHtml.model_validate_json(html))
