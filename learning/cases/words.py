"""Plain English for every code of a case, and the sentences that are made from them.

The codes are those of the authored format; a new code without words here is a failing test. Words
are lower case where they stand inside a sentence, so a page capitalises them itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from learning.content.model import CaseFront

STAGE: Final[Mapping[str, str]] = {
    "referral": "Referral",
    "screening": "Screening",
    "enquiry": "Enquiry",
    "assessment": "Assessment",
    "planning": "Planning",
    "visit": "Visit",
    "conference": "Conference",
    "review": "Review",
    "handover": "Handover",
    "court": "Court",
    "placement": "Placement",
    "closure": "Closure",
    "other": "Other",
}

KIND: Final[Mapping[str, str]] = {
    "mistake": "Mistake",
    "near_miss": "Near miss",
    "success": "Success",
    "concern": "Concern",
}

CLASS: Final[Mapping[str, str]] = {
    "NM": "Near miss: caught, with no injury or lasting harm reported",
    "NM-d": "Near miss with distress, disclosure or disruption",
    "INC": "Some harm, or the outcome is not stated",
}

DOMAIN: Final[Mapping[str, str]] = {
    "child_protection": "Child protection",
    "early_years": "Early years",
    "health": "Health",
    "aviation": "Aviation",
    "fire": "Wildland fire",
}

SETTING: Final[Mapping[str, str]] = {
    "front_door": "Front door",
    "child_protection_team": "Child protection team",
    "care_and_fostering": "Care and fostering",
    "health": "Health",
    "education_and_early_years": "Education and early years",
    "police_and_other": "Police and other",
}

CAUGHT_BY: Final[Mapping[str, str]] = {
    "self": "the person whose work it was",
    "colleague": "a colleague",
    "supervisor": "a supervisor",
    "other_agency": "another agency",
    "child": "the child",
    "family": "a parent or somebody in a family",
    "system_alert": "an alert in the system",
    "audit_or_review": "an audit or review",
    "court_or_guardian": "a court or guardian",
    "chance": "chance",
    "not_caught": "nothing and nobody",
    "unknown": "not known",
}

CAUGHT_WHEN: Final[Mapping[str, str]] = {
    "same_day": "the same day",
    "within_week": "within a week",
    "within_month": "within a month",
    "later": "more than a month later",
    "unknown": "at a time that is not known",
}

#: `{end}` is who stood at the end of the path: see END.
OUTCOME: Final[Mapping[str, str]] = {
    "caught_before_child": "It did not reach {end}",
    "reached_child_no_known_harm": "It reached {end}; no harm is known",
    "harm_possible_or_unknown": "Whether it harmed {end} is not known",
    "harm_known": "It reached {end}, and harm is known",
    "good_outcome": "It ended well",
    "not_applicable": "There is no outcome to tell",
}

EFFECT: Final[Mapping[str, str]] = {
    "hindered": "let it through",
    "helped": "this helped",
}

EVIDENCE: Final[Mapping[str, str]] = {
    "primary": "Told in the reporter's or an official body's own text",
    "secondary": "Told by press or commentary",
}
BESIDE: Final = "this helped, but did not stop it"

#: Who the layers protect. Reports from the air and the fire line are not about a child.
END: Final[Mapping[str, str]] = {
    "child_protection": "the child or the family",
    "early_years": "the child",
    "health": "the patient",
    "aviation": "the people on board",
    "fire": "the crew",
}

#: What the path starts from. A success or a concern need not begin with anybody's slip.
BEGINNING: Final[Mapping[str, str]] = {
    "mistake": "The slip",
    "near_miss": "The slip",
    "success": "The risk",
    "concern": "The risk",
}


def effect(front: CaseFront, code: str) -> str:
    """What a factor did. In a success nothing got through, so what hindered pulled against it."""
    if code == "hindered" and front.kind == "success":
        return "pulled the other way"
    return EFFECT[code]


def caught(front: CaseFront) -> str:
    """What stopped it, and when if that is known; no full stop. Chance never counts as a catch."""
    if front.caught_by == "not_caught":
        return "Not caught"
    if front.caught_by == "unknown":
        return "What caught it is not known"
    stopped = "Stopped by" if front.caught_by == "chance" else "Caught by"
    when = "" if front.caught_when == "unknown" else f", {CAUGHT_WHEN[front.caught_when]}"
    return f"{stopped} {CAUGHT_BY[front.caught_by]}{when}"


def outcome(front: CaseFront) -> str:
    """What became of it, named after whom the layers protect in this domain; no full stop."""
    return OUTCOME[front.outcome].format(end=END[front.domain])
