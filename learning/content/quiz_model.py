"""The shape of `quiz.yaml`: rules of a quiz, and items of every type."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from learning.content.authored import Authored, Cite, Day, Line, Prose, Review, Slug


class Pass(Authored):
    """The pass mark: a percentage of the scored items, and every critical item right."""

    percent: int = Field(ge=0, le=100)
    critical: Literal["all"] = "all"


class Shuffle(Authored):
    """Whether items, and options within an item, are shown in a drawn order."""

    items: bool = False
    options: bool = True


class Draw(Authored):
    """Show `n` items of the bank, spread over the objectives."""

    n: int = Field(ge=1, le=200)
    by: Literal["objective"] = "objective"


class Feedback(Authored):
    """Said after the answer: when right, when not, and always."""

    correct: Prose | None = None
    incorrect: Prose | None = None
    general: Prose | None = None


class Refresher(Authored):
    """Whether refreshers may bring this item back."""

    include: bool = True


class Void(Authored):
    """The key was wrong from a release on: whoever met the item since has full credit for it.

    `reason` is told to them in the author's words.
    """

    from_release: int = Field(ge=1)
    reason: Line


class Common(Authored):
    """What every item has. Only a retired one can be void."""

    id: Slug
    rev: int = Field(ge=1)
    status: Literal["draft", "live", "watch", "retired"]
    objective: Slug
    sources: list[Cite] = Field(min_length=1)
    review: Review
    critical: bool = False
    level: Literal["recall", "apply", "judge"]
    context: Prose | None = None
    prompt: Prose
    hint: Prose | None = None
    feedback: Feedback = Feedback()
    cases: list[Slug] = []
    refresher: Refresher = Refresher()
    void: Void | None = None


class Option(Authored):
    """One option of a single or multiple item."""

    id: Slug
    text: Prose
    correct: bool = False
    feedback: Prose | None = None
    pin: Literal["last"] | None = None


class Single(Common):
    """One option is right."""

    type: Literal["single"]
    options: list[Option] = Field(min_length=2, max_length=12)


class Multiple(Common):
    """Any number of options are right; `none_correct` says that none may be."""

    type: Literal["multiple"]
    options: list[Option] = Field(min_length=2, max_length=12)
    score: Literal["all", "each", "net"] = "all"
    none_correct: bool = False


class Step(Authored):
    """A step of an ordering item, or a side of a matching item."""

    id: Slug
    text: Prose
    feedback: Prose | None = None


class Ordering(Common):
    """Steps written in their right order; distractors belong nowhere."""

    type: Literal["ordering"]
    steps: list[Step] = Field(min_length=2, max_length=12)
    distractors: list[Step] = Field(default=[], max_length=6)
    score: Literal["exact", "lcs"] = "exact"


class Matching(Common):
    """Each left side has one right side; a right side may serve several or none."""

    type: Literal["matching"]
    left: list[Step] = Field(min_length=2, max_length=12)
    right: list[Step] = Field(min_length=2, max_length=12)
    key: dict[Slug, Slug]


class Tolerance(Authored):
    """How far off still counts: absolute, or relative to the answer (0.05 is 5 %)."""

    abs: float | None = Field(default=None, ge=0)
    rel: float | None = Field(default=None, ge=0, le=1)


class Near(Authored):
    """Feedback for a typical wrong number: both ends of the range belong to it."""

    range: list[float] = Field(min_length=2, max_length=2)
    feedback: Prose


class Numeric(Common):
    """A number, within a tolerance."""

    type: Literal["numeric"]
    answer: float
    tolerance: Tolerance = Tolerance(abs=0)
    unit: Line | None = None
    near: list[Near] = []


class Criterion(Authored):
    """Something the learner ticks when their own text has it."""

    id: Slug
    text: Prose


class Reflect(Common):
    """Write, compare with a model answer, tick: never counts to a pass."""

    type: Literal["reflect"]
    model_answer: Prose
    criteria: list[Criterion] = Field(min_length=1, max_length=8)
    store: Literal["none", "private"] = "none"


class Choice(Authored):
    """An option of a judgement item: more or less favoured, never simply wrong."""

    id: Slug
    text: Prose
    feedback: Prose | None = None


class Panel(Authored):
    """The practitioners who voted: how many, when, and for what."""

    n: int = Field(ge=5)
    date: Day
    votes: dict[Slug, int]


class Judgement(Common):
    """Scored by what a real panel chose: votes over the votes of the favourite."""

    type: Literal["judgement"]
    options: list[Choice] = Field(min_length=2, max_length=12)
    panel: Panel
    rationale: Prose


Item = Annotated[
    Single | Multiple | Ordering | Matching | Numeric | Reflect | Judgement,
    Field(discriminator="type"),
]


class QuizFile(Authored):
    """`<course>/<module>/quiz.yaml`."""

    pass_: Pass = Field(alias="pass")
    shuffle: Shuffle = Shuffle()
    confidence: Literal["off", "optional", "required"] = "off"
    feedback: Literal["after_item", "after_quiz"] = "after_item"
    draw: Draw | None = None
    items: list[Item] = Field(min_length=1, max_length=200)
