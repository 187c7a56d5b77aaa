"""Compiling: checked content in, immutable blobs out, with their rendering beside them.

Give it only what passed the check. The same content gives the same bytes, on any machine, in any
order of files; nothing here knows the time, the database or who publishes.
"""

from __future__ import annotations

from collections.abc import Iterable

from learning.content import pictures
from learning.content.addresses import ANYWHERE, Place
from learning.content.blobs import (
    Blob,
    CaseBlob,
    CaseEntry,
    CaseHtml,
    Compiled,
    CompiledItem,
    CourseBlob,
    CourseHtml,
    LibraryBlob,
    ModuleBlob,
    ModuleEntry,
    ModuleHtml,
    QuizEntry,
    ScenarioBlob,
    ScenarioEntry,
    blob,
)
from learning.content.building import Case, Catalogue, Course, Module, Scenario
from learning.content.document import Document
from learning.content.hashing import meaning, sha256
from learning.content.markdown import body, render, sections
from learning.content.model import Authored, Item, QuizFile
from learning.content.pieces import item_html
from learning.content.scenario_pieces import scenario_html

__all__ = [
    "Blob", "Compiled", "CompiledItem", "compile_case", "compile_course", "compile_library",
    "compile_module", "compile_scenario", "entry", "lead", "outline",
]  # fmt: skip

LIBRARY, SCENARIOS = "cases", "scenarios"
_LEAD = 220


def compile_course(course: Course) -> Compiled:
    """The blobs of a course and its manifest.

    A scenario that is a draft is nobody's to play yet and is not part of it.
    """
    blobs: list[Blob] = []
    items: list[CompiledItem] = []
    entries: list[ModuleEntry] = []
    for module in course.modules:
        made, own_items = compile_module(course.id, module)
        blobs += made
        items += own_items
        entries.append(entry(module, made[-1].sha256))
    plays = [play for play in course.scenarios if play.front.status != "draft"]
    played = [compile_scenario(course.id, play) for play in plays]
    blobs += played
    manifest = CourseBlob(format=1, id=course.id, front=course.front, modules=tuple(entries))
    if played:  # a course without scenarios has the manifest it had before there were any
        shas = (one.sha256 for one in played)
        listed = tuple(map(_listed, plays, shas))
        manifest = manifest.model_copy(update={"scenarios": listed})
    html = CourseHtml(summary=render(course.front.summary, Place(course.id)))
    return Compiled(course.id, blob("course", manifest.plain(), html), _once(blobs), tuple(items))


def outline(course: Course) -> Compiled:
    """What a release of a course would list, to be held against one that is published.

    Nothing is rendered, and what the manifest lists has no hash: a thousand times faster than to
    compile, and never published.
    """
    modules = tuple(entry(module, "") for module in course.modules)
    plays = tuple(_listed(play, "") for play in course.scenarios if play.front.status != "draft")
    manifest = CourseBlob(
        format=1, id=course.id, front=course.front, modules=modules, scenarios=plays
    )
    quizzes = ((module.id, module.quiz.items) for module in course.modules if module.quiz)
    items = tuple(_item(one, module, "") for module, items in quizzes for one in items)
    return Compiled(course.id, blob("course", manifest.plain()), (), items)


def compile_library(catalogue: Catalogue) -> Compiled:
    """The blobs of the case library: live and retracted cases by id, and the factors.

    A draft is nobody's to read yet and is not part of it.
    """
    shown = [catalogue.cases[name] for name in sorted(catalogue.cases)]
    shown = [case for case in shown if case.front.status != "draft"]
    blobs = [compile_case(case) for case in shown]
    entries = tuple(
        CaseEntry(
            id=case.id,
            sha256=made.sha256,
            status="retracted" if case.front.status == "retracted" else "live",
        )
        for case, made in zip(shown, blobs, strict=True)
    )
    factors = None
    if catalogue.factors is not None:
        blobs.append(blob("factors", _written(catalogue.factors)))
        factors = blobs[-1].sha256
    manifest = LibraryBlob(cases=entries, factors=factors)
    return Compiled(LIBRARY, blob("library", manifest.plain()), _once(blobs))


def compile_module(course: str, module: Module) -> tuple[list[Blob], list[CompiledItem]]:
    """The blobs of a module, its own last, and its items."""
    media = {name: _medium(path.read_bytes()) for name, path in sorted(module.media.items())}
    sizes = {name: pictures.size(made.body) for name, made in media.items()}
    place = Place(f"{course}/{module.id}", sizes)
    blobs, quiz = list(media.values()), None
    items: list[CompiledItem] = []
    if module.quiz is not None:
        item_blobs, items = _items(module.quiz.items, module.id, Place(ANYWHERE, sizes))
        blobs += item_blobs
        blobs.append(_quiz(module.quiz, items))
        quiz = blobs[-1].sha256
    written = ModuleBlob(
        course=course,
        id=module.id,
        front=module.front,
        source=module.document.source,
        quiz=quiz,
        media={name: made.sha256 for name, made in media.items()},
    )
    blobs.append(blob("module", written.plain(), _module_html(module, place)))
    return blobs, items


def _module_html(module: Module, place: Place) -> ModuleHtml:
    made = body(module.document, place)
    return ModuleHtml(
        segments=made.segments,
        contents=made.contents,
        words=module.document.words,
        peer_task=render(module.front.peer_task, place),
    )


def entry(module: Module, sha256: str) -> ModuleEntry:
    """A module as its manifest lists it, by the hash of its blob."""
    front = module.front
    chosen = (case.id for case in front.cases)
    return ModuleEntry(
        id=module.id,
        sha256=sha256,
        title=front.title,
        minutes=front.minutes,
        quiz=module.quiz is not None,
        objectives=tuple(front.objectives),
        factors=tuple(front.factors),
        cases=tuple(dict.fromkeys([*chosen, *module.document.case_ids])),
    )


def compile_scenario(course: str, play: Scenario) -> Blob:
    """The blob of a scenario."""
    written = ScenarioBlob(course=course, id=play.id, front=play.front)
    html = scenario_html(play.front, Place(f"{course}/{SCENARIOS}"))
    return blob("scenario", written.plain(), html)


def _listed(play: Scenario, sha256: str) -> ScenarioEntry:
    front = play.front
    return ScenarioEntry(
        id=play.id,
        sha256=sha256,
        title=front.title,
        minutes=front.minutes,
        status="retired" if front.status == "retired" else "live",
        objectives=tuple(front.objectives),
        cases=tuple(front.cases),
    )


def _items(
    items: Iterable[Item], module: str, place: Place
) -> tuple[list[Blob], list[CompiledItem]]:
    made = [(item, blob("item", _written(item), item_html(item, place))) for item in items]
    return [one for _, one in made], [_item(item, module, one.sha256) for item, one in made]


def _item(item: Item, module: str, sha256: str) -> CompiledItem:
    return CompiledItem(item.id, module, item.rev, sha256, meaning(item), item.status)


def _quiz(quiz: QuizFile, items: list[CompiledItem]) -> Blob:
    """A quiz keeps its rules in full: a default that changes later must not change what it was."""
    rules = quiz.model_dump(mode="json", by_alias=True, exclude={"items"}, exclude_none=True)
    entries = [
        QuizEntry(
            id=made.id,
            rev=made.rev,
            sha256=made.sha256,
            meaning=made.meaning,
            status=made.status,
            objective=item.objective,
            critical=item.critical,
            type=item.type,
        ).plain()
        for item, made in zip(quiz.items, items, strict=True)
    ]
    return blob("quiz", {**rules, "items": entries})


def compile_case(case: Case) -> Blob:
    """The blob of a case; of a retracted one, that and nothing else."""
    if case.front.status == "retracted":
        return blob("case", CaseBlob(id=case.id, status="retracted").plain())
    written = CaseBlob(id=case.id, front=case.front, source=case.document.source)
    place = Place(LIBRARY)
    html = CaseHtml(sections=sections(case.document, place), lead=lead(case.document))
    return blob("case", written.plain(), html)


def lead(document: Document) -> str:
    """The first paragraph as plain text, cut at a word where it is long."""
    words = document.paragraphs[0].text.split() if document.paragraphs else []
    whole = " ".join(words)
    if len(whole) <= _LEAD:
        return whole
    end = whole.rfind(" ", 0, _LEAD)
    return whole[: end if end > 0 else _LEAD - 1].rstrip(",;:") + "\u2026"


def _medium(body: bytes) -> Blob:
    return Blob(sha256(body), "media", body)


def _written(file: Authored) -> dict[str, object]:
    """What the author wrote, and no default."""
    return file.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _once(blobs: Iterable[Blob]) -> tuple[Blob, ...]:
    return tuple({one.sha256: one for one in blobs}.values())
