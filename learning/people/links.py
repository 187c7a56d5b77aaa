"""One-time links that go by mail: what the database keeps of one makes no link without the key.

The token of a link is made of a random nonce, which is kept until the mail is sent, and of the
installation's key, which is not in the database. Each try of a mail so carries the same link.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

JOIN, RESET = "join", "reset"


def nonce() -> str:
    """The random part of a link."""
    return secrets.token_urlsafe(18)


def token(key: str, purpose: str, of: str) -> str:
    """The token made of a nonce for a purpose: 43 letters, digits, - and _."""
    made = hmac.new(key.encode(), f"link\0{purpose}\0{of}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def mark(key: str) -> str:
    """Tells one key from another, and nothing about either."""
    return hmac.new(key.encode(), b"mark of the key of links", hashlib.sha256).hexdigest()[:16]
