"""Passwords: Argon2id with 19 MiB, two passes and one lane (OWASP's second parameter set).

Each hash takes a turn, see `learning.stretching`. Call neither function inside a writing unit.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from learning.errors import Invalid
from learning.stretching import LIGHT, turn

SHORTEST, LONGEST = 12, 200
_SALT_BYTES, _KEY_BYTES = 16, 32
_nobody: list[str] = []


def hashed(password: str) -> str:
    """The PHC string to keep. Length alone is asked for: 12 to 200 characters."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid(
            f"Choose a password of {SHORTEST} to {LONGEST} characters. Three or four words you "
            "will remember are better than a short password with signs in it."
        )
    maker = Argon2id(
        salt=os.urandom(_SALT_BYTES),
        length=_KEY_BYTES,
        iterations=LIGHT.passes,
        lanes=1,
        memory_cost=LIGHT.memory_kib,
    )
    with turn():
        return maker.derive_phc_encoded(password.encode())


def matches(password: str, phc: str | None) -> bool:
    """Whether the password is right; without a hash the same work is done, and the answer is no."""
    known = phc or _for_nobody()
    try:
        with turn():
            Argon2id.verify_phc_encoded(password[:LONGEST].encode(), known)
    except InvalidKey:
        return False
    return phc is not None and len(password) <= LONGEST


def _for_nobody() -> str:
    """A hash that nobody's password has, so that an unknown address takes as long as any."""
    if not _nobody:
        _nobody.append(hashed(os.urandom(24).hex()))
    return _nobody[0]
