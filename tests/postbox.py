"""A mail server of a test's own, on this machine, and what arrived there."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Connection(SMTP):
    """A connection that notes each transport it is given: STARTTLS puts another on top."""

    noted: list[Any]

    def connection_made(self, transport: Any) -> None:
        self.noted.append(transport)
        super().connection_made(transport)


class _Running(Controller):
    """A controller that leaves no connection open when it ends."""

    def factory(self) -> SMTP:
        made = _Connection(self.handler, **self.SMTP_kwargs)
        made.noted = self.noted = getattr(self, "noted", [])
        return made

    async def part(self) -> None:
        """Let go of every connection."""
        for transport in reversed(getattr(self, "noted", [])):
            transport.abort()
        await asyncio.sleep(0.02)


class Postbox:
    """Takes every mail, or answers to addresses and mails as it is told."""

    def __init__(self) -> None:
        self.port = free_port()
        self.mails: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.to_address = self.to_mail = ""
        self.signed_in: list[str] = []
        self._running: _Running | None = None

    def open(self, **options: Any) -> Postbox:
        """Begin to take mail."""
        self._running = _Running(self, hostname="127.0.0.1", port=self.port, **options)
        self._running.start()
        return self

    def close(self) -> None:
        """Be away; opened again it still has what arrived."""
        if self._running:
            asyncio.run_coroutine_threadsafe(self._running.part(), self._running.loop).result(9)
            # the controller waits for its thread without end; no run of tests may
            stopping = threading.Thread(target=self._running.stop, daemon=True)
            stopping.start()
            stopping.join(9)
        self._running = None

    @property
    def texts(self) -> list[str]:
        return [str(mail.get_content()).replace("\r\n", "\n") for mail in self.mails]

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if not self.to_address:
            envelope.rcpt_tos.append(address)
        return self.to_address or "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if not self.to_mail:
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return self.to_mail or "250 OK"

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        """Take the sign-in of `debrief` with one password."""
        self.signed_in.append(given.login.decode())
        right = (given.login, given.password) == (b"debrief", b"of the machine")
        return AuthResult(success=right, handled=False)


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 as a file to be trusted, and a server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a mail server of a test")])
    begins = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=9))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context
