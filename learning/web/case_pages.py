"""What pages show of a case: its card with the small picture, and the facts of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learning.cases import library as finding
from learning.cases import picture, words
from learning.content.model import CaseFront
from learning.releases.shapes import Case, Library


@dataclass(frozen=True)
class CaseCard:
    """A case in a list or in a module, with what the module's author says of it."""

    href: str
    title: str
    picture: picture.Picture
    labels: Sequence[str]
    lead: str
    caught: str
    why: str = ""
    ask: str = ""


def card(library: Library, case: Case, why: str = "", ask: str = "") -> CaseCard | None:
    """The card of a case; None for one that was retracted."""
    front = case.front
    if front is None:
        return None
    return CaseCard(
        href=f"/cases/{case.id}",
        title=front.title,
        picture=picture.draw(front, labels(library), small=True),
        labels=_labels(front),
        lead=case.page.lead,
        caught=words.caught(front),
        why=why,
        ask=ask,
    )


def cards(library: Library, cases: Sequence[Case]) -> list[CaseCard]:
    """The cards of several cases, retracted ones left out."""
    return [made for case in cases if (made := card(library, case)) is not None]


def labels(library: Library) -> dict[str, str]:
    """The factors' labels by their ids."""
    return {factor.id: factor.label for factor in library.factors.values()}


def _labels(front: CaseFront) -> list[str]:
    stage = finding.stage_of(front)
    found = [words.KIND[front.kind], words.DOMAIN[front.domain]]
    return [*found, words.STAGE[stage]] if stage else found


@dataclass(frozen=True)
class Filter:
    """One list that narrows the library: its choices are pairs of value and words."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str


_LABELS = {
    "kind": "What kind",
    "domain": "From which field",
    "stage": "At which stage",
    "setting": "In which setting",
    "factor": "With which factor",
}


def filters(library: Library, cases: Sequence[Case], wanted: Mapping[str, str]) -> list[Filter]:
    """The lists that narrow the library; only values that occur are offered."""
    held = finding.choices(cases)
    return [
        Filter(
            facet,
            label,
            [("", "Any"), *((one, _value_words(library, facet, one)) for one in held[facet])],
            wanted[facet],
        )
        for facet, label in _LABELS.items()
    ]


def count(found: int, total: int) -> str:
    """How many cases are shown, in words."""
    if found == total:
        return f"{total} case" + "s" * (total != 1)
    return f"{found} of {total} cases"


def page(library: Library, case: Case) -> dict[str, Any]:
    """What the page of a case shows; for a retracted one, that it is gone and nothing else."""
    front = case.front
    if front is None:
        return {"case": case, "title": "A case that was withdrawn", "labels": ["Case"]}
    coded = {effect: _factors(library, front, effect) for effect in ("hindered", "helped")}
    return {
        "case": case,
        "title": front.title,
        "labels": [*_labels(front), words.caught(front)],
        "picture": picture.draw(front, labels(library), small=False),
        "facts": _facts(front),
        "against": f"What {words.effect(front, 'hindered')}",
        **coded,
    }


def _factors(library: Library, front: CaseFront, effect: str) -> list[tuple[str, str]]:
    named = labels(library)
    coded = [factor.id for factor in front.factors if factor.effect == effect]
    return [(named.get(one, one), f"/cases?factor={one}") for one in coded]


def _facts(front: CaseFront) -> list[tuple[str, str]]:
    source = front.source
    rows = [
        ("Class", words.CLASS[front.class_]),
        ("Outcome", words.outcome(front)),
        ("Published by", source.publisher),
        ("Reference", source.reference),
        ("Year", str(source.year) if source.year else "not stated"),
        ("Evidence", words.EVIDENCE[source.evidence]),
        ("Licence", source.licence),
        ("Fact sheet", source.sheet or ""),
    ]
    if front.stage_parallel and not front.stage:
        rows.append(("Stage it resembles, in our reading", words.STAGE[front.stage_parallel]))
    return [row for row in rows if row[1]]


def _value_words(library: Library, facet: str, value: str) -> str:
    if facet == "factor":
        return labels(library).get(value, value)
    tables = {"kind": words.KIND, "domain": words.DOMAIN, "stage": words.STAGE}
    return tables.get(facet, words.SETTING)[value]
