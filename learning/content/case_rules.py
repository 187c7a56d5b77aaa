"""Rules of a case study: its sections, its stage, and what must be said of its source."""

from __future__ import annotations

import re
from itertools import pairwise

from learning.content.building import Case
from learning.content.problems import Findings, Place, hint, quoted
from learning.content.reference_rules import Library, Naming

SECTIONS = (
    "What happened",
    "What nearly happened",
    "What caught it",
    "What made it likely",
    "Pause and think",
)
_OWN_STAGE = ("child_protection", "early_years")
_VOLUNTARY = ("aviation", "fire")
_REPORTED = re.compile(r"\breported\b", re.IGNORECASE)


def check(case: Case, library: Library, findings: Findings) -> None:
    """All rules of one case; of a retracted one, whose text nobody meets, only its fields."""
    coded = Naming(findings, "case", lambda at: case.places.at("factors", at, "id"))
    coded.factors([factor.id for factor in case.front.factors], library)
    if case.front.status != "retracted":
        _stage(case, findings)
        _sections(case, findings)
        _source(case, findings)


def _stage(case: Case, findings: Findings) -> None:
    """Work with children has a stage; for other trades a stage is a parallel we draw."""
    front, places = case.front, case.places
    if front.domain in _OWN_STAGE:
        if front.stage is None:
            missing = f"a case of {front.domain} needs its stage: add stage"
            findings.add("case.stage", places.at(), missing)
        if front.stage_parallel is not None:
            own = f"a case of {front.domain} has a stage of its own: use stage"
            findings.add("case.stage-parallel", places.key("stage_parallel"), own)
    elif front.stage is not None:
        drawn = f"a case of {front.domain} can only be a parallel: use stage_parallel"
        findings.add("case.stage-parallel", places.key("stage"), drawn)


def _sections(case: Case, findings: Findings) -> None:
    """The five headings of level 2, each once, in order, and no other."""
    for slot in case.document.cases:
        within = "a case holds no other case: name it in words, or link to it"
        findings.add("text.callout", Place(slot.line, 1), within)
    headings = [one for one in case.document.headings if one.level == 2]
    titles = [one.text for one in headings]
    for heading in headings:
        if heading.text not in SECTIONS:
            other = f"no section is called {quoted(heading.text)}{hint(heading.text, SECTIONS)}"
            findings.add("case.sections", Place(heading.line, 1), other)
    for title in SECTIONS:
        if title not in titles:
            missing = f"the section '{title}' is missing: add it as ## {title}"
            findings.add("case.sections", Place(case.document.first_line, 1), missing)
    known = [one for one in headings if one.text in SECTIONS]
    for before, heading in pairwise(known):
        if SECTIONS.index(heading.text) <= SECTIONS.index(before.text):
            late = f"'{heading.text}' cannot follow '{before.text}': put the five in their order"
            findings.add("case.sections", Place(heading.line, 1), late)


def _source(case: Case, findings: Findings) -> None:
    front = case.front
    if front.domain in _VOLUNTARY and front.disclaimer is None:
        say = "say in disclaimer that reports are voluntary and one-sided, and counts are no rates"
        findings.add("case.disclaimer", case.places.at("domain"), say)
    if front.source.evidence == "secondary" and not _REPORTED.search(case.document.source):
        say = "the source is secondary: say in the text 'as reported by ...'"
        findings.add("case.reported", case.places.at("source", "evidence"), say)
