"""A certificate as an Open Badges 3.0 credential: a JWT signed with the installation's key.

The issuer is a `did:key`, which is the public key itself, so that a verifier needs no network. The
format is 1EdTech's Open Badges 3.0, section 8.2 (VC-JWT).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from learning.signing.keys import Key, Ring
from learning.signing.statements import Statement, encoded

#: the one place that names the algorithm: verifiers still want this older name of Ed25519
_ALG = "EdDSA"


class _Registry(JWSRegistry):
    """Signs under that name without a warning each time that a newer one exists (RFC 9864)."""

    def get_alg(self, name: str) -> Any:
        """The algorithm; there is one."""
        return self.algorithms[_ALG]


_CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#: multicodec's mark of an Ed25519 public key
_ED25519 = b"\xed\x01"


def credential(said: Statement, ring: Ring, *, on: dt.date) -> bytes:
    """The credential of a certificate's statement, signed with the key of today."""
    key, private = ring.private_of(on=on)
    secret: dict[str, str | list[str]] = {"d": encoded(private.private_bytes_raw()), **_public(key)}
    header = {"alg": _ALG, "typ": "JWT", "jwk": _public(key)}
    token = jwt.encode(
        header, _claims(said, did(key)), OKPKey.import_key(secret), registry=_Registry()
    )
    return token.encode("ascii")


def did(key: Key) -> str:
    """The `did:key` of a public key: multibase base58btc of its multicodec bytes."""
    return f"did:key:z{_base58(_ED25519 + key.public)}"


def _public(key: Key) -> dict[str, str]:
    return {"kty": "OKP", "crv": "Ed25519", "x": encoded(key.public)}


def _claims(said: Statement, issuer: str) -> dict[str, Any]:
    subject = f"urn:debrief:certificate:{said['id']}:person"
    begins, ends = _moment(said["completed_on"]), said["valid_until"]
    claims: dict[str, Any] = {
        "iss": issuer,
        "sub": subject,
        "jti": f"urn:debrief:certificate:{said['id']}",
        "nbf": int(begins.timestamp()),
        "@context": _CONTEXT,
        "id": f"urn:debrief:certificate:{said['id']}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": said["title"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": said["issuer"] or "Debrief"},
        "validFrom": _text(begins),
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [_named(said["name"])],
            "achievement": _achievement(said),
        },
    }
    if ends:  # it counts to the end of its last day
        last = _moment(ends) + dt.timedelta(days=1, seconds=-1)
        claims |= {"exp": int(last.timestamp()), "validUntil": _text(last)}
    return claims


def _named(name: str) -> dict[str, Any]:
    return {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": name,
        "identityType": "name",
    }


def _achievement(said: Statement) -> dict[str, Any]:
    return {
        "id": f"urn:debrief:course:{said['course']}:{said['manifest']}",
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": said["title"],
        "description": (
            f"Completed the course, of a stated {said['minutes']} minutes, as published in release "
            f"{said['release']}. It gives no score and does not show that anybody is competent."
        ),
        "criteria": {"narrative": "Every module that the course asks for was completed."},
    }


def _moment(day: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), tzinfo=dt.UTC)


def _text(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _base58(raw: bytes) -> str:
    number, text = int.from_bytes(raw), ""
    while number:
        number, rest = divmod(number, 58)
        text = _BASE58[rest] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text
