"""Sealing: bytes that only the holders of certain private keys can open, and nobody else.

Each part is padded to one of four sizes and encrypted with a key of its own (ChaCha20-Poly1305).
That key is encrypted to each holder's public key (HPKE, RFC 9180: X25519, HKDF-SHA256,
ChaCha20-Poly1305). Both are bound to what the part is about, so one that is moved or exchanged
does not open. Knows no database. The server keeps no private key. A padded size is still a size: it
tells short from long.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from learning.errors import Invalid

BUCKETS = (1_024, 4_096, 16_384, 65_536)
"""Bytes to which a part is padded, its length included."""
_LENGTH_BYTES = 4
MOST = BUCKETS[-1] - _LENGTH_BYTES
"""Bytes of the longest part."""
#: the first byte of everything sealed: another format begins with another
_VERSION = b"\x01"
_NONCE_BYTES, _KEY_BYTES = 12, 32
_LABEL = b"debrief report v1"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
CANNOT_OPEN = (
    "This cannot be opened with this key: it was sealed to another, or it was changed. Nothing was "
    "shown. Try again, and if it stays so, tell whoever runs the service."
)


class CannotOpen(Invalid):
    """A wrong key, another part, or changed bytes: the three are never told apart."""


@dataclass(frozen=True)
class Sealed:
    """A sealed part, and its key as each holder has it, by the holder's id."""

    blob: bytes = field(repr=False)
    keys: Mapping[str, bytes] = field(repr=False)


def seal(part: bytes, *, about: bytes, to: Mapping[str, bytes]) -> Sealed:
    """Seal a part to public keys, named by their holders' ids. `about` says which part it is.

    Raises `Invalid` for more than `MOST` bytes.
    """
    if not to:
        raise ValueError("sealed to nobody, it could never be opened")
    padded = _padded(part)
    key, nonce = os.urandom(_KEY_BYTES), os.urandom(_NONCE_BYTES)
    sealed = ChaCha20Poly1305(key).encrypt(nonce, padded, _VERSION + about)
    wrapped = {holder: _wrapped(key, public, about) for holder, public in to.items()}
    return Sealed(_VERSION + nonce + sealed, wrapped)


def unseal(blob: bytes, wrapped: bytes, private: bytes, *, about: bytes) -> bytes:
    """The part, with one holder's wrapped key and their private key. Raises `CannotOpen`."""
    opened = _opened(blob, _unwrapped(wrapped, private, about), about)
    del private  # what tells of a refusal tells of no key
    if opened is None:
        raise CannotOpen(CANNOT_OPEN)
    return opened


def rewrap(wrapped: bytes, private: bytes, to_public: bytes, *, about: bytes) -> bytes:
    """The key of a part for another holder, without opening the part. Raises `CannotOpen`."""
    key = _unwrapped(wrapped, private, about)
    del private
    if key is None:
        raise CannotOpen(CANNOT_OPEN)
    return _wrapped(key, to_public, about)


def _wrapped(key: bytes, public: bytes, about: bytes) -> bytes:
    to = X25519PublicKey.from_public_bytes(public)
    return _VERSION + _SUITE.encrypt(key, to, info=_LABEL + about)


def _unwrapped(wrapped: bytes, private: bytes, about: bytes) -> bytes | None:
    if wrapped[:1] != _VERSION:
        return None
    try:
        own = X25519PrivateKey.from_private_bytes(private)
        key: bytes = _SUITE.decrypt(wrapped[1:], own, info=_LABEL + about)
    except (InvalidTag, ValueError):
        return None
    return key


def _opened(blob: bytes, key: bytes | None, about: bytes) -> bytes | None:
    nonce, sealed = blob[1 : 1 + _NONCE_BYTES], blob[1 + _NONCE_BYTES :]
    if key is None or blob[:1] != _VERSION:
        return None
    try:
        return _plain(ChaCha20Poly1305(key).decrypt(nonce, sealed, _VERSION + about))
    except (InvalidTag, ValueError):
        return None


def _padded(part: bytes) -> bytes:
    """Its length, itself, and zeros up to the smallest bucket that holds both."""
    if len(part) > MOST:
        raise Invalid(
            f"This is longer than can be kept: {MOST:,} bytes with what stands around the text. "
            "Shorten it and send it again. Nothing was kept."
        )
    told = len(part).to_bytes(_LENGTH_BYTES) + part
    return told.ljust(next(size for size in BUCKETS if size >= len(told)), b"\0")


def _plain(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_LENGTH_BYTES])
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
