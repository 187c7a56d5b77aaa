"""Rules of a module: what it names is there, and its texts can be read by everyone."""

from __future__ import annotations

from learning.content import item_rules, quiz_rules
from learning.content.document import CaseSlot, Document
from learning.content.gathering import WrittenModule
from learning.content.item_rules import Asked
from learning.content.link_rules import Page
from learning.content.model import CourseFile, ModuleFront
from learning.content.problems import Findings, Place
from learning.content.prose import prose
from learning.content.reference_rules import Library, Naming, review
from learning.content.text_rules import check_body, check_short


def check(
    module: WrittenModule, course: CourseFile | None, library: Library, findings: Findings
) -> None:
    """The front matter, and the cases in the text. `course` is None where it is broken."""
    front, places = module.front, module.places
    if front is None or module.document is None:
        return
    _names(module, front, course, findings)
    _naming(module, findings, "factors").factors(front.factors, library)
    cases = _naming(module, findings, "cases", field="id")
    cases.cases((one.id for one in front.cases), library)
    cases.once(one.id for one in front.cases)
    _slots(module.document, front, library, findings)
    review(findings, front.review, lambda: places.at("review", "due"), library.today)


def check_texts(module: WrittenModule, page: Page, findings: Findings) -> None:
    """The text and the task for peers."""
    if module.document is not None:
        check_body(module.document, page, findings)
    if module.front is not None:
        task = (("peer_task",), module.front.peer_task)
        check_short([task], module.places, page, findings)


def check_quiz(
    module: WrittenModule, course: CourseFile | None, library: Library, findings: Findings
) -> None:
    """The quiz as a whole, and each item."""
    if module.quiz is None:
        return
    places = module.quiz_places
    quiz_rules.check(module.quiz, places, findings)
    own = module.front.objectives if module.front else None
    for at, item in enumerate(module.quiz.items):
        item_rules.check(Asked(item, at, places, own, course, library, findings))


def check_quiz_texts(module: WrittenModule, page: Page, findings: Findings) -> None:
    """The texts of the items."""
    for at, item in enumerate(module.quiz.items if module.quiz else ()):
        texts = ((("items", at, *path), text) for path, text in prose(item))
        check_short(texts, module.quiz_places, page, findings)


def _naming(module: WrittenModule, findings: Findings, name: str, field: str = "") -> Naming:
    """A judge of the names in a list of the front matter."""
    tail = (field,) if field else ()
    return Naming(findings, "module", lambda at: module.places.at(name, at, *tail))


def _names(
    module: WrittenModule, front: ModuleFront, course: CourseFile | None, findings: Findings
) -> None:
    """The objectives and sources are the course's, each once."""
    objectives = _naming(module, findings, "objectives")
    objectives.once(front.objectives)
    if course is None:
        return
    known = {objective.id for objective in course.objectives}
    objectives.known("objective", front.objectives, known)
    sources = _naming(module, findings, "sources", field="id")
    cited = [source.id for source in front.sources]
    sources.known("source", cited, {source.id for source in course.sources})


def _slots(document: Document, front: ModuleFront, library: Library, findings: Findings) -> None:
    """A case in the text is live, is chosen in the front matter, and stands at the margin."""
    slots: list[CaseSlot] = [slot for slot in document.cases if slot.id]
    named = Naming(findings, "module", lambda at: Place(slots[at].line, 1))
    named.cases((slot.id for slot in slots), library)
    chosen = {one.id for one in front.cases}
    for slot in slots:
        place = Place(slot.line, 1)
        if slot.nested:
            within = "a case stands by itself: move it out of the list or callout it is in"
            findings.add("module.case-nested", place, within)
        if slot.id in library.cases and slot.id not in chosen:
            why = f"the front matter does not list '{slot.id}': add it to cases, with why and ask"
            findings.add("module.case-not-listed", place, why)
