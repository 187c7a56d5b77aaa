"""The areas of the site: every blueprint, in one list."""

from __future__ import annotations

from flask import Flask

from learning.web import (
    about,
    absences,
    account,
    admin,
    admin_accounts,
    admin_people,
    admin_places,
    attempts,
    audit,
    authoring,
    authoring_preview,
    authoring_releases,
    cases,
    certificates,
    chosen,
    courses,
    cpd,
    crew,
    crew_pack,
    crew_record,
    crew_screen,
    demo,
    errata,
    forgotten,
    health,
    home,
    imports,
    items,
    outside,
    pages,
    proposals,
    record,
    refreshers,
    regrades,
    requirements,
    review,
    review_keys,
    rights,
    scenarios,
    search,
    seen,
    service,
    sign_in,
    system,
    team,
    teams,
    trace,
    verify,
)

_AREAS = (
    *(home, sign_in, account, rights, admin, pages, courses, attempts),
    *(refreshers, record, certificates, cpd, outside, verify),
    *(cases, about, search, errata, health),
    *(scenarios, crew, crew_screen, crew_pack, crew_record),
    *(forgotten, imports, system),
    *(requirements, absences),
    *(admin_people, admin_accounts, admin_places, teams),
    *(team, service, seen),
    *(audit, chosen),
    *(authoring, authoring_releases, authoring_preview),
    *(trace, proposals, items, regrades),
    *(review, review_keys),
)


def install(app: Flask) -> None:
    """Hang every area into the site; the demo's doors exist in the demo alone."""
    for area in _AREAS:
        app.register_blueprint(area.area)
    if app.extensions["settings"].demo:
        app.register_blueprint(demo.area)
