"""What forms of reporting carry instead of a cookie: signed for a time, and never stored.

The form for telling carries a random nonce. The receipt is made of it and of the server's key, so a
form that is sent twice gives the same receipt. A page opened with a receipt carries the key that
opens the conversation, sealed with the server's key for half an hour.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from learning.errors import Stale
from learning.web.reporting.clocks import Hours

NONCE_BYTES = 16
_AEAD_NONCE, _TIME, _MAC = 12, 6, 16
#: hours for which a form may be filled in, and half hours for which a receipt stays open
TELLING_HOURS, OPEN_HALF_HOURS = 24, 1
_OLD = (
    "This page was open for too long, so nothing was sent. What you wrote stands below: send it "
    "again."
)
_OLD_RECEIPT = "This page was open for more than half an hour. Enter your receipt again."


@dataclass(frozen=True, repr=False)
class Keys:
    """The keys of reporting, each made of the installation's own for one purpose."""

    secret: str

    def of(self, purpose: str) -> bytes:
        """32 bytes for a purpose."""
        return hmac.digest(self.secret.encode(), f"debrief report {purpose}".encode(), "sha256")


def issue(keys: Keys, hours: Hours) -> str:
    """A token for the form that tells: a fresh nonce, and when the form ends."""
    return _signed(keys, os.urandom(NONCE_BYTES), hours.at + TELLING_HOURS * 3_600)


def nonce_of(keys: Keys, token: str, hours: Hours) -> bytes:
    """The nonce of a form that was sent. Raises `Stale` for one that ended, or is none of ours."""
    raw = _raw(token)
    nonce, ends = raw[:NONCE_BYTES], raw[NONCE_BYTES : NONCE_BYTES + _TIME]
    right = len(raw) == NONCE_BYTES + _TIME + _MAC
    if not right or not hmac.compare_digest(token, _signed(keys, nonce, int.from_bytes(ends))):
        raise Stale(_OLD)
    if int.from_bytes(ends) < hours.at:
        raise Stale(_OLD)
    return nonce


def seed(keys: Keys, nonce: bytes, variant: int = 0) -> bytes:
    """What the receipt of a form is made of; another variant where the reference was taken."""
    return hmac.digest(keys.of("receipts"), nonce + bytes([variant]), hashlib.sha256)


@dataclass(frozen=True, repr=False)
class Pass:
    """What a page that was opened with a receipt carries on."""

    report_id: str
    private: bytes


def carry(keys: Keys, opened: Pass, hours: Hours) -> str:
    """A pass for the forms of a page, sealed: whoever has the page has it, and nobody else."""
    ends = hours.at + OPEN_HALF_HOURS * 1_800
    nonce = os.urandom(_AEAD_NONCE)
    plain = ends.to_bytes(_TIME) + opened.private + opened.report_id.encode()
    return _text(nonce + ChaCha20Poly1305(keys.of("passes")).encrypt(nonce, plain, None))


def carried(keys: Keys, text: str, hours: Hours) -> Pass:
    """The pass of a form that was sent. Raises `Stale` for one that ended, or is none of ours."""
    raw = _raw(text)
    try:
        sealed = ChaCha20Poly1305(keys.of("passes"))
        plain = sealed.decrypt(raw[:_AEAD_NONCE], raw[_AEAD_NONCE:], None)
    except (InvalidTag, ValueError) as error:
        raise Stale(_OLD_RECEIPT) from error
    if int.from_bytes(plain[:_TIME]) < hours.at:
        raise Stale(_OLD_RECEIPT)
    private = plain[_TIME : _TIME + 32]
    return Pass(plain[_TIME + 32 :].decode(), private)


def fresh() -> str:
    """A random text for a form, so that sending it twice is seen."""
    return _text(os.urandom(NONCE_BYTES))


def once(keys: Keys, sent: str, report_id: str) -> str:
    """The id of a part written with a form: always the same for the same form of a report."""
    said = f"{report_id}\0{sent[:64]}".encode()
    return _text(hmac.digest(keys.of("parts"), said, "sha256")[:12])


def _signed(keys: Keys, nonce: bytes, ends: int) -> str:
    said = nonce + ends.to_bytes(_TIME)
    return _text(said + hmac.digest(keys.of("forms"), said, "sha256")[:_MAC])


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _raw(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
