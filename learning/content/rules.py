"""Every rule of the check: its stable id, whether it stops publishing, and what it says.

An id is `<area>.<rule>` and is never reused. `courses/README.md` explains each with an example.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """An error stops the course from being published; a warning asks for a second look."""

    severity: Severity
    summary: str


#: The files whose shape a model describes; each has the same rules of shape.
AREAS = {
    "course": "course.yaml",
    "module": "the front matter of module.md",
    "quiz": "quiz.yaml",
    "case": "the front matter of a case",
    "factors": "factors.yaml",
    "scenario": "a scenario",
}
_SHAPES = {
    "unknown-field": "a field that {0} does not have",
    "missing-field": "a field that {0} needs is not there",
    "wrong-type": "a value of the wrong kind in {0}: text, number, list, true or false",
    "bad-value": "a value that {0} does not allow there",
    "too-long": "a text or list in {0} that is longer than its limit",
    "too-short": "an empty text, or a list with too few entries, in {0}",
}

_ERRORS = {
    "file.encoding": "the file is not UTF-8",
    "file.character": "an invisible control character",
    "file.empty": "the file is empty",
    "file.too-large": "the file is larger than the limit for its kind",
    "file.unreadable": "the file or folder cannot be opened",
    "file.not-regular": "neither a file nor a folder, as a pipe or a device",
    "file.symlink": "a link to another file or folder",
    "file.name": "a name that cannot be an id or an address",
    "file.same-name": "two names that differ only in capitals",
    "file.more": "more problems in one file than are listed",
    "yaml.syntax": "the YAML cannot be read from here on",
    "yaml.tab": "a tab where YAML wants spaces",
    "yaml.duplicate-key": "the same key twice",
    "yaml.tag": "a tag, as !!python/object",
    "yaml.alias": "an anchor (&) or an alias (*)",
    "yaml.documents": "more than one document in a file",
    "yaml.depth": "lists and mappings nested too deep",
    "yaml.number": "a number too long to be kept exactly",
    "yaml.key": "a key that is not plain text",
    "yaml.not-mapping": "the file does not hold fields with values",
    "yaml.front-matter": "no front matter between two lines of ---",
    "review.order": "a review due before it was last done",
    "course.none": "no course, case or factor where the check was pointed to",
    "course.missing-file": "a course folder without course.yaml",
    "course.reserved-id": "a course in the folder of the case library, or a module named scenarios",
    "course.missing-module": "a module that is listed and has no folder",
    "course.duplicate-id": "the same id twice in one list of course.yaml",
    "course.unknown-task": "an objective names a task the course does not have",
    "course.unknown-source": "an objective names a source the course does not have",
    "course.unknown-factor": "an objective names a factor that is not in factors.yaml",
    "course.unknown-module": "completion names a module the course does not have",
    "course.validity": "a validity that does not say how long",
    "module.missing-file": "a module folder without module.md",
    "module.duplicate-id": "the same id twice in one list of the front matter",
    "module.unknown-objective": "an objective the course does not have",
    "module.unknown-source": "a source the course does not have",
    "module.unknown-factor": "a factor that is not in factors.yaml",
    "module.unknown-case": "a case that is not in the library",
    "module.case-not-live": "a case that is still a draft",
    "module.case-nested": "a case callout that does not stand at the margin",
    "text.empty": "no text under the front matter",
    "text.h1": "a heading of level 1 in the text",
    "text.heading-order": "a heading that skips a level",
    "text.heading-empty": "a heading without words",
    "text.raw-html": "HTML in the text",
    "text.alt": "a picture without a text that says what it shows",
    "text.link-text": "a link whose words do not say where it leads",
    "text.dead-link": "a link to a file or page that is not there",
    "text.dead-anchor": "a link to a heading that is not there",
    "text.link-kind": "a link that no page can follow",
    "text.table-header": "a table without a header row",
    "text.callout": "a callout that cannot be read, or of a kind there is not",
    "media.missing": "a picture that is not in the module's media folder",
    "media.elsewhere": "a picture from another place than the module's media folder",
    "media.type": "media of a kind that is not allowed, or not what its name says",
    "media.too-large": "media larger than the limit",
    "quiz.no-scored": "a pass mark without an item that counts",
    "quiz.draw": "a draw that the items cannot serve",
    "item.duplicate-id": "the same item id twice in a course",
    "item.duplicate-option": "the same option, step, side or criterion id twice in an item",
    "item.unknown-objective": "an objective the course does not have",
    "item.objective-elsewhere": "an objective of the course, but not of this module",
    "item.unknown-source": "a source the course does not have",
    "item.unknown-case": "a case that is not in the library",
    "item.case-not-live": "a case that is still a draft",
    "item.one-correct": "a single item without exactly one right option",
    "item.no-correct": "a multiple item without a right option",
    "item.feedback": "a live item without feedback for a wrong response",
    "item.pin": "two options pinned to the last place",
    "item.key": "a key of a matching item that does not fit its sides",
    "item.tolerance": "a tolerance that is neither or both of abs and rel",
    "item.near": "a near range that is back to front or holds a right response",
    "item.votes": "votes of a panel that do not fit its options or its size",
    "item.void": "an item that is void and not retired",
    "case.duplicate-id": "the same factor twice in a case",
    "case.unknown-factor": "a factor that is not in factors.yaml",
    "case.sections": "the five sections of a case are not there in their order",
    "case.stage": "a case about children without its stage",
    "case.stage-parallel": "a stage where only a parallel can be drawn, or the other way round",
    "case.disclaimer": "an aviation or fire case without its disclaimer",
    "factors.missing": "factors are named and there is no factors.yaml",
    "factors.duplicate-id": "the same group or factor id twice",
    "factors.prefix": "a factor whose id does not begin with its group's",
    "scenario.duplicate-id": "the same id twice in one list of a scenario",
    "scenario.unknown-node": "a start or a choice that leads to a node that is not there",
    "scenario.unknown-objective": "an objective the course does not have",
    "scenario.unknown-source": "a source the course does not have",
    "scenario.unknown-case": "a case that is not in the library",
    "scenario.unknown-factor": "a factor that is not in factors.yaml",
    "scenario.case-not-live": "a case that is still a draft",
    "scenario.unreachable": "a node to which no choice leads",
    "scenario.dead-end": "a node that neither leads on nor ends",
    "scenario.end-with-choices": "a node that ends and leads on too",
    "scenario.loop": "a choice that leads back, so that one could go in a circle",
    "scenario.depth": "a way through of more than 12 choices",
    "release.meaning-changed": "a published item that means something else under the same rev",
    "release.rev-lower": "a rev below the one that is published",
    "release.item-gone": "a published item that is gone and was not retired",
    "release.scenario-gone": "a published scenario that is gone",
    "release.case-gone": "a published case that is gone",
    "release.effect-too-low": "an effect below what the changes need",
}

_WARNINGS = {
    "file.unexpected": "a file or folder that the platform does not read",
    "review.overdue": "a review that is past its day",
    "course.unlisted-module": "a module folder that course.yaml does not list",
    "course.objective-without-items": "an objective that no item checks",
    "course.objective-with-one-item": "an objective that one item alone checks",
    "course.task-unused": "a task that no objective serves",
    "course.source-unused": "a source that nothing cites",
    "course.changes-order": "changes that do not stand newest first",
    "module.case-retracted": "a case that was withdrawn",
    "module.case-not-listed": "a case in the text that the front matter does not list",
    "text.bare-url": "an address as the words of a link",
    "text.long-sentence": "a sentence of more than 35 words",
    "media.unused": "media that nothing shows",
    "quiz.key-position": "the right option always in the same place",
    "quiz.longest-option": "the right option is mostly the longest",
    "item.case-retracted": "a case that was withdrawn",
    "item.all-of-the-above": "an option that points to the other options",
    "scenario.case-retracted": "a case that was withdrawn",
    "scenario.short-debrief": "a debrief that is shorter than the run",
    "case.reported": "a secondary source, and a text that does not say 'reported'",
    "release.other-type": "a published id given to an item of another type",
    "release.rev-raised": "a rev that is raised though the meaning is as published",
    "release.item-moved": "a published item in another module",
    "release.void-unknown": "void from a release that there is not",
    "release.void-gone": "a published item that is void no longer",
    "release.objective-gone": "a published objective that is gone",
    "release.objective-lost": "a published objective that no live item checks any more",
    "release.module-gone": "a published module that is gone",
    "release.module-moved": "a published module that is in another course now",
    "release.module-renamed": "a published module that looks renamed",
    "release.course-gone": "a published course that is gone",
    "release.course-renamed": "a published course that looks renamed",
}


def _rules() -> Iterator[tuple[str, Rule]]:
    for area, file in AREAS.items():
        for name, said in _SHAPES.items():
            yield f"{area}.{name}", Rule("error", said.format(file))
    for rule, said in _ERRORS.items():
        yield rule, Rule("error", said)
    for rule, said in _WARNINGS.items():
        yield rule, Rule("warning", said)


RULES: dict[str, Rule] = dict(sorted(_rules()))
