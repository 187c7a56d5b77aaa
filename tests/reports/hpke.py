"""HPKE by another hand: base mode of RFC 9180 for X25519, HKDF-SHA256 and ChaCha20-Poly1305.

Written from the sections of the RFC that are named, with nothing but HMAC, X25519 and the AEAD, so
that what is sealed can be opened without the code that sealed it.
"""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_KEM_SUITE = b"KEM" + (0x0020).to_bytes(2)
_SUITE = b"HPKE" + b"".join(one.to_bytes(2) for one in (0x0020, 0x0001, 0x0003))
ENC_BYTES = 32


def opened(enc: bytes, sealed: bytes, private: bytes, *, info: bytes, aad: bytes = b"") -> bytes:
    """The first message of a context (sections 5.1 and 5.2). Raises `InvalidTag`."""
    key, nonce = _schedule(_decap(enc, private), info)
    return ChaCha20Poly1305(key).decrypt(nonce, sealed, aad)


def _decap(enc: bytes, private: bytes) -> bytes:
    """Section 4.1."""
    own = X25519PrivateKey.from_private_bytes(private)
    shared = own.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + own.public_key().public_bytes_raw()
    prk = _extract(_KEM_SUITE, b"", b"eae_prk", shared)
    return _expand(_KEM_SUITE, prk, b"shared_secret", context, 32)


def _schedule(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Section 5.1: mode 0, no pre-shared key."""
    context = b"\0" + _extract(_SUITE, b"", b"psk_id_hash", b"")
    context += _extract(_SUITE, b"", b"info_hash", info)
    secret = _extract(_SUITE, shared, b"secret", b"")
    key = _expand(_SUITE, secret, b"key", context, 32)
    return key, _expand(_SUITE, secret, b"base_nonce", context, 12)


def _extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    """Section 4, `LabeledExtract`."""
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256")


def _expand(suite: bytes, prk: bytes, label: bytes, told: bytes, length: int) -> bytes:
    """Section 4, `LabeledExpand`, for one block."""
    about = length.to_bytes(2) + b"HPKE-v1" + suite + label + told
    return hmac.digest(prk, about + b"\x01", "sha256")[:length]
