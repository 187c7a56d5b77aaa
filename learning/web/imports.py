"""Lists of teams, people and past completions: brought in after a look at each line, and taken out.

Between the look and the press the file travels in the page itself, packed and signed: several web
machines share no disk, nothing is kept of a list that was only looked at, and what is applied is
exactly what was shown.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import IO, Any

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from learning.errors import Conflict, Invalid, NotFound
from learning.lists import exporting, importing, reading
from learning.lists.columns import KINDS
from learning.lists.plans import Plan
from learning.lists.writing import FORMATS, TYPES
from learning.people import letters
from learning.web import (
    auditing,
    database,
    identity,
    import_pages,
    mails,
    moments,
    packed_lists,
    refusals,
)
from learning.web.doors import open_to
from learning.web.packed_lists import MOST_BYTES, Packed

area = Blueprint("imports", __name__)
_IN_MEMORY, _PART = 1_000_000, 65_536


@dataclass(frozen=True)
class _Chosen:
    """What was ticked on the page of a report."""

    skip_wrong: bool = False
    all_leavers: bool = False
    send_links: bool = False


@area.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Any:
    """Say how large a list may be."""
    most = reading.MOST_BYTES // 1_000_000
    return refusals.page(413, f"A list may have {most} megabytes. Divide it in two.")


@area.get("/admin/import")
@open_to("administrator")
def ask() -> Any:
    """The form for a list, what its columns mean, and the lists to take out."""
    return _page()


@area.post("/admin/import")
@open_to("administrator", takes=MOST_BYTES)
def look() -> Any:
    """What a list would change, line by line. Nothing is changed."""
    sent, leavers = request.files.get("file"), bool(request.form.get("leavers"))
    try:
        if sent is None or not sent.filename:
            raise Invalid("Choose a list: a CSV file or a workbook (.xlsx).")
        packed = Packed(sent.read(), leavers)
        with database.reading() as session:
            plan = packed.plan(session, on=moments.now().date())
    except Invalid as refusal:
        return _page(refusal.text, leavers), 422
    return _report(plan, packed)


@area.post("/admin/import/apply")
@open_to("administrator", takes=MOST_BYTES)
def apply() -> Any:
    """Do what the report said, if it still says so; else show what it says now."""
    chosen = _Chosen(*(bool(request.form.get(one.name)) for one in fields(_Chosen)))
    try:
        packed, shown = packed_lists.unpacked(request.form.get("packed", ""))
    except Invalid as refusal:
        return _page(refusal.text), 422
    importing.hold(database.session())
    plan = packed.plan(database.session(), on=moments.now().date())
    if plan.digest != shown:
        database.drop()
        return _report(plan, packed, changed=True), 409
    try:
        flash(_done(plan, chosen))
    except Conflict as refusal:
        database.drop()
        return _report(plan, packed, chosen, error=refusal.text), 422
    return redirect("/admin/import", code=303)


@area.post("/admin/import/report.csv")
@open_to("administrator", takes=MOST_BYTES)
def report() -> Any:
    """Everything that is said of a list, as a list."""
    try:
        packed, _ = packed_lists.unpacked(request.form.get("packed", ""))
    except Invalid as refusal:
        return _page(refusal.text), 422
    with database.reading() as session:
        plan = packed.plan(session, on=moments.now().date())
    return _file(FORMATS["csv"](import_pages.lines(plan)), "csv", "report.csv")


@area.get("/admin/export/<kind>.<ending>")
@open_to("administrator")
def export(kind: str, ending: str) -> Any:
    """A list to take out, which brought in again changes nothing."""
    if kind not in KINDS or ending not in FORMATS:
        raise NotFound("There is no such list. The page of lists shows which there are.")
    auditing.looked("people.exported", "file", kind)
    today = moments.now().date()
    rows = exporting.rows(database.session(), kind, on=today)
    return _file(FORMATS[ending](rows), ending, f"{kind}-{today.isoformat()}.{ending}")


def _done(plan: Plan, chosen: _Chosen) -> str:
    """Apply a plan, and say so."""
    session, at, by_mail = database.session(), moments.now(), mails.postage() is not None
    importing.check(plan, skip_wrong=chosen.skip_wrong, all_leavers=chosen.all_leavers)
    new = importing.apply(session, plan, at=at, by=identity.the_person().public_id)
    sent = chosen.send_links and by_mail and len(new) <= import_pages.MOST_LINKS
    for person_id in new if sent else ():
        letters.reset(session, person_id, key=mails.key(), at=at)
    if plan.changes:
        auditing.note("import.applied", "file", plan.kind.name, plan.note)
    return import_pages.done(plan, by_mail=by_mail, sent=sent)


def _page(error: str = "", leavers: bool = False) -> str:
    database.drop()
    kinds = [import_pages.kind(one) for one in KINDS.values()]
    most = reading.MOST_BYTES // 1_000_000
    return render_template(
        "imports/import.html", kinds=kinds, error=error, leavers=leavers, most=most
    )


def _report(
    plan: Plan,
    packed: Packed,
    chosen: _Chosen | None = None,
    *,
    error: str = "",
    changed: bool = False,
) -> Any:
    """The page of a report. It holds people's addresses, so nothing keeps it."""
    page = render_template(
        "imports/report.html",
        **import_pages.report(plan, by_mail=mails.postage() is not None),
        packed=packed_lists.packed(packed, plan.digest),
        chosen=chosen or _Chosen(),
        error=error,
        changed=changed,
    )
    return Response(page, headers={"Cache-Control": "no-store"})


def _file(parts: Iterator[bytes], ending: str, name: str) -> Response:
    """Parts of a file, made before the unit ends and sent after it."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed when sent
    file.writelines(parts)
    file.seek(0)
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_sent(file), mimetype=TYPES[ending], headers=headers)


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while part := file.read(_PART):
            yield part
