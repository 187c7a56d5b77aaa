"""Holding: the key pairs of those who open sealed parts, and how a private key is kept.

A reviewer's is locked with a passphrase that nobody else knows; for as long as they read, it is
locked again with a random key of their browser; a reporter's is locked with half of what their six
words make; the recovery key's is on paper. Knows no database and no clock. Nothing here can tell a
wrong passphrase from a locked key that was changed.
"""

from __future__ import annotations

import os
import struct
import unicodedata
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from learning.errors import Invalid
from learning.reports.passphrases import weak as weak
from learning.reports.recovery import read_recovery as read_recovery
from learning.reports.recovery import recovery_text as recovery_text
from learning.reports.sealing import CANNOT_OPEN, CannotOpen
from learning.stretching import HEAVY, Cost, stretched, turn

COST = HEAVY
WAIT = 5.0
"""Seconds to wait for a turn, see `learning.stretching`."""
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12
#: version, KiB of memory, passes, salt
_HEADER = struct.Struct(f">BIB{_SALT_BYTES}s")
_VERSION = 1
#: a locked key that asks for less or more was not made here
_LEAST, _MOST = Cost(8, 1), Cost(262_144, 10)
_LOCKED, _BRIEF = b"debrief locked key v1", b"debrief brief key v1"
_WRONG = (
    "That passphrase does not open your key. Check capitals and spaces and try again. Nobody can "
    "reset it: if it is lost, another reviewer can hand what waits over to a new key of yours."
)
_EXCHANGED = (
    "Your passphrase is right, but the public key that stands for you is not yours: what was told "
    "may be sealed to somebody else. Read nothing and hand nothing over. Tell the other reviewers, "
    "and whoever runs the service."
)


class WrongPassphrase(Invalid):
    """Another passphrase than the key was locked with."""


@dataclass(frozen=True)
class Pair:
    """A key pair of X25519, 32 bytes each."""

    private: bytes = field(repr=False)
    public: bytes


class _Hidden(bytes):
    """Bytes that are not shown where a refusal tells of what it happened in."""

    def __repr__(self) -> str:
        return "<hidden>"


def new_pair() -> Pair:
    """A new random pair."""
    made = X25519PrivateKey.generate()
    return Pair(made.private_bytes_raw(), made.public_key().public_bytes_raw())


def public_of(private: bytes) -> bytes:
    """The public key of a private one, by which a key that was read from paper is recognised."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def lock(private: bytes, passphrase: str, *, wait: float | None = WAIT) -> bytes:
    """Lock a private key. What comes out says how it was made; only the passphrase is missing.

    Takes some tenths of a second and 64 MiB on purpose. Raises `learning.stretching.Busy`.
    """
    private, secret = _Hidden(private), _secret(passphrase)
    del passphrase
    salt = os.urandom(_SALT_BYTES)
    header = _HEADER.pack(_VERSION, COST.memory_kib, COST.passes, salt)
    with turn(wait):
        key = stretched(secret, salt, COST, length=_KEY_BYTES)
    return header + _encrypted(key, private, _LOCKED + header)


def unlock(
    locked: bytes, passphrase: str, *, public: bytes | None = None, wait: float | None = WAIT
) -> bytes:
    """The private key, which has to be that of `public` where it is given.

    Raises `WrongPassphrase`, `CannotOpen` for what is no locked key or another's, `Busy`.
    """
    secret = _secret(passphrase)
    del passphrase
    header = locked[: _HEADER.size]
    cost, salt = _read(header)
    with turn(wait):
        key = _Hidden(stretched(secret, salt, cost, length=_KEY_BYTES))
    private = _decrypted(key, locked[_HEADER.size :], _LOCKED + header)
    if private is None:
        raise WrongPassphrase(_WRONG)
    private = _Hidden(private)
    if public is not None and public_of(private) != public:
        raise CannotOpen(_EXCHANGED)
    return bytes(private)


def lock_briefly(private: bytes, key: bytes, *, about: bytes) -> bytes:
    """Lock a private key with 32 random bytes, for the one place that `about` names."""
    version = bytes([_VERSION])
    return version + _encrypted(key, private, _BRIEF + version + about)


def unlock_briefly(locked: bytes, key: bytes, *, about: bytes) -> bytes:
    """The private key. Raises `CannotOpen` for another key, another place, or changed bytes."""
    version = bytes([_VERSION])
    key = _Hidden(key)
    opened = None
    if locked[:1] == version:
        opened = _decrypted(key, locked[1:], _BRIEF + version + about)
    if opened is None:
        raise CannotOpen(CANNOT_OPEN)
    return opened


def _secret(passphrase: str) -> _Hidden:
    """All of a passphrase, however the keyboard made its letters."""
    return _Hidden(unicodedata.normalize("NFKC", passphrase).encode())


def _read(header: bytes) -> tuple[Cost, bytes]:
    if len(header) != _HEADER.size:
        raise CannotOpen(CANNOT_OPEN)
    version, memory_kib, passes, salt = _HEADER.unpack(header)
    fits = _LEAST.memory_kib <= memory_kib <= _MOST.memory_kib
    if version != _VERSION or not fits or not _LEAST.passes <= passes <= _MOST.passes:
        raise CannotOpen(CANNOT_OPEN)
    return Cost(memory_kib, passes), salt


def _encrypted(key: bytes, private: bytes, about: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, private, about)


def _decrypted(key: bytes, locked: bytes, about: bytes) -> bytes | None:
    try:
        nonce, sealed = locked[:_NONCE_BYTES], locked[_NONCE_BYTES:]
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, about)
    except (InvalidTag, ValueError):
        return None
