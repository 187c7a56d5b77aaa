"""A learner's own certificates: made on request, shown, and downloaded in three forms.

What draws and signs them is loaded when the first one is asked for: a server that made none would
hold some 20 MB for nothing.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template
from markupsafe import Markup

from learning.progress import certificates
from learning.progress.certificates import Issuer
from learning.signing.keys import Ring
from learning.signing.statements import read
from learning.web import certificate_pages, database, identity, moments, shelves
from learning.web.doors import open_to

area = Blueprint("certificates", __name__)


@area.post("/record/courses/<course>/<day>/certificate")
@open_to("learner")
def make(course: str, day: str) -> Any:
    """Make the certificate of a completion; asking twice makes one."""
    person, session = identity.the_person(), database.session()
    made = certificates.issue(
        session, shelves.shelf(), issuer(), person.id, f"{course}/{day}", at=moments.now()
    )
    return redirect(f"/record/certificates/{made}", code=303)


@area.get("/record/certificates/<certificate>")
@open_to("learner")
def show(certificate: str) -> Any:
    """A certificate of the signed-in person, with its downloads."""
    from learning.web import papers

    signed, said = _own(certificate)
    return render_template(
        "certificates/certificate.html",
        certificate=certificate_pages.shown(said),
        code=Markup(papers.code(signed)),
        whole=papers.holds_all(signed),
        missing=not papers.can_show(said["name"]),
    )


@area.get("/record/certificates/<certificate>/certificate.pdf")
@open_to("learner")
def paper(certificate: str) -> Any:
    """The certificate as a PDF that carries the signed statement."""
    from learning.web import papers

    signed, said = _own(certificate)
    body = papers.certificate(certificate_pages.shown(said), signed)
    return download(body, "application/pdf", f"{certificate_pages.file_name(said)}.pdf")


@area.get("/record/certificates/<certificate>/certificate.json")
@open_to("learner")
def statement(certificate: str) -> Any:
    """The signed statement alone."""
    signed, said = _own(certificate)
    return download(signed, "application/json", f"{certificate_pages.file_name(said)}.json")


@area.get("/record/certificates/<certificate>/badge.jwt")
@open_to("learner")
def badge(certificate: str) -> Any:
    """The certificate as an Open Badges 3.0 credential."""
    from learning.interop import badges

    _, said = _own(certificate)
    body = badges.credential(said, issuer().ring, on=moments.now().date())
    return download(body, "application/jwt", f"{certificate_pages.file_name(said)}.jwt")


def issuer() -> Issuer:
    """Who issues here."""
    settings = current_app.extensions["settings"]
    return Issuer(Ring(settings.keys), settings.operator, settings.origin)


def download(body: bytes, kind: str, name: str) -> Response:
    """A file to keep; `name` is made of ids and days and needs no quoting."""
    answer = Response(body, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _own(certificate: str) -> tuple[bytes, dict[str, Any]]:
    """The signed text of one's own certificate, and what it says."""
    signed = certificates.signed(database.session(), identity.the_person().id, certificate)
    return signed, dict(read(signed).statement)
