"""Rules of the case library: each case against its fact sheet, and the library as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from learning.content.building import Case, Module
from learning.content.document import Document
from tests.house import curriculum
from tests.house import wording_rules as wording
from tests.house.curriculum import WITH_CHILDREN, Finding, running, section_of, sentences
from tests.house.figures import numbers

DISCLAIMER = (
    "These reports are voluntary, one-sided and not investigated. Counts of reports are not rates."
)
FEWEST = 50
#: One case in so many went well, or was well recovered.
SHARE = 8
#: Sheets of successes and good recoveries, whatever the kind of the case.
GOOD = {"AV-04", "AV-15", "AV-32", "AV-33", "AV-38", "CP-18", "CP-23", "WF-01"}
_REPORTS = ("AV", "SG", "WF")
_SHORTEST, _LONGEST = 220, 520
_FREE = "Pause and think"
#: A block that says so is a comparison of ours with work with children, not a fact of the sheet.
_OURS = re.compile(r"\bparallel\b.*\bours?\b", re.IGNORECASE | re.DOTALL)
_CAUGHT = ("caught_before_child", "good_outcome")
_NOBODY = ("chance", "not_caught", "unknown")


def sheets() -> dict[str, dict[str, list[str]]]:
    """What each fact sheet allows."""
    return curriculum.table("curriculum_sheets.yaml")


def live(cases: Sequence[Case]) -> list[Case]:
    """The cases that are shown."""
    return [case for case in cases if case.front.status == "live"]


def against_sheet(case: Case) -> list[Finding]:
    """The sheet of a case: named, in its file's name, of its class."""
    named = case.front.source.sheet or ""
    sheet = sheets().get(named)
    if sheet is None:
        say = f"source.sheet is {named or 'missing'}: name the fact sheet, as CP-01"
        return [_at(case, "source", say)]
    found = []
    if not case.id.startswith(f"{named.lower()}-"):
        found.append(_at(case, "source", f"the file's name does not begin with {named.lower()}-"))
    if case.front.class_ not in sheet["class"]:
        allowed = " or ".join(sheet["class"])
        found.append(_at(case, "class", f"class {case.front.class_}: the sheet says {allowed}"))
    return found


def numbers_beyond(case: Case) -> list[Finding]:
    """Numbers in a case that its sheet does not hold, but for the pause at its end."""
    sheet = sheets().get(case.front.source.sheet or "", {"numbers": [], "ours": []})
    held = {float(one) for one in (*sheet["numbers"], *sheet["ours"])}
    found = []
    for one in sentences(told_in(case.document)):
        for number in sorted(numbers(one.text) - held):
            say = f"{number:g} is not on sheet {case.front.source.sheet} (“{one.text[:50]}”)"
            found.append(Finding(case.file, one.line, f"{say}: tell no number that it has not"))
    return found


def told_in(document: Document) -> Iterator[tuple[int, str]]:
    """The blocks of a case that tell facts."""
    for line, text in running(document):
        if section_of(document, line) != _FREE and not _OURS.search(text):
            yield line, text


def idle_numbers(cases: Sequence[Case]) -> list[str]:
    """Numbers that were allowed as counted by us, and are told no more."""
    found = []
    for case in cases:
        named = case.front.source.sheet or ""
        told = {one for _, text in told_in(case.document) for one in numbers(text)}
        ours = sheets().get(named, {"ours": []})["ours"]
        found += [f"{named}: {one}" for one in ours if float(one) not in told]
    return found


def unexplained(case: Case) -> list[Finding]:
    """Terms of flying and of wildland fire that a case of these does not explain."""
    return wording.unexplained(case.file, wording.in_order(case)) if of_reports(case) else []


def without_disclaimer(case: Case) -> list[Finding]:
    """Reports to a scheme without the one sentence that says what such reports are."""
    sheet = (case.front.source.sheet or "")[:2]
    if sheet not in _REPORTS or case.front.disclaimer == DISCLAIMER:
        return []
    return [_at(case, "title", f"the disclaimer must be: {DISCLAIMER}")]


def of_wrong_length(case: Case) -> list[Finding]:
    """Cases that are too short to be a story, or too long for a tired reader."""
    words = case.document.words
    if _SHORTEST <= words <= _LONGEST:
        return []
    return [_at(case, "title", f"{words} words: have {_SHORTEST} to {_LONGEST}")]


def successes(cases: Sequence[Case]) -> list[Case]:
    """Cases that went well or were well recovered."""
    return [case for case in cases if went_well(case) or was_recovered(case)]


def went_well(case: Case) -> bool:
    """A success by its kind, or by its sheet."""
    return case.front.kind == "success" or case.front.source.sheet in GOOD


def was_recovered(case: Case) -> bool:
    """A near miss that somebody or something caught in time, with what helped coded."""
    front = case.front
    in_time = front.outcome in _CAUGHT and front.caught_by not in _NOBODY
    return front.class_ == "NM" and in_time and any(one.effect == "helped" for one in front.factors)


def with_children(case: Case) -> bool:
    """Whether a case is about children."""
    sheet = case.front.source.sheet or ""
    return case.front.domain in WITH_CHILDREN or sheet.startswith("SG-")


def of_reports(case: Case) -> bool:
    """Whether a case is told in the words of flying or of wildland fire."""
    return (case.front.source.sheet or "")[:2] in _REPORTS


def few_cases(module: Module, cases: Sequence[Case]) -> Iterator[str]:
    """What a module's choice of cases lacks."""
    named = [one.id for one in module.front.cases]
    by_id = {case.id: case for case in cases}
    if not 3 <= len(named) <= 5:
        yield f"{len(named)} cases: choose three to five"
    for one in named:
        if one not in by_id:
            yield f"there is no case {one}"
    if not any(with_children(by_id[one]) for one in named if one in by_id):
        yield "no case from work with children: choose one"
    slots = set(module.document.case_ids)
    if len(slots) < 2:
        yield f"{len(slots)} callouts of a case in the text: have at least two"


def unnoted(module: Module, cases: Sequence[Case]) -> Iterator[str]:
    """Cases with a content note in a module that has none itself."""
    shown = {*module.document.case_ids, *(one.id for one in module.front.cases)}
    hard = [case.id for case in cases if case.id in shown and case.front.content_notes]
    if hard and not module.front.content_notes:
        yield f"{', '.join(hard)} may be hard to read: add content_notes"


def _at(case: Case, field: str, say: str) -> Finding:
    return Finding(case.file, case.places.key(field).line, say)
