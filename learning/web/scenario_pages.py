"""What pages of a scenario show to who plays it alone: cards, the moment, and one's own debrief.

The HTML in it was cleaned when the scenario was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from learning.content.blobs import ScenarioEntry
from learning.releases.shapes import Course, Library, Scenario
from learning.scenarios import playing
from learning.scenarios.models import ScenarioRun
from learning.scenarios.walking import Step, Walk, walk
from learning.web import case_pages, crew_pages, database, identity, moments
from learning.web.case_pages import CaseCard
from learning.web.crew_pages import Shown
from learning.web.templating import day, minutes

#: Where the other ways leave the line of a step, in the units of its drawing; at most five.
_FORKS = ("M14 16L27 9", "M14 16L27 23", "M14 16L1 9", "M14 16L1 23", "M14 16L27 16")
_EFFECTS = {"hindered": "Something that hindered", "helped": "Something that helped"}


@dataclass(frozen=True)
class PlayCard:
    """A scenario in a list. `open` is the run that waits, `note` says what of it is one's own."""

    href: str
    title: str
    labels: Sequence[str]
    open: str = ""


@dataclass(frozen=True)
class Other:
    """Another way that stood open: its words, and what would have been said of it."""

    text: Markup
    feedback: Markup


@dataclass(frozen=True)
class Gone:
    """A step of the debrief. `factor` is in words; `effect` is empty where it shows none."""

    moment: Shown
    text: Markup
    feedback: Markup
    factor: str
    effect: str
    others: Sequence[Other]
    forks: Sequence[str]


@dataclass(frozen=True)
class Met:
    """The factors of the ways that were taken, each once, for lists of tags."""

    label: str
    tags: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Played:
    """A run in a list: where it is gone on with or looked back at, its day, and where it stands."""

    href: str
    id: str
    title: str
    day: str
    said: str


def card(course: str, play: ScenarioEntry, waiting: Mapping[tuple[str, str], str]) -> PlayCard:
    """A scenario in a list; `waiting` are the open runs by course and scenario."""
    href = f"/courses/{course}/scenarios/{play.id}"
    labels = ["Scenario", minutes(play.minutes)]
    return PlayCard(href, play.title, labels, waiting.get((course, play.id), ""))


def of_course(course: Course) -> list[PlayCard]:
    """The scenarios of a course, with the runs that wait for the reader."""
    waiting = waiting_of_reader() if course.plays else {}
    return [card(course.id, play, waiting) for play in course.plays.values()]


def waiting_of_reader() -> dict[tuple[str, str], str]:
    """The open runs of whoever reads, by course and scenario."""
    person = identity.person()
    runs = playing.open_runs(database.session(), person.id) if person else ()
    return {(run.course, run.scenario): run.public_id for run in runs}


def near(course: Course, objectives: Iterable[str]) -> list[PlayCard]:
    """The scenarios that practise one of these objectives."""
    asked = set(objectives)
    found = (play for play in course.plays.values() if asked.intersection(play.objectives))
    return [card(course.id, play, {}) for play in found]


def steps(play: Scenario, here: Walk, library: Library) -> list[Gone]:
    """The steps of a debrief, each with what else could have been."""
    names = case_pages.labels(library)
    return [_gone(play, step, names) for step in here.steps]


def _gone(play: Scenario, step: Step, names: Mapping[str, str]) -> Gone:
    shown, factor = crew_pages.moment(play, step.node), step.way.factor
    taken = crew_pages.option(shown, step.way.id)
    assert taken is not None, "a walk takes ways that are there"
    others = [Other(one.text, one.feedback) for one in shown.options if one.id != step.way.id]
    known = factor is not None and factor.id in names
    return Gone(
        shown,
        taken.text,
        taken.feedback,
        names[factor.id] if factor and known else "",
        factor.effect if factor and known else "",
        others,
        _FORKS[: len(others)],
    )


def met(here: Walk, library: Library) -> list[Met]:
    """What hindered and what helped on the way, each factor with the cases that show it."""
    names, coded = case_pages.labels(library), list(here.factors())
    found = []
    for effect, label in _EFFECTS.items():
        ids = dict.fromkeys(one.id for one in coded if one.effect == effect and one.id in names)
        tags = [(names[one], f"/cases?factor={one}") for one in ids]
        found.append(Met(label, tags))
    return [one for one in found if one.tags]


def cases(library: Library, play: Scenario) -> list[CaseCard | None]:
    """The true cases as cards, in the author's order; None stands for one that was withdrawn."""
    known = (library.cases.get(one) for one in play.front.cases)
    return [case_pages.card(library, case) for case in known if case is not None]


def played(run: ScenarioRun, play: Scenario) -> Played:
    """A run in a list, by its day and by how it ended."""
    on = day(moments.day_of(run.ended_at or run.begun_at))
    if run.ended_at is None:
        said = f"Begun on {on}. You are at part {len(run.path) + 1}."
        return Played(f"/scenarios/{run.public_id}", run.public_id, play.front.title, on, said)
    end = walk(play.front, run.path).moment.end or ""
    href = f"/scenarios/{run.public_id}/debrief"
    return Played(href, run.public_id, play.front.title, on, end)


def for_cpd(play: Scenario) -> str:
    """The address of a CPD entry with its title and minutes filled in, and nothing chosen."""
    said = {"title": f"Scenario: {play.front.title}"[:200], "minutes": str(play.front.minutes)}
    return f"/record/cpd/new?{urlencode(said)}"
