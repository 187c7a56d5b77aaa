"""The system page: is everything as it should be, and what was given up?"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from learning.web import auditing, database, moments, system_pages
from learning.web.doors import open_to
from learning.web.templating import day
from learning.work import jobs, queries

area = Blueprint("system", __name__)


@area.get("/admin/system")
@open_to("administrator")
def system() -> Any:
    """Version, database, queue, mail and backup; and the jobs that were given up."""
    at, before = moments.now(), request.args.get("before", "")
    failed, later = queries.failed(database.session(), before)
    return render_template(
        "system/system.html",
        shown=system_pages.shown(at),
        rows=[(one, system_pages.kind(one.kind), _when(one.failed_at)) for one in failed],
        before=before,
        later=later,
    )


@area.post("/admin/system/jobs/<job>/retry")
@open_to("administrator")
def retry(job: str) -> Any:
    """Have a job that was given up tried again."""
    kind = jobs.retry(database.session(), job, at=moments.now())
    if kind is None:
        flash("It is being tried already.")
    else:
        auditing.note("job.retried", "job", job, kind)
        flash("It is tried again within a minute.")
    return redirect("/admin/system", code=303)


def _when(moment: Any) -> str:
    local = moment.astimezone(moments.now().tzinfo)
    return f"{day(local.date())}, {local:%H:%M}"
