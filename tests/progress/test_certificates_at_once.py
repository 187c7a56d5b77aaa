"""Two presses of "make the certificate" at once make one certificate."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import func, select

from learning.db import Database
from learning.progress import certificates
from learning.progress.certificates import Issuer
from learning.progress.models import Certificate
from learning.releases.shelf import Shelf
from learning.signing.keys import Ring
from tests.builders import AT, cast_into
from tests.content_builders import compiled, put_into
from tests.progress.learner import take


def test_four_presses_at_once_make_one_certificate(committing: Database, tmp_path: Path) -> None:
    with committing.writing() as session:
        alice = cast_into(session).alice
    put_into(committing, compiled())
    take(committing, alice, "identity")
    issuer = Issuer(Ring(tmp_path / "keys"), "North County", "https://learn.example.org")
    start, made = threading.Barrier(4), []

    def press() -> None:
        start.wait(10)
        with committing.writing() as session:
            shelf = Shelf(seconds=0)
            made.append(certificates.issue(session, shelf, issuer, alice, "crew", at=AT))

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(made) == 4 and len(set(made)) == 1
    with committing.reading() as session:
        assert session.scalar(select(func.count()).select_from(Certificate)) == 1
