"""Audit: who did what to whom, and when, for administrators to read and to take away."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request

from learning.audit import queries
from learning.errors import Invalid
from learning.lists import writing
from learning.web import audit_pages, auditing, database, moments, standing_pages
from learning.web.audit_forms import AuditForm
from learning.web.doors import open_to

area = Blueprint("audit", __name__)


@area.get("/admin/audit")
@open_to("administrator")
def lines() -> Any:
    """The lines that are looked for, the newest first, a page at a time."""
    form = AuditForm(formdata=request.args)
    if not form.validate():
        return _page(form), 422
    meant = audit_pages.candidates(form)
    if form.q.data:
        return _page(form, meant=meant)
    session, before = database.session(), request.args.get("before", "")
    found = queries.page(session, form.sought(audit_pages.zone()), before)
    told = audit_pages.told(session, found.lines, standing_pages.all_titles())
    return _page(form, told=told, before=before, earlier=found.earlier)


@area.get("/admin/audit.csv")
@open_to("administrator")
def export() -> Any:
    """The same lines as a list, sent while they are read; that they were taken is a line too."""
    form = AuditForm(formdata=request.args)
    if not form.validate():
        raise Invalid("What you look for has a mistake. Go back and correct it before you export.")
    auditing.looked("audit.exported", "audit", "")
    here, titles = audit_pages.zone(), standing_pages.all_titles()
    rows = audit_pages.rows(database.the_database(), form.sought(here), titles, here)
    name = f"audit-{moments.now().date().isoformat()}.csv"
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(writing.as_csv(rows), content_type=writing.TYPES["csv"], headers=headers)


def _page(form: AuditForm, before: str = "", earlier: str = "", **shown: Any) -> str:
    """The page; without lines told it has the form alone, or who may be meant."""
    return render_template(
        "audit/audit.html",
        form=form,
        sought=bool(form.chosen()),
        kept=audit_pages.kept(form),
        first=audit_pages.address(form) if before else None,
        next=audit_pages.address(form, before=earlier) if earlier else None,
        export=audit_pages.address(form).replace("/admin/audit", "/admin/audit.csv", 1),
        **{"told": None, "meant": None, **shown},
    )
