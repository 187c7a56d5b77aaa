"""Open Badges 3.0: an independent verifier accepts the credential, without a network."""

from __future__ import annotations

import base64
import datetime as dt
import json
import warnings
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from learning.interop import badges
from learning.signing.keys import Ring

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what the verifier's own imports warn of is not ours
    from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

ON = dt.date(2026, 3, 3)
SAID = {
    "kind": "certificate",
    "id": "abc",
    "name": "Zoë محمد",
    "course": "crew",
    "title": "Crew: working together",
    "completed_on": "2026-03-02",
    "valid_until": "2999-03-02",
    "issued_on": "2026-03-03",
    "release": 1,
    "manifest": "0123456789ab",
    "minutes": 50,
    "issuer": "North County",
    "origin": "https://learn.example.org",
}


@pytest.fixture
def ring(tmp_path: Path) -> Ring:
    return Ring(tmp_path / "keys")


def pem(ring: Ring) -> bytes:
    public = Ed25519PublicKey.from_public_bytes(ring.own()[0].public)
    kind = serialization.PublicFormat.SubjectPublicKeyInfo
    return public.public_bytes(serialization.Encoding.PEM, kind)


def test_an_independent_verifier_accepts_it_by_key_and_by_issuer(ring: Ring) -> None:
    token = badges.credential(SAID, ring, on=ON).decode()
    issuer = badges.did(ring.own()[0])
    for verifier in (OB3Verifier(pem(ring)), OB3Verifier.for_issuer_did(issuer)):
        found = verifier.verify(token)
        assert found.issuer.id == issuer and found.issuer.name == "North County"
        assert found.achievement.name == "Crew: working together"
        assert "no score" in found.achievement.description


def test_the_verifier_refuses_what_was_changed_or_signed_by_another(
    ring: Ring, tmp_path: Path
) -> None:
    head, body, signature = badges.credential(SAID, ring, on=ON).decode().split(".")
    other = Ring(tmp_path / "other")
    badges.credential(SAID, other, on=ON)
    with pytest.raises(OB3VerificationError):
        OB3Verifier(pem(other)).verify(f"{head}.{body}.{signature}")
    with pytest.raises(OB3VerificationError):
        OB3Verifier(pem(ring)).verify(f"{head}.{body[:-4]}AAAA.{signature}")


def test_one_that_has_run_out_is_said_to_have(ring: Ring) -> None:
    token = badges.credential(SAID | {"valid_until": "2026-03-03"}, ring, on=ON).decode()
    with pytest.raises(OB3VerificationError, match="expired"):
        OB3Verifier(pem(ring)).verify(token)


def test_it_names_the_algorithm_and_the_claims_that_verifiers_ask_for(ring: Ring) -> None:
    parts = badges.credential(SAID | {"valid_until": None}, ring, on=ON).decode().split(".")
    head, claims = (json.loads(base64.urlsafe_b64decode(one + "==")) for one in parts[:2])
    assert head["alg"] == "EdDSA" and "d" not in head["jwk"]
    assert claims["iss"] == claims["issuer"]["id"]
    assert {"sub", "jti", "nbf"} <= claims.keys()
    assert not {"exp", "validUntil"} & claims.keys()
    assert claims["credentialSubject"]["identifier"][0]["identityHash"] == "Zoë محمد"
