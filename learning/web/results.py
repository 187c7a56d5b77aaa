"""What the result of an attempt shows its learner, and nobody else."""

from __future__ import annotations

from typing import Any

from learning.assessment import Outcome, outcome, summary
from learning.progress import crediting
from learning.progress.attempts import Open
from learning.progress.queries import CourseStanding
from learning.web import answering, course_pages, database, moments, shelves, verdicts
from learning.web.item_pages import ItemPage
from learning.web.templating import day

_HOLDINGS = {
    "held": ("complete", "You hold it"),
    "shaky": ("in-progress", "Shaky"),
    "not yet": ("not-started", "Not yet"),
}


def page(attempt: Open) -> dict[str, Any]:
    """Everything the result page shows, from the release that the attempt is pinned to."""
    pages = answering.pages(attempt)
    credit = crediting.credited(database.session(), [attempt.row.id])[attempt.row.id]
    fair = [one for one in crediting.scored(attempt) if one.item_id not in credit]
    told = summary(attempt.quiz.file, fair)  # of a void item nobody can say what one holds
    result = outcome(attempt.quiz.file, crediting.scored(attempt, credit))
    course, standing = shelves.course_and_standing(attempt.row.course)
    return {
        "attempt_id": attempt.row.public_id,
        "title": answering.module_of(attempt).title,
        "sentence": _sentence(attempt, result),
        "passed": result.passed,
        "unfair": [(one, credit[one.id]) for one in pages if one.id in credit],
        "credited": credit,
        "course": course,
        "module": course.by_id.get(attempt.row.module) if course.is_live else None,
        "course_done": _course_done(attempt, result, standing),
        "firm": [
            {"id": one.id, "words": _words(one)} for one in pages if one.id in told.held_wrongly
        ],
        "holdings": _holdings(attempt, told.objectives),
        "pages": pages,
    }


def _words(item: ItemPage) -> str:
    """What an item was about: the beginning of its situation and what it asks."""
    situation = course_pages.first_sentence(verdicts.plain(item.context))
    return " ".join(part for part in (situation, verdicts.plain(item.prompt)) if part)


def _sentence(attempt: Open, result: Outcome) -> str:
    if not result.of:
        return "Nothing here was scored."
    said = f"{result.right} of {result.of} were right."
    if result.passed:
        return f"{said} The module is complete."
    if result.failed_critical:
        return f"{said} One of those that matter most was not: read why below, then try again."
    percent = attempt.quiz.file.pass_.percent
    return f"{said} The module is complete at {percent} in 100. Try again at once, or later."


def _course_done(attempt: Open, result: Outcome, standing: CourseStanding) -> str:
    """Until when the course counts, where it was completed on the day of this attempt."""
    on, ended = standing.completed_on, attempt.row.ended_at
    if not result.passed or on is None or ended is None or moments.day_of(ended) != on:
        return ""
    until = standing.valid_until
    return f"It counts until {day(until)}." if until else "It does not run out."


def _holdings(attempt: Open, held: Any) -> list[dict[str, str]]:
    course = shelves.shelf().release(database.session(), attempt.row.release_id)
    texts = {one.id: one.text for one in course.front.objectives}
    return [
        {"text": texts[one], "state": _HOLDINGS[word][0], "words": _HOLDINGS[word][1]}
        for one, word in held.items()
    ]
