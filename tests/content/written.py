"""What authors might write, small and whole: items, a module, a course, a case."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from learning.content.model import (
    CaseFront,
    CourseFile,
    FactorsFile,
    Item,
    ModuleFront,
    QuizFile,
)

REVIEW = {"last": "2026-11-22", "by": "Ada", "due": "2027-11-01"}
_ITEM: TypeAdapter[Item] = TypeAdapter(Item)

OWN: dict[str, dict[str, Any]] = {
    "single": {
        "options": [
            {"id": "name", "text": "The name alone.", "feedback": "Two children share it."},
            {"id": "both", "text": "Name *and* date of birth.", "correct": True},
        ]
    },
    "multiple": {
        "options": [
            {"id": "a", "text": "The name.", "correct": True},
            {"id": "b", "text": "The date of birth.", "correct": True},
            {"id": "c", "text": "The coat.", "feedback": "Coats are swapped."},
        ]
    },
    "ordering": {
        "steps": [
            {"id": "stop", "text": "Stop."},
            {"id": "ask", "text": "Ask."},
            {"id": "check", "text": "Check."},
        ],
        "distractors": [{"id": "hope", "text": "Hope."}],
    },
    "matching": {
        "left": [{"id": "probe", "text": "Probe"}, {"id": "alert", "text": "Alert"}],
        "right": [{"id": "ask", "text": "Ask"}, {"id": "tell", "text": "Tell"}],
        "key": {"probe": "ask", "alert": "tell"},
    },
    "numeric": {
        "answer": 15,
        "tolerance": {"abs": 1},
        "unit": "working days",
        "near": [{"range": [9, 11], "feedback": "That is the *other* limit."}],
    },
    "reflect": {
        "model_answer": "I would say the fact first.",
        "criteria": [{"id": "fact", "text": "A fact"}, {"id": "ask", "text": "A proposal"}],
    },
    "judgement": {
        "options": [{"id": "wait", "text": "Wait."}, {"id": "say", "text": "Say it."}],
        "panel": {"n": 7, "date": "2026-10-01", "votes": {"wait": 1, "say": 6}},
        "rationale": "Silence reads as agreement.",
    },
}


def item_values(kind: str, **changed: Any) -> dict[str, Any]:
    """An item of a type as plain values; keyword arguments replace fields."""
    common = {
        "id": f"an-item-{kind}",
        "rev": 1,
        "type": kind,
        "status": "live",
        "objective": "check-identity",
        "sources": [{"id": "the-guidance"}],
        "review": REVIEW,
        "level": "apply",
        "prompt": "What do you check?",
    }
    return {**common, **OWN[kind], **changed}


def item(kind: str = "single", **changed: Any) -> Item:
    """An item of a type."""
    return _ITEM.validate_python(item_values(kind, **changed))


def quiz(**changed: Any) -> QuizFile:
    """A quiz with one item of each type."""
    values = {"pass": {"percent": 80}, "items": [item_values(kind) for kind in OWN]}
    return QuizFile.model_validate({**values, **changed})


def module_front(**changed: Any) -> ModuleFront:
    """The front matter of a module that chose one case."""
    values = {
        "title": "Checking who it is",
        "minutes": 20,
        "objectives": ["check-identity"],
        "factors": ["fam.fear"],
        "cases": [{"id": "cp-02-wrong-door", "why": "It was close.", "ask": "What helped?"}],
        "sources": [{"id": "the-guidance"}],
        "review": REVIEW,
        "peer_task": "Say it in **three** parts.",
    }
    return ModuleFront.model_validate({**values, **changed})


def course_file(**changed: Any) -> CourseFile:
    """A course of one module."""
    values = {
        "format": 1,
        "title": "Crew",
        "summary": "How *crews* speak up.",
        "status": "live",
        "licence": "CC BY 4.0",
        "audience": ["Social workers"],
        "owners": [{"role": "Practice lead"}],
        "tasks": [{"id": "visit", "text": "Visit a child."}],
        "objectives": [
            {
                "id": "check-identity",
                "text": "Check who it is.",
                "task": "visit",
                "sources": ["the-guidance"],
            }
        ],
        "sources": [{"id": "the-guidance", "title": "The guidance", "kind": "guidance"}],
        "modules": ["identity"],
        "review": REVIEW,
    }
    return CourseFile.model_validate({**values, **changed})


def case_front(**changed: Any) -> CaseFront:
    """A live case."""
    values = {
        "title": "The wrong door",
        "status": "live",
        "class": "NM",
        "kind": "near_miss",
        "domain": "child_protection",
        "factors": [{"id": "fam.fear", "effect": "hindered"}],
        "caught_by": "self",
        "caught_when": "same_day",
        "outcome": "caught_before_child",
        "source": {
            "publisher": "An ombudsman",
            "reference": "12 345",
            "licence": "OGL v3.0",
            "evidence": "primary",
        },
    }
    return CaseFront.model_validate({**values, **changed})


def factors_file() -> FactorsFile:
    """One factor."""
    factor = {"id": "fam.fear", "label": "Fear", "definition": "Being afraid.", "source": "Ours"}
    group = {"id": "fam", "label": "Families", "factors": [factor]}
    return FactorsFile.model_validate({"version": "cpnm-1", "groups": [group]})
