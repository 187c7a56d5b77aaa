"""Playing alone: one run at a time of each scenario, on any number of devices, never scored.

A run stays on the scenario it began with. Nobody but the person is ever told of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.content.scenario_model import ScenarioFile
from learning.db.base import is_public_id
from learning.errors import NotFound
from learning.scenarios.crew_sessions import Pinned
from learning.scenarios.models import ScenarioRun
from learning.scenarios.walking import walk, way_of

SHOWN, PAGE = 10, 30
"""Finished runs beside a scenario; runs on a page of the list of all."""
_NONE = "There is no such run of yours. The page of a scenario lists those that you finished."


def begin(session: Session, person_id: int, what: Pinned, *, at: dt.datetime) -> str:
    """Begin a run, or come back to the one that is open; returns its public id."""
    found = open_run(session, person_id, what.course, what.scenario)
    if found is not None:
        return found.public_id
    made = ScenarioRun(
        person_id=person_id,
        course=what.course,
        scenario=what.scenario,
        release_id=what.release_id,
        scenario_sha256=what.sha256,
        path=[],
        begun_at=at,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # another tab was first
        found = open_run(session, person_id, what.course, what.scenario)
        if found is None:
            raise
        return found.public_id
    return made.public_id


def again(session: Session, run: ScenarioRun, what: Pinned, *, at: dt.datetime) -> None:
    """Put an open run back to its beginning, on the scenario as it is now; one that ended stays."""
    if run.ended_at is None:
        run.path, run.begun_at = [], at
        run.release_id, run.scenario_sha256 = what.release_id, what.sha256
        session.flush()


def choose(
    session: Session,
    run: ScenarioRun,
    play: ScenarioFile,
    made: tuple[int, str],
    *,
    at: dt.datetime,
) -> bool:
    """Take a way: `made` is how many choices the page had behind it, and the one chosen on it.

    Returns false where the run has moved on since (another tab, the back button) and the page is
    to be shown anew. The same choice twice is one. Raises `Invalid` for no way of this moment.
    """
    step, choice = made
    if step != len(run.path) or run.ended_at is not None:
        return 0 <= step < len(run.path) and run.path[step] == choice
    way = way_of(walk(play, run.path).moment, choice)
    run.path = [*run.path, way.id]
    if not play.nodes[way.to].choices:
        run.ended_at = at
    session.flush()
    return True


def run_of(session: Session, person_id: int, run: str, *, held: bool = False) -> ScenarioRun:
    """A run of this person; `NotFound` for anybody else's and for none. `held`: to be changed."""
    query = select(ScenarioRun).where(ScenarioRun.public_id == run)
    if held:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(query) if is_public_id(run) else None
    if found is None or found.person_id != person_id:
        raise NotFound(_NONE)
    return found


def open_run(session: Session, person_id: int, course: str, scenario: str) -> ScenarioRun | None:
    """The run of a scenario that waits to be gone on with."""
    query = _of(person_id, course, scenario).where(ScenarioRun.ended_at.is_(None))
    return session.scalar(query)


def finished(session: Session, person_id: int, course: str, scenario: str) -> Sequence[ScenarioRun]:
    """The newest runs of a scenario that came to an end, at most `SHOWN`."""
    query = _of(person_id, course, scenario).where(ScenarioRun.ended_at.is_not(None))
    return session.scalars(query.order_by(ScenarioRun.id.desc()).limit(SHOWN)).all()


def open_runs(session: Session, person_id: int) -> Sequence[ScenarioRun]:
    """Every run that waits to be gone on with, the newest first."""
    query = select(ScenarioRun).where(
        ScenarioRun.person_id == person_id, ScenarioRun.ended_at.is_(None)
    )
    return session.scalars(query.order_by(ScenarioRun.id.desc())).all()


def runs_page(
    session: Session, person_id: int, before: str = ""
) -> tuple[Sequence[ScenarioRun], str]:
    """Every run of a person, the newest first, and what leads to earlier ones."""
    query = select(ScenarioRun).where(ScenarioRun.person_id == person_id)
    if before:
        query = query.where(ScenarioRun.id < run_of(session, person_id, before).id)
    rows = session.scalars(query.order_by(ScenarioRun.id.desc()).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].public_id if len(rows) > PAGE else ""


def remove(session: Session, run: ScenarioRun) -> None:
    """Delete a run for good, with what was chosen in it."""
    session.delete(run)
    session.flush()


def _of(person_id: int, course: str, scenario: str) -> Select[ScenarioRun]:
    return select(ScenarioRun).where(
        ScenarioRun.person_id == person_id,
        ScenarioRun.course == course,
        ScenarioRun.scenario == scenario,
    )
