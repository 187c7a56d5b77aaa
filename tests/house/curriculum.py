"""The shipped courses, as the tests of the curriculum read them: modules, quizzes, cases.

Every file is read by itself, so that a course which is not whole yet is read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from learning.content.building import Case, Module, article, fields
from learning.content.markdown import Document
from learning.content.model import CaseFront, CourseFile, ModuleFront, QuizFile
from learning.content.problems import Notebook
from tests.house.sources import ROOT, told

COURSES = ROOT / "courses"
#: Domains of work with children; reports on children in a cabin (SG) count as well.
WITH_CHILDREN = ("child_protection", "early_years", "health")
#: A full stop, and what may stand before the next sentence. An abbreviation's stop may end one.
_STOP = re.compile(r"(?<=[.!?:])[\"'”’)\]]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_NOTE = re.compile(r"^\[\^[^\]]+\]:")


@dataclass(frozen=True, order=True)
class Finding:
    """Something an author should change: where it is, and what to do."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True)
class Sentence:
    """A sentence and the line on which it begins."""

    line: int
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())


def lines(findings: Iterable[Finding]) -> str:
    """Findings as a failed test tells them: none is an empty text."""
    return "\n".join(str(one) for one in sorted(findings))


@cache
def courses() -> dict[str, tuple[str, CourseFile]]:
    """Each course that can be read, with its file."""
    found = {}
    for path in sorted(COURSES.glob("*/course.yaml")):
        front, _ = fields(path, CourseFile, "course", Notebook().of(told(path)))
        if front is not None:
            found[path.parent.name] = (told(path), front)
    return found


@cache
def modules() -> tuple[Module, ...]:
    """Every module that can be read, `<course>/<module>` its id."""
    return tuple(one for one in map(module, sorted(COURSES.glob("*/*/module.md"))) if one)


def module(path: Path) -> Module | None:
    """A module with its quiz, from its module.md."""
    findings = Notebook().of(_told(path))
    front, places, document = article(path, ModuleFront, "module", findings)
    if front is None or document is None:
        return None
    quiz = path.with_name("quiz.yaml")
    written, spots = fields(quiz, QuizFile, "quiz", findings) if quiz.exists() else (None, places)
    name = "/".join(path.parts[-3:-1])
    return Module(name, _told(path), front, document, written, spots, {}, places)


@cache
def cases() -> tuple[Case, ...]:
    """Every case that can be read."""
    return tuple(one for one in map(case, sorted((COURSES / "cases").glob("*.md"))) if one)


def case(path: Path) -> Case | None:
    """A case, from its file."""
    findings = Notebook().of(_told(path))
    front, places, document = article(path, CaseFront, "case", findings)
    if front is None or document is None:
        return None
    return Case(path.stem, _told(path), front, document, places)


def _told(path: Path) -> str:
    return told(path) if path.is_relative_to(ROOT) else path.name


def running(document: Document) -> Iterator[tuple[int, str]]:
    """The running text of a document, block by block, without its footnotes."""
    written = document.source.split("\n")
    for block in document.paragraphs:
        at = block.line - document.first_line
        if not (0 <= at < len(written) and _NOTE.match(written[at])):
            yield block.line, block.text


def cells(document: Document) -> Iterator[tuple[int, str]]:
    """The cells of the tables of a document."""
    for at, line in enumerate(document.source.split("\n")):
        if line.startswith("|") and not set(line) <= set("|-: "):
            for cell in line.strip("|").split("|"):
                yield document.first_line + at, cell.strip()


def sentences(blocks: Iterable[tuple[int, str]]) -> Iterator[Sentence]:
    """The sentences of some blocks."""
    for line, text in blocks:
        start = 0
        for end in [*(stop.end() for stop in _STOP.finditer(text)), len(text)]:
            if piece := text[start:end].strip():
                yield Sentence(line + text.count("\n", 0, start), piece)
            start = end


def section_of(document: Document, line: int) -> str:
    """The heading of level 2 under which a line stands."""
    above = [one.text for one in document.headings if one.level == 2 and one.line <= line]
    return above[-1] if above else ""


@cache
def table(name: str) -> dict[str, dict[str, list[str]]]:
    """A table beside this file that the rules rest on."""
    path = Path(__file__).with_name(name)
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
