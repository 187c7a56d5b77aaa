"""`learning keys`: begun, listed, replaced, revoked, given out, and others' believed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from learning.cli import root
from learning.signing.keys import Ring, keys_of, told_of


@pytest.fixture(autouse=True)
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ring:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LEARNING_OPERATOR", "North County")
    monkeypatch.chdir(tmp_path)
    return Ring(tmp_path / "instance" / "keys")


def keys(*arguments: str) -> str:
    told = CliRunner().invoke(root, ["keys", *arguments], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    return told.output


def refused(*arguments: str) -> str:
    return str(CliRunner().invoke(root, ["keys", *arguments]).exception)


def test_a_key_is_begun_listed_replaced_and_revoked(ring: Ring) -> None:
    assert "There is no key yet" in keys("list")
    keys("rotate")
    [first] = ring.own()
    assert f"{first.id}  from {first.since}, signs now" in keys("list")
    assert ring.own()[0].until is None
    keys("rotate")
    assert f" to {first.since}" in keys("list")
    assert f"{first.id} is not believed from 2020-01-02" in keys(
        "revoke", first.id, "--from", "2020-01-02"
    )
    assert "; not believed from 2020-01-02" in keys("list")
    told = json.loads(keys("list", "--format", "json"))
    assert [one["revoked_from"] for one in told].count("2020-01-02") == 1
    assert "no such key" in refused("revoke", "none", "--from", "2020-01-02")


def test_public_keys_are_given_out_and_nothing_secret(ring: Ring, tmp_path: Path) -> None:
    assert "Begin one" in refused("export", "--out", "keys.json")
    keys("rotate")
    keys("export", "--out", "keys.json")
    [key] = keys_of((tmp_path / "keys.json").read_bytes())
    assert (key.id, key.issuer) == (ring.own()[0].id, "North County")
    secret = next(ring.folder.glob("*.private")).read_bytes()
    assert secret not in (tmp_path / "keys.json").read_bytes()


def test_others_are_trusted_by_name(ring: Ring, tmp_path: Path) -> None:
    other = Ring(tmp_path / "other")
    key, _ = other.sign({}, on=dt.date(2027, 3, 3))
    (tmp_path / "theirs.json").write_bytes(told_of(other.own(), "Them"))
    assert f"Trusted as South: {key}" in keys("trust", "theirs.json", "--name", "South")
    assert "; trusted as South" in keys("list")
    assert keys("distrust", "South") == "South is not trusted any more.\n"
    assert "South" not in keys("list") and "Nobody is trusted" in refused("distrust", "South")
    (tmp_path / "theirs.json").write_text("{}")
    assert "no file of public keys" in refused("trust", "theirs.json", "--name", "South")


def test_the_checking_page_is_written_as_a_folder(tmp_path: Path) -> None:
    assert "Wrote 5 files" in keys("export-page", "check")
    found = {path.name for path in (tmp_path / "check").iterdir()}
    assert found == {"index.html", "verify.js", "verify.css", "keys.json", "revocations.json"}
    keys("export-page", "check")
