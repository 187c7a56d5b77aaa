"""A statement and its signature: one canonical JSON text, so that no byte of it can change unseen.

The text is `{"format","key","signature","statement"}` as canonical JSON: keys sorted, no spaces,
UTF-8. The signature is Ed25519 (RFC 8032) over the line `debrief-1` and the canonical JSON of the
statement. A text that says the same in other bytes is refused, and so is a second spelling of
the signature.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from learning.content.hashing import canonical
from learning.errors import Invalid

FORMAT = "debrief-1"
#: the largest statement taken, in bytes
LARGEST = 2_000_000
_PARTS = {"format", "key", "signature", "statement"}
_NO_STATEMENT = (
    "This holds no signed statement of Debrief. Choose the .json or .pdf file as it was downloaded."
)
CHANGED = (
    "This is not genuine: the file was changed after it was made. Ask for the file as it was "
    "first downloaded."
)

Statement = Mapping[str, Any]


class Unreadable(Invalid):
    """There is no statement here at all, so nothing can be said about it."""


class Changed(Invalid):
    """There is a statement, and it is not as it was signed."""


@dataclass(frozen=True)
class Signed:
    """A statement as it was read: whole in form, and not yet checked against any key."""

    key: str
    statement: Statement
    signature: bytes

    def holds(self, public: bytes) -> bool:
        """Whether the key of these 32 bytes made the signature over this statement."""
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(self.signature, _told(self.statement))
        except (InvalidSignature, ValueError):
            return False
        return True


def sealed(statement: Statement, key: str, private: Ed25519PrivateKey) -> bytes:
    """The signed text of a statement; the same statement and key give the same bytes."""
    signature = encoded(private.sign(_told(statement)))
    return canonical({"format": FORMAT, "key": key, "signature": signature, "statement": statement})


def read(body: bytes) -> Signed:
    """Read a signed text. Raises `Unreadable` for anything else, `Changed` for other bytes."""
    if len(body) > LARGEST:
        raise Unreadable(f"This file is larger than a signed statement can be. {_NO_STATEMENT}")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _unread(body) from error
    if not isinstance(found, dict) or found.keys() != _PARTS or found["format"] != FORMAT:
        raise _unread(body)
    return _whole(found, body)


def encoded(raw: bytes) -> str:
    """Bytes as base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decoded(text: str) -> bytes:
    """The bytes of base64url; `ValueError` for any spelling but the one that `encoded` gives."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, TypeError) as error:
        raise ValueError("not base64url") from error
    if encoded(raw) != text:
        raise ValueError("another spelling of the same bytes")
    return raw


def _whole(found: dict[str, Any], body: bytes) -> Signed:
    try:
        same = canonical(found) == body.rstrip(b"\r\n")
        signature = decoded(found["signature"])
    except (ValueError, TypeError, RecursionError) as error:
        raise Changed(CHANGED) from error
    said, key = found["statement"], found["key"]
    if not same or not isinstance(said, dict) or not isinstance(key, str):
        raise Changed(CHANGED)
    return Signed(key, said, signature)


def _unread(body: bytes) -> Invalid:
    """A text that still looks like ours was changed; any other was never one of ours."""
    ours = sum(f'"{part}"'.encode() in body for part in _PARTS) >= 3
    return Changed(CHANGED) if ours else Unreadable(_NO_STATEMENT)


def _told(statement: Statement) -> bytes:
    """What is signed: the name of the format comes first, so that it can be nothing else."""
    return FORMAT.encode() + b"\n" + canonical(statement)
