"""`learning verify`: genuine, not genuine, or nothing to check; no server and no traceback."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from learning.cli import root
from learning.signing.checking import revocations_told
from learning.signing.keys import Ring, told_of
from tests.signing.test_checking import SAID, pdf

ON = dt.date(2027, 3, 3)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an instance in it that has no keys."""
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ring(place: Path) -> Ring:
    """Another installation, whose public keys and list lie in the folder."""
    ring = Ring(place / "issuer")
    told = revocations_told([("gone", ON, "identity")], issuer="Here", on=ON)
    (place / "revocations.json").write_bytes(ring.sign(told, on=ON)[1])
    (place / "keys.json").write_bytes(told_of(ring.own(), "Here"))
    return ring


def verify(*arguments: str) -> tuple[int, str]:
    told = CliRunner().invoke(root, ["verify", *arguments])
    assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
    return told.exit_code, told.output


def test_a_genuine_file_says_who_what_and_when(place: Path, ring: Ring) -> None:
    _, body = ring.sign(SAID, on=ON)
    (place / "c.json").write_bytes(body)
    (place / "c.pdf").write_bytes(pdf(body))
    for name in ("c.json", "c.pdf"):
        code, told = verify(name, "--keys", "keys.json", "--revocations", "revocations.json")
        assert code == 0, told
        for words in (
            "This is genuine.",
            "Name: Alice",
            "Course: Crew (crew)",
            "Completed on: 2027-03-02",
            "Valid until: does not run out",
            "Issued by: Here",
            f"Key: {ring.own()[0].id}, in use from 2027-03-03",
            "against the list of 2027-03-03",
        ):
            assert words in told, words
    assert "not checked" in verify("c.json", "--keys", "keys.json")[1]


def test_one_byte_changed_anywhere_is_said_and_nothing_else_is(place: Path, ring: Ring) -> None:
    _, body = ring.sign(SAID, on=ON)
    for at in random.Random(7).sample(range(len(body)), 60):
        other = bytearray(body)
        other[at] ^= 1
        (place / "c.json").write_bytes(bytes(other))
        code, told = verify("c.json", "--keys", "keys.json")
        assert code in (1, 2) and "Alice" not in told, (at, told)
        inside = body.index(b'"statement"') + 12
        if at >= inside:
            assert code == 1 and "changed" in told, (at, told)


def test_a_revoked_certificate_says_when_and_why(place: Path, ring: Ring) -> None:
    (place / "c.json").write_bytes(ring.sign(SAID | {"id": "gone"}, on=ON)[1])
    code, told = verify("c.json", "--keys", "keys.json", "--revocations", "revocations.json")
    assert code == 1 and "revoked on 2027-03-03: it went to the wrong person" in told


def test_a_record_lists_each_completion(place: Path, ring: Ring) -> None:
    entry = {"title": "Crew", "completed_on": "2027-03-03", "valid_until": "2028-03-03"}
    said = {"kind": "record", "name": "A\x1b[31m", "issuer": "", "issued_on": "2027-03-03"}
    body = ring.sign(said | {"completions": [entry], "invented": True}, on=ON)[1]
    (place / "r.json").write_bytes(body)
    code, told = verify("r.json", "--keys", "keys.json")
    assert code == 0 and "Course: Crew\n  Completed on: 2027-03-03" in told
    assert "\x1b" not in told and "invented" in told and "gives no name" in told


def test_the_keys_of_the_installation_and_those_it_trusts_are_used(place: Path, ring: Ring) -> None:
    (place / "c.json").write_bytes(ring.sign(SAID, on=ON)[1])
    assert verify("c.json") == (
        2,
        "learning: There are no keys to check against. Give those of the issuer with --keys.\n",
    )
    here = Ring(place / "instance" / "keys")
    here.trust((place / "keys.json").read_bytes(), "North County")
    assert verify("c.json")[0] == 0
    ring.rotate(on=ON)
    (place / "c.json").write_bytes(ring.sign(SAID, on=ON)[1])
    code, told = verify("c.json")
    assert code == 1 and "is not known here" in told


@pytest.mark.parametrize("body", [b"", b"\0" * 9, b"%PDF-1.7 empty", b"{}", b"[" * 90_000])
def test_what_cannot_be_checked_is_said(place: Path, ring: Ring, body: bytes) -> None:
    (place / "c.json").write_bytes(body)
    code, told = verify("c.json", "--keys", "keys.json")
    assert code == 2 and told.startswith("learning: ") and told.endswith(".\n")


def test_files_that_are_not_there_are_said(place: Path, ring: Ring) -> None:
    (place / "c.json").write_bytes(ring.sign(SAID, on=ON)[1])
    for arguments in (
        ["none.json", "--keys", "keys.json"],
        ["c.json", "--keys", "none.json"],
        ["c.json", "--keys", "c.json"],
        ["c.json", "--keys", "keys.json", "--revocations", "c.json"],
        [".", "--keys", "keys.json"],
    ):
        code, told = verify(*arguments)
        assert code == 2 and told.startswith("learning: "), (arguments, told)


def test_a_file_that_is_far_too_large_is_not_read(place: Path, ring: Ring) -> None:
    with (place / "big").open("wb") as file:
        file.truncate(30_000_000)
    code, told = verify("big", "--keys", "keys.json")
    assert code == 2 and "too large" in told
