"""Building: the files of courses/ become models, and the models the catalogue.

What cannot be built is left out of the catalogue and told as problems; nothing is raised for an
author's mistake. Whether the parts fit each other is judged elsewhere, by the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from learning.content import composing, reading
from learning.content.markdown import Document, parse
from learning.content.model import CaseFront, CourseFile, FactorsFile, ModuleFront, QuizFile
from learning.content.places import Places
from learning.content.problems import Findings
from learning.content.scenario_model import ScenarioFile
from learning.content.shape_rules import Shape, tell

#: The places of what has no file.
NOWHERE = Places()
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Module:
    """A module as written. `file` is its module.md; `media` are its files by name."""

    id: str
    file: str
    front: ModuleFront
    document: Document
    quiz: QuizFile | None = None
    quiz_places: Places = NOWHERE
    media: Mapping[str, Path] = field(default_factory=dict)
    places: Places = NOWHERE


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as written, of any status."""

    id: str
    file: str
    front: ScenarioFile
    places: Places = NOWHERE


@dataclass(frozen=True, slots=True)
class Course:
    """A course as written: its modules in its own order, its scenarios by their ids. `file` is its
    course.yaml.
    """

    id: str
    file: str
    front: CourseFile
    modules: tuple[Module, ...]
    places: Places = NOWHERE
    scenarios: tuple[Scenario, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A curated case as written."""

    id: str
    file: str
    front: CaseFront
    document: Document
    places: Places = NOWHERE


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that could be built, by id.

    `broken` names the courses (or `cases`, the library with its factors) that have errors: they may
    be here in part and must not be published.
    """

    courses: Mapping[str, Course] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    factors: FactorsFile | None = None
    broken: frozenset[str] = frozenset()


def fields(
    path: Path, model: type[_Model], area: str, findings: Findings
) -> tuple[_Model | None, Places]:
    """A YAML file as its model, and where its values stand."""
    text = reading.read(path, findings)
    return (None, NOWHERE) if text is None else _model(text, model, area, findings)


def article(
    path: Path, model: type[_Model], area: str, findings: Findings
) -> tuple[_Model | None, Places, Document | None]:
    """A Markdown file as the model of its front matter, its places, and what its text holds."""
    text = reading.read(path, findings)
    parts = None if text is None else reading.split(text, findings)
    if parts is None:
        return None, NOWHERE, None
    front, places = _model(parts.front, model, area, findings, parts.front_line - 1)
    return front, places, parse(parts.body, parts.body_line)


def _model(
    text: str, model: type[_Model], area: str, findings: Findings, above: int = 0
) -> tuple[_Model | None, Places]:
    """The model of a YAML text; None where it cannot be built."""
    composed = composing.compose(text, findings, above)
    if composed is None:
        return None, NOWHERE
    try:
        built = model.model_validate(composed.value)
    except ValidationError as error:
        if composed.whole:
            tell(error, composed.value, composed.places, Shape(model, area), findings)
        return None, composed.places
    return (built if composed.whole else None), composed.places
