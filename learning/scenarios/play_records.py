"""What a person's own copy says of the scenarios they played alone. It is told to nobody else."""

from __future__ import annotations

from sqlalchemy import select

from learning.db.base import table
from learning.db.sheets import Sheet, listing
from learning.scenarios.models import ScenarioRun

_R = table(ScenarioRun)


def sheets() -> tuple[Sheet, ...]:
    """For a person's own copy: their runs, with the choices in their order."""
    runs = (
        select(_R.c.course, _R.c.scenario, _R.c.begun_at, _R.c.ended_at)
        .add_columns(_R.c.path.label("choices"))
        .order_by(_R.c.id)
    )
    title = "Scenarios you played alone, and what you chose"
    return (listing("scenario_runs", title, runs, _R.c.person_id),)
