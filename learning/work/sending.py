"""Sending a letter through the installation's mail server, with the standard library alone.

Every way in which it can fail becomes `NotNow` or `NotEver`, with a reason that holds no address.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from learning.postage import Postage
from learning.work.outcomes import NotEver, NotNow

#: seconds for each step; all of them together take less than the lease of a job
_PATIENCE = 20
#: one address without any sign that would make several of it, or another header
_ADDRESS = re.compile(r'[^\s<>@()\\",;:\[\]]+@[^\s<>@()\\",;:\[\]]+')


@dataclass(frozen=True)
class Letter:
    """A mail in plain text. `id` is the same at every try, so that two copies are known as one."""

    id: str
    to: str
    subject: str
    text: str
    at: dt.datetime


def written(letter: Letter, postage: Postage) -> EmailMessage:
    """The letter as it travels. Raises `NotEver` for an address that cannot be one."""
    if not _ADDRESS.fullmatch(letter.to):
        raise NotEver("This is no address that a mail can be sent to.")
    mail = EmailMessage()
    name, _, domain = letter.to.partition("@")
    mail["To"] = Address(username=name, domain=domain)
    mail["From"] = Address("Debrief", addr_spec=postage.sender)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.at)
    mail["Message-ID"] = f"<{letter.id}@{postage.sender.partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text, charset="utf-8")
    return mail


def send(letter: Letter, postage: Postage) -> None:
    """Hand a letter to the mail server.

    Raises `NotEver` where the server refuses this letter or its address for good, `NotNow` where
    anything else is in the way: another try may find the server back or the settings corrected.
    Once the server has taken the letter, nothing that goes wrong at parting counts.
    """
    mail = written(letter, postage)
    try:
        server = _reached(postage)
        try:
            _enter(server, postage)
            server.send_message(mail, postage.sender, [letter.to])
        finally:
            _part(server)
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise _answered("The mail server refused the address", code) from error
    except smtplib.SMTPDataError as error:
        raise _answered("The mail server refused the mail", error.smtp_code) from error
    except (smtplib.SMTPException, OSError) as error:
        raise _in_the_way(error) from error


def _reached(postage: Postage) -> smtplib.SMTP:
    if postage.security == "tls":
        safe = ssl.create_default_context()
        return smtplib.SMTP_SSL(postage.host, postage.port, timeout=_PATIENCE, context=safe)
    return smtplib.SMTP(postage.host, postage.port, timeout=_PATIENCE)


def _part(server: smtplib.SMTP) -> None:
    """Say goodbye; whether the server answers politely is its own affair."""
    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _enter(server: smtplib.SMTP, postage: Postage) -> None:
    if postage.security == "starttls":
        server.starttls(context=ssl.create_default_context())
    if postage.username:
        server.login(postage.username, postage.password)


def _answered(said: str, code: int) -> NotNow | NotEver:
    """What an answer of the server to one mail means: 4xx is for now, 5xx for good."""
    return NotEver(f"{said} ({code}).") if code >= 500 else NotNow(f"{said} for now ({code}).")


def _in_the_way(error: smtplib.SMTPException | OSError) -> NotNow | NotEver:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return NotNow(f"The mail server did not take the sign-in ({error.smtp_code}).")
    if isinstance(error, smtplib.SMTPSenderRefused):
        return NotNow(f"The mail server did not take the sender's address ({error.smtp_code}).")
    if isinstance(error, ssl.SSLError):
        return NotNow("No safe connection to the mail server could be made.")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NotNow(
            "The mail server lacks what is needed: STARTTLS, a sign-in, or letters beyond English."
        )
    if isinstance(error, smtplib.SMTPResponseException):
        return NotNow(f"The mail server did not want to talk ({error.smtp_code}).")
    return NotNow("The mail server could not be reached.")
