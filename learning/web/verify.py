"""Checking a certificate: the page, and what it needs, which anybody may have."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template

from learning.progress import certificates
from learning.signing import keys
from learning.web import certificates as issuing
from learning.web import database, moments
from learning.web.doors import open_to
from learning.web.templating import day

area = Blueprint("verify", __name__)


@area.get("/verify")
@open_to("anyone")
def check() -> Any:
    """The page that checks a file in the browser; nothing is sent anywhere."""
    return render_template("verify/verify.html", **asked())


@area.get("/verify/keys.json")
@open_to("anyone")
def public_keys() -> Any:
    """The public keys of this installation."""
    return Response(public(), mimetype="application/json")


@area.get("/verify/revocations.json")
@open_to("anyone")
def revocations() -> Any:
    """The signed list of revoked certificates, dated today."""
    return Response(revoked(), mimetype="application/json")


def asked() -> dict[str, str]:
    """What the page checks a file against: the keys and the list of revoked certificates."""
    return {
        "revocations": revoked().decode("utf-8"),
        "keys": public().decode("utf-8"),
        "issuer": issuing.issuer().operator or "this installation",
        "dated": day(moments.now().date()),
    }


def public() -> bytes:
    """The public keys as a file."""
    issuer = issuing.issuer()
    return keys.told_of(issuer.ring.own(), issuer.operator)


def revoked() -> bytes:
    """The list of revoked certificates as a file."""
    on = moments.now().date()
    return certificates.revocations(database.session(), issuing.issuer(), on=on)
