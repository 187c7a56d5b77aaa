"""The shape of a case's front matter and of `factors.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from learning.content.authored import Address, Authored, FactorId, Line

EFFECTS = ("hindered", "helped")
Stage = Literal[
    "referral", "screening", "enquiry", "assessment", "planning", "visit", "conference", "review",
    "handover", "court", "placement", "closure", "other",
]  # fmt: skip
CaughtBy = Literal[
    "self", "colleague", "supervisor", "other_agency", "child", "family", "system_alert",
    "audit_or_review", "court_or_guardian", "chance", "not_caught", "unknown",
]  # fmt: skip
CaughtWhen = Literal["same_day", "within_week", "within_month", "later", "unknown"]
Outcome = Literal[
    "caught_before_child", "reached_child_no_known_harm", "harm_possible_or_unknown", "harm_known",
    "good_outcome", "not_applicable",
]  # fmt: skip
Setting = Literal[
    "front_door", "child_protection_team", "care_and_fostering", "health",
    "education_and_early_years", "police_and_other",
]  # fmt: skip


class CodedFactor(Authored):
    """A contributing factor, and whether it hindered or helped."""

    id: FactorId
    effect: Literal["hindered", "helped"]


class CaseSource(Authored):
    """Where the case was published. `sheet` is the id of the fact sheet it rests on."""

    sheet: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-\d{2}$")] | None = None
    publisher: Line
    reference: Line
    year: int | None = Field(default=None, ge=1900, le=2100)
    licence: Line
    url: Address | None = None
    evidence: Literal["primary", "secondary"]


class CaseFront(Authored):
    """The front matter of `cases/<case>.md`."""

    title: Line
    status: Literal["draft", "live", "retracted"]
    class_: Literal["NM", "NM-d", "INC"] = Field(alias="class")
    kind: Literal["mistake", "near_miss", "success", "concern"]
    domain: Literal["child_protection", "early_years", "health", "aviation", "fire"]
    stage: Stage | None = None
    stage_parallel: Stage | None = None
    setting: Setting | None = None
    factors: list[CodedFactor] = Field(min_length=1)
    caught_by: CaughtBy
    caught_when: CaughtWhen
    outcome: Outcome
    source: CaseSource
    content_notes: list[Line] = []
    disclaimer: Line | None = None


class Factor(Authored):
    """One contributing factor, in our words, with where the idea comes from."""

    id: FactorId
    label: Line
    definition: Line
    source: Line


class FactorGroup(Authored):
    """A group of factors; its id is the first half of their ids."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]
    label: Line
    factors: list[Factor] = Field(min_length=1)


class FactorsFile(Authored):
    """`factors.yaml`: the taxonomy, with its version."""

    version: Line
    groups: list[FactorGroup] = Field(min_length=1)
