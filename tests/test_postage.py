"""Postage: what could not work, or would send a password in the open, is refused at start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from learning.errors import Invalid
from learning.postage import Postage, check

GOOD = Postage(
    host="mail.example.org",
    port=587,
    security="starttls",
    username="debrief",
    password="of the machine",
    sender="debrief@example.org",
)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"security": "tls", "port": 465},
        {"username": "", "password": ""},
        {"username": "", "password": "", "security": "none"},
        {"sender": "debrief@localhost"},
    ],
)
def test_postage_that_can_work_is_taken(changed: dict[str, object]) -> None:
    check(replace(GOOD, **changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"security": "ssl"}, "one of starttls, tls and none, not 'ssl'"),
        ({"port": 0}, "'smtp_port' must be from 1 to 65535"),
        ({"port": 65_536}, "'smtp_port' must be from 1 to 65535"),
        ({"sender": ""}, "'mail_from' must be the e-mail address"),
        ({"sender": "Debrief <a@b.org>"}, "'mail_from' must be"),
        ({"sender": "a@b.org\nBcc: c@d.org"}, "'mail_from' must be"),
        ({"username": ""}, "belong together"),
        ({"password": ""}, "belong together"),
        ({"security": "none"}, "not sent in the open"),
    ],
)
def test_postage_that_cannot_work_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        check(replace(GOOD, **changed))  # type: ignore[arg-type]
    assert refused.value.text.endswith(".")


def test_the_password_is_shown_nowhere() -> None:
    assert GOOD.password not in repr(GOOD)
