"""Postage: what it takes to send mail, checked as a whole when the settings are read.

Knows no network: `learning.work.sending` does the sending.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from learning.errors import Invalid

SECURITIES = ("starttls", "tls", "none")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*")


@dataclass(frozen=True, kw_only=True)
class Postage:
    """The mail server that takes what is sent, how it is reached, and whom mail is from."""

    host: str
    port: int
    security: str
    username: str
    password: str = field(repr=False)
    sender: str


def check(postage: Postage) -> None:
    """Raise `Invalid` for what could not work, or would send a password in the open."""
    if postage.security not in SECURITIES:
        raise Invalid(
            "The setting 'smtp_security' must be one of starttls, tls and none, "
            f"not '{postage.security}'."
        )
    if not 1 <= postage.port <= 65_535:
        raise Invalid(f"The setting 'smtp_port' must be from 1 to 65535, not {postage.port}.")
    if not _ADDRESS.fullmatch(postage.sender):
        raise Invalid(
            "The setting 'mail_from' must be the e-mail address that mail is sent from, such as "
            "debrief@example.org."
        )
    if bool(postage.username) != bool(postage.password):
        raise Invalid(
            "The settings 'smtp_username' and 'smtp_password' belong together. Set both or neither."
        )
    if postage.username and postage.security == "none":
        raise Invalid(
            "A password is not sent in the open: set 'smtp_security' to starttls or tls, or leave "
            "out 'smtp_username' and 'smtp_password'."
        )
