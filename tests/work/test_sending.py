"""Sending a letter, and what each way of failing means for the next try."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from learning.postage import Postage
from learning.work import sending
from learning.work.outcomes import NotEver, NotNow
from learning.work.sending import Letter
from tests.builders import AT
from tests.postbox import Postbox, certificate

LETTER = Letter("-Ab_9", "ife@example.org", "Grüße", "Zoë sent you\na link.\n", AT)


def postage_of(postbox: Postbox, **given: object) -> Postage:
    postage = Postage(
        host="127.0.0.1",
        port=postbox.port,
        security="none",
        username="",
        password="",
        sender="debrief@learn.example.org",
    )
    return replace(postage, **given)  # type: ignore[arg-type]


def test_a_letter_arrives_as_plain_text_that_says_a_machine_wrote_it(postbox: Postbox) -> None:
    sending.send(LETTER, postage_of(postbox))
    [mail] = postbox.mails
    assert postbox.envelopes == [("debrief@learn.example.org", ["ife@example.org"])]
    assert (mail["To"], mail["Subject"]) == ("ife@example.org", "Grüße")
    assert mail["From"] == "Debrief <debrief@learn.example.org>"
    assert mail["Message-ID"] == "<-Ab_9@learn.example.org>"
    assert mail["Date"] == "Wed, 03 Mar 2027 09:30:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content_charset() == "utf-8"
    assert postbox.texts == [LETTER.text]


@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "a,b@example.org",
        "a@b.org, c@d.org",
        "a@b.org\nBcc: c@d.org",
        "a\r\nb@c.org",
        "Ife <ife@example.org>",
        "@",
        "a@",
        "a b@example.org",
        "a@example.org>",
        "(a)@example.org@x",
    ],
)
def test_what_is_no_address_never_reaches_the_server(postbox: Postbox, to: str) -> None:
    with pytest.raises(NotEver, match="no address"):
        sending.send(replace(LETTER, to=to), postage_of(postbox))
    assert postbox.mails == []


@pytest.mark.parametrize(
    ("to_address", "to_mail", "kind", "said"),
    [
        ("550 5.1.1 No ife@example.org here", "", NotEver, "refused the address (550)."),
        ("450 4.2.1 Box of ife is full", "", NotNow, "refused the address for now (450)."),
        ("", "554 5.7.1 ife: unwanted", NotEver, "refused the mail (554)."),
        ("", "451 4.3.0 Later, ife", NotNow, "refused the mail for now (451)."),
    ],
)
def test_what_the_server_answers_decides_whether_it_is_tried_again(
    postbox: Postbox, to_address: str, to_mail: str, kind: type[Exception], said: str
) -> None:
    postbox.to_address, postbox.to_mail = to_address, to_mail
    with pytest.raises(kind) as refused:
        sending.send(LETTER, postage_of(postbox))
    assert type(refused.value) is kind
    assert said in str(refused.value) and "ife" not in str(refused.value)


def test_a_server_that_is_away_is_tried_again() -> None:
    with pytest.raises(NotNow, match="could not be reached"):
        sending.send(LETTER, postage_of(Postbox()))


def test_a_name_that_leads_nowhere_is_tried_again() -> None:
    with pytest.raises(NotNow, match="could not be reached"):
        sending.send(LETTER, postage_of(Postbox(), host="mail.invalid"))


def test_a_server_that_does_not_want_to_talk_is_tried_again(
    postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_given: object) -> str:
        return "421 4.3.2 Too busy"

    monkeypatch.setattr(postbox, "handle_MAIL", busy, raising=False)
    with pytest.raises(NotNow, match=r"did not take the sender's address \(421\)"):
        sending.send(LETTER, postage_of(postbox))


def test_a_server_that_is_not_serving_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"554 5.3.2 Not now\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        box = Postbox()
        box.port = server.getsockname()[1]
        with pytest.raises(NotNow, match=r"did not want to talk \(554\)"):
            sending.send(LETTER, postage_of(box))
        thread.join(9)


def test_an_address_with_letters_beyond_english_needs_a_server_that_takes_them() -> None:
    letter, box = replace(LETTER, to="jörg@example.org"), Postbox()
    box.open(enable_SMTPUTF8=False)
    try:
        with pytest.raises(NotNow, match="lacks what is needed"):
            sending.send(letter, postage_of(box))
    finally:
        box.close()
    box.open(enable_SMTPUTF8=True)
    try:
        sending.send(letter, postage_of(box))
        assert box.envelopes[0][1] == ["jörg@example.org"]
    finally:
        box.close()


@pytest.fixture
def safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A server that wants STARTTLS and a sign-in, and whose certificate is trusted here."""
    trusted, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    box = Postbox()
    options = {"auth_required": True, "authenticator": box.authenticate}
    yield box.open(tls_context=context, require_starttls=True, **options)
    box.close()


SIGNED = {"security": "starttls", "username": "debrief", "password": "of the machine"}


def test_a_password_travels_after_starttls_alone(safe: Postbox) -> None:
    sending.send(LETTER, postage_of(safe, **SIGNED))
    assert (len(safe.mails), safe.signed_in) == (1, ["debrief"])


def test_a_wrong_password_is_tried_again_once_it_may_be_right(safe: Postbox) -> None:
    with pytest.raises(NotNow, match=r"did not take the sign-in \(535\)"):
        sending.send(LETTER, postage_of(safe, **{**SIGNED, "password": "wrong"}))
    assert safe.mails == []


def test_a_certificate_that_nobody_vouches_for_ends_the_connection(
    safe: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(NotNow, match="No safe connection"):
        sending.send(LETTER, postage_of(safe, **SIGNED))
    assert safe.signed_in == []


def test_without_starttls_no_password_is_sent(postbox: Postbox) -> None:
    with pytest.raises(NotNow, match="lacks what is needed"):
        sending.send(LETTER, postage_of(postbox, **SIGNED))
    assert postbox.signed_in == []


def test_a_server_that_speaks_tls_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    box = Postbox()
    box.open(ssl_context=context)
    try:
        sending.send(LETTER, postage_of(box, security="tls"))
        assert len(box.mails) == 1
    finally:
        box.close()
