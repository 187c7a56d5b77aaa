"""What authors write, as types: course.yaml, module.md, quiz.yaml, cases and factors.yaml.

These models validate, and `learning schema` exports them, so that there is one description of the
format. A model knows one file; rules that need two files are in `checking`.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from learning.content.authored import (
    Address,
    Authored,
    Cite,
    Day,
    FactorId,
    Line,
    MonthDay,
    Prose,
    Review,
    Slug,
)
from learning.content.case_model import (
    EFFECTS,
    CaseFront,
    CaseSource,
    CaughtBy,
    CaughtWhen,
    CodedFactor,
    Factor,
    FactorGroup,
    FactorsFile,
    Outcome,
    Setting,
    Stage,
)
from learning.content.course_model import (
    Change,
    CompletionRule,
    CourseFile,
    Effect,
    ModuleCase,
    ModuleFront,
    Objective,
    Owner,
    Source,
    SourceKind,
    Support,
    Task,
    Validity,
)
from learning.content.quiz_model import (
    Choice,
    Common,
    Criterion,
    Draw,
    Feedback,
    Item,
    Judgement,
    Matching,
    Multiple,
    Near,
    Numeric,
    Option,
    Ordering,
    Panel,
    Pass,
    QuizFile,
    Reflect,
    Refresher,
    Shuffle,
    Single,
    Step,
    Tolerance,
    Void,
)

FORMAT = 1

__all__ = [
    "EFFECTS",
    "FORMAT",
    "Address",
    "Authored",
    "CaseFront",
    "CaseSource",
    "CaughtBy",
    "CaughtWhen",
    "Change",
    "Choice",
    "Cite",
    "CodedFactor",
    "Common",
    "CompletionRule",
    "CourseFile",
    "Criterion",
    "Day",
    "Draw",
    "Effect",
    "Factor",
    "FactorGroup",
    "FactorId",
    "FactorsFile",
    "Feedback",
    "Item",
    "Judgement",
    "Line",
    "Matching",
    "ModuleCase",
    "ModuleFront",
    "MonthDay",
    "Multiple",
    "Near",
    "Numeric",
    "Objective",
    "Option",
    "Ordering",
    "Outcome",
    "Owner",
    "Panel",
    "Pass",
    "Prose",
    "QuizFile",
    "Reflect",
    "Refresher",
    "Review",
    "Setting",
    "Shuffle",
    "Single",
    "Slug",
    "Source",
    "SourceKind",
    "Stage",
    "Step",
    "Support",
    "Task",
    "Tolerance",
    "Validity",
    "Void",
    "schema",
]


def schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of an authored file, as editors use it."""
    return model.model_json_schema(by_alias=True)
