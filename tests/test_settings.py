"""Settings: a file, then variables, then what a command is given; nothing is silently ignored."""

from __future__ import annotations

import dataclasses
import stat
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from learning.errors import Invalid
from learning.settings import Settings, as_text, key_of, load, with_one


def loaded(instance: Path, toml: str = "", **variables: str) -> Settings:
    """Settings of an instance folder with this file and these variables."""
    instance.mkdir(exist_ok=True)
    (instance / "settings.toml").write_text(toml, encoding="utf-8")
    return load({"LEARNING_INSTANCE": str(instance), **variables})


def refusal(instance: Path, toml: str = "", **variables: str) -> str:
    with pytest.raises(Invalid) as refused:
        loaded(instance, toml, **variables)
    assert refused.value.text.endswith(".")
    return refused.value.text


def test_without_anything_the_instance_is_a_folder_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = load({})
    assert found.instance == tmp_path / "instance"
    assert found.courses == tmp_path / "courses"
    assert found.database == f"sqlite:///{tmp_path / 'instance' / 'debrief.sqlite3'}"
    assert not (tmp_path / "instance").exists(), "reading settings makes nothing"


def test_variables_win_over_the_file_and_a_command_over_both(tmp_path: Path) -> None:
    toml = 'operator = "the file"\nport = 1\nworkers = 3\n'
    (tmp_path / "settings.toml").write_text(toml)
    environ = {"LEARNING_INSTANCE": str(tmp_path), "LEARNING_PORT": "2", "LEARNING_WORKERS": "4"}
    found = load(environ, port=5)
    assert (found.operator, found.workers, found.port) == ("the file", 4, 5)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("port", "8080", 8080),
        ("release_seconds", "2.5", 2.5),
        ("open_reading", "false", False),
        ("demo", "true", True),
        ("operator", "Ärzte & Söhne", "Ärzte & Söhne"),
        ("timezone", "Asia/Tokyo", "Asia/Tokyo"),
        ("public_origin", "https://learn.example.org:8443", "https://learn.example.org:8443"),
    ],
)
def test_a_variable_is_read_as_the_kind_of_its_setting(
    tmp_path: Path, name: str, text: str, value: object
) -> None:
    found = loaded(tmp_path, **{f"LEARNING_{name.upper()}": text})
    assert getattr(found, name) == value
    assert type(getattr(found, name)) is type(value)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("prot = 8000", "no setting 'prot'. Did you mean 'port'?"),
        ("[server]\nport = 1", "no setting 'server'"),
        ('instance = "elsewhere"', "no setting 'instance'"),
        ('port = "many"', "'port' must be a whole number, not 'many'"),
        ("port = 80.5", "'port' must be a whole number"),
        ("port = true", "'port' must be a whole number"),
        ("port = 65536", "'port' must be from 1 to 65535"),
        ("open_reading = 1", "'open_reading' must be true or false"),
        ('open_reading = "yes"', "'open_reading' must be true or false"),
        ('release_seconds = "soon"', "'release_seconds' must be a number"),
        ("release_seconds = nan", "'release_seconds' must be 0 or more"),
        ("session_days = 0", "'session_days' must be 1 or more"),
        (f'operator = "{"x" * 121}"', "'operator' has at most 120 characters."),
        ("session_days = 3651", "'session_days' must be 3650 or less"),
        ("due_soon_days = 0", "'due_soon_days' must be 1 or more"),
        ("due_soon_days = 366", "'due_soon_days' must be 365 or less"),
        ('fixed = "port"', "no setting 'fixed'"),
        ("max_request_bytes = 10", "'max_request_bytes' must be 1024 or more"),
        ("workers = -1", "'workers' must be 0 or more"),
        ("operator = 5", "'operator' must be text, not '5'"),
        ('operator = ["a"]', "'operator' must be text"),
        ("courses = 5", "'courses' must be a folder"),
        ('secret_key = "short"', "'secret_key' needs 32 characters or more"),
        ('timezone = "Mars/Olympus"', "'timezone' must be a name like Europe/London"),
        ('timezone = "../../etc/passwd"', "'timezone' must be a name"),
        ('public_origin = "learn.example.org"', "must look like https://learn.example.org"),
        ('public_origin = "https://learn.example.org/"', "must look like"),
        ('public_origin = "https://learn.example.org/here"', "must look like"),
        ('public_origin = "https://learn.example.org?a=b"', "must look like"),
        ('public_origin = "https://me@learn.example.org"', "must look like"),
        ('public_origin = "https://learn.example.org:port"', "must look like"),
        ('public_origin = "https://["', "must look like"),
        ('public_origin = "ftp://learn.example.org"', "must look like"),
        ('demo = true\nhost = "0.0.0.0"', "The demo is served to this machine alone"),
        ("port = ", "settings.toml cannot be read"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, toml: str, said: str) -> None:
    assert said in refusal(tmp_path, toml)


def test_a_mistake_in_a_variable_is_named(tmp_path: Path) -> None:
    assert "no setting 'prot'" in refusal(tmp_path, LEARNING_PROT="1")
    assert "'port' must be" in refusal(tmp_path, LEARNING_PORT="")
    assert "'demo' must be true or false" in refusal(tmp_path, LEARNING_DEMO="True")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"operator = \xff")
    with pytest.raises(Invalid, match="cannot be read"):
        load({"LEARNING_INSTANCE": str(tmp_path)})


def test_it_is_known_what_the_machine_gave(tmp_path: Path) -> None:
    found = loaded(tmp_path, 'operator = "North"', LEARNING_TIMEZONE="Asia/Tokyo")
    assert found.fixed == {"operator", "timezone"}
    assert load({"LEARNING_INSTANCE": str(tmp_path / "none")}, port=5).fixed == {"port"}


@pytest.mark.parametrize(
    ("key", "text"), [("open_reading", "false"), ("session_days", "7"), ("operator", "North")]
)
def test_one_setting_is_read_from_text_by_the_same_rules(
    tmp_path: Path, key: str, text: str
) -> None:
    found = with_one(loaded(tmp_path), key, text)
    assert as_text(found, key) == text
    given = loaded(tmp_path, **{f"LEARNING_{key.upper()}": text})
    assert found == dataclasses.replace(given, fixed=frozenset())


def test_one_setting_that_cannot_be_is_refused_as_in_a_file(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="'timezone' must be a name"):
        with_one(loaded(tmp_path), "timezone", "Mars/Olympus")


def test_variables_of_the_setup_and_of_the_tests_are_no_settings(tmp_path: Path) -> None:
    loaded(tmp_path, LEARNING_VENV="/elsewhere", LEARNING_TEST_REQUIRE="browser", OTHER="x")


def test_the_demo_has_a_database_of_its_own_whatever_is_set(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEARNING_DEMO="true", LEARNING_DATABASE_URL="postgresql://real/one")
    assert found.database == f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    assert loaded(tmp_path, LEARNING_DATABASE_URL="sqlite://").database == "sqlite://"


def test_the_demo_answers_to_no_public_name(tmp_path: Path) -> None:
    origin = "https://learn.example.org"
    assert "learn.example.org" in loaded(tmp_path, LEARNING_PUBLIC_ORIGIN=origin).hosts
    demo = loaded(tmp_path, LEARNING_PUBLIC_ORIGIN=origin, LEARNING_DEMO="true")
    assert demo.hosts == ["127.0.0.1", "localhost"]
    assert demo.origin == "http://127.0.0.1:8000"
    assert not demo.secure, "cookies for TLS alone would never come back to it"


def test_links_lead_to_where_people_reach_the_site(tmp_path: Path) -> None:
    assert loaded(tmp_path).origin == "http://127.0.0.1:8000"
    found = loaded(tmp_path, LEARNING_PUBLIC_ORIGIN="https://learn.example.org")
    assert found.origin == "https://learn.example.org"
    assert found.secure
    assert not loaded(tmp_path, LEARNING_PUBLIC_ORIGIN="http://learn.example.org").secure


def test_no_setting_has_a_secret_as_its_default() -> None:
    defaults = {one.name: one.default for one in dataclasses.fields(Settings)}
    assert defaults["secret_key"] == ""
    assert {value for name, value in defaults.items() if "password" in name} == {""}


_MAIL = """
public_origin = "https://learn.example.org"
smtp_host = "mail.example.org"
smtp_username = "debrief"
smtp_password = "of the machine"
mail_from = "debrief@example.org"
"""


def test_mail_is_sent_where_a_server_is_named_and_never_in_the_demo(tmp_path: Path) -> None:
    assert loaded(tmp_path).mail is None
    found = loaded(tmp_path, _MAIL)
    assert found.mail is not None
    assert (found.mail.host, found.mail.port) == ("mail.example.org", 587)
    assert (found.mail.security, found.mail.sender) == ("starttls", "debrief@example.org")
    assert (found.mail.username, found.mail.password) == ("debrief", "of the machine")
    assert loaded(tmp_path, _MAIL, LEARNING_DEMO="true").mail is None


def test_mail_that_could_not_work_is_refused_at_once(tmp_path: Path) -> None:
    assert "'smtp_security'" in refusal(tmp_path, _MAIL, LEARNING_SMTP_SECURITY="ssl")
    assert "Set 'public_origin'" in refusal(tmp_path, _MAIL, LEARNING_PUBLIC_ORIGIN="")


def test_what_is_secret_is_told_in_no_message(tmp_path: Path) -> None:
    assert "12345" not in refusal(tmp_path, "smtp_password = 12345")
    assert "of the machine" not in repr(loaded(tmp_path, _MAIL))


def settings_in(instance: Path, **given: Any) -> Settings:
    return Settings(instance=instance, courses=instance, **given)


def test_the_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    instance = tmp_path / "new"
    key = key_of(settings_in(instance))
    assert len(key) >= 48
    assert key_of(settings_in(instance)) == key
    assert key_of(settings_in(tmp_path / "another")) != key
    if sys.platform != "win32":
        assert stat.S_IMODE(instance.stat().st_mode) == 0o700
        assert stat.S_IMODE((instance / "secret_key").stat().st_mode) == 0o600


def test_a_key_that_is_set_is_used_and_none_is_made(tmp_path: Path) -> None:
    assert key_of(settings_in(tmp_path, secret_key="k" * 32)) == "k" * 32
    assert list(tmp_path.iterdir()) == []


def test_processes_that_start_together_have_one_key(tmp_path: Path) -> None:
    keys: list[str] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait(10)
        keys.append(key_of(settings_in(tmp_path)))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_key_that_another_process_is_writing_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret_key"
    path.touch()
    monkeypatch.setattr("time.sleep", lambda _: path.write_text("k" * 64))
    assert key_of(settings_in(tmp_path)) == "k" * 64


def test_an_empty_key_is_never_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret_key").touch()
    monkeypatch.setattr("time.sleep", lambda _: None)
    with pytest.raises(Invalid, match="holds no whole key"):
        key_of(settings_in(tmp_path))


def test_the_readme_lists_every_setting() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    # the folder is told by its variable, the demo by `learning serve --demo`
    told_elsewhere = {"instance", "demo", "fixed"}
    names = {one.name for one in dataclasses.fields(Settings)} - told_elsewhere
    assert [name for name in names if f"`{name}`" not in readme] == []
    assert "LEARNING_INSTANCE" in readme
