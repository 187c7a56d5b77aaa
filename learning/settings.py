"""Settings: `<instance>/settings.toml`, then LEARNING_* variables, frozen into one value.

Nothing here has a default that is a secret. An unknown key is an error, because a mistyped setting
that is silently ignored is found on the worst day.
"""

from __future__ import annotations

import dataclasses
import difflib
import os
import re
import secrets
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from learning import postage
from learning.errors import Invalid
from learning.postage import Postage

_PREFIX = "LEARNING_"
#: the instance folder, and what the set-up and the tests are told by variables of their own
_ELSEWHERE = {"instance", "venv", "test_require"}
_LEAST = {
    "workers": 0,
    "session_days": 1,
    "due_soon_days": 1,
    "max_request_bytes": 1_024,
    "release_seconds": 0,
    "trusted_proxies": 0,
    "report_silence_weeks": 1,
}
_MOST = {"session_days": 3_650, "due_soon_days": 365, "report_silence_weeks": 52}
_SHORTEST_KEY = 32
#: who runs an installation stands on every page and certificate
LONGEST_OPERATOR = 120
#: never repeated in a message
_SECRET = {"secret_key", "smtp_password"}
#: no sign that would mean something else in a link
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https://[\w-]+(?:\.[\w-]+)+(?:[/?#][!-~]*)?")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an installation can set. README lists each with its meaning."""

    #: folder that holds the database file, the secret key and settings.toml
    instance: Path
    #: folder with the authors' courses; it may be absent on a web machine
    courses: Path
    #: SQLAlchemy address; empty means a SQLite file in the instance folder
    database_url: str = ""
    #: for the pages of supervisors: the same PostgreSQL through a role that reads no answers
    supervision_database_url: str = ""
    #: where people reach the site, `https://learn.example.org`; decides cookies and links
    public_origin: str = ""
    #: address and port that the server listens on
    host: str = "127.0.0.1"
    port: int = 8000
    #: server processes; 0 means one for each core
    workers: int = 0
    #: days until a sign-in ends by itself
    session_days: int = 30
    #: the largest request body taken, in bytes
    max_request_bytes: int = 262_144
    #: signs cookies; empty means the file `secret_key` in the instance folder, made at first start
    secret_key: str = ""
    #: who runs this installation, shown in the footer
    operator: str = ""
    #: how to reach them: an e-mail address or the https address of a page
    operator_contact: str = ""
    #: IANA name of the zone in which a day begins and ends
    timezone: str = "Europe/London"
    #: anybody who reaches the site may make a learner's account
    self_registration: bool = False
    #: how many days before a due day pages say that it is due soon
    due_soon_days: int = 30
    #: proxies in front of the server that say where a request comes from; 0 believes none
    trusted_proxies: int = 0
    #: courses and cases may be read without signing in
    open_reading: bool = True
    #: seconds for which a worker may serve a release that has just been replaced
    release_seconds: float = 0.5
    #: the mail server that takes what is sent; empty means that no mail is sent
    smtp_host: str = ""
    smtp_port: int = 587
    #: starttls, tls, or none (a server on this machine or in a network of one's own)
    smtp_security: str = "starttls"
    smtp_username: str = ""
    smtp_password: str = dataclasses.field(default="", repr=False)
    #: the address that mail is from
    mail_from: str = ""
    #: where near-miss reports are told, if that is an origin of its own
    report_origin: str = ""
    #: whom to call when a child is in danger, and where to take allegations against professionals
    report_danger: str = ""
    report_allegations: str = ""
    #: whom one can turn to with a concern about one's own organisation, and for oneself
    report_whistleblowing: str = ""
    report_support: str = ""
    #: weeks without a near-miss report after which reviewers are told of the silence
    report_silence_weeks: int = 4
    #: the demo: its own database, invented people, loopback only
    demo: bool = False
    #: no setting: the keys that the file, a variable or a command gave, which nobody else changes
    fixed: frozenset[str] = dataclasses.field(default=frozenset(), repr=False)

    @property
    def database(self) -> str:
        """The SQLAlchemy address that is really used."""
        if self.database_url and not self.demo:
            return self.database_url
        name = "demo.sqlite3" if self.demo else "debrief.sqlite3"
        return f"sqlite:///{self.instance / name}"

    @property
    def supervision_address(self) -> str:
        """The SQLAlchemy address for supervisors' pages; empty where it is the same."""
        return "" if self.demo else self.supervision_database_url

    @property
    def keys(self) -> Path:
        """The folder with the keys that sign certificates; the demo has its own."""
        return self.instance / ("demo-keys" if self.demo else "keys")

    @property
    def erasures(self) -> Path:
        """The file that outlives a restored backup: who is to be erased again."""
        return self.instance / ("demo-erasures.jsonl" if self.demo else "erasures.jsonl")

    @property
    def purges(self) -> Path:
        """The file that outlives a restored backup: which reports are to be destroyed again."""
        return self.instance / ("demo-purges.jsonl" if self.demo else "purges.jsonl")

    @property
    def contact_link(self) -> str:
        """What a link to the operator's contact leads to; empty without one."""
        if not self.operator_contact or "://" in self.operator_contact:
            return self.operator_contact
        return f"mailto:{self.operator_contact}"

    @property
    def origin(self) -> str:
        """Where links in messages point to."""
        here = f"http://{self.host}:{self.port}"
        return here if self.demo else self.public_origin or here

    @property
    def mail(self) -> Postage | None:
        """How mail is sent; None where it is not, as in the demo, whose people are invented."""
        if not self.smtp_host or self.demo:
            return None
        return Postage(
            host=self.smtp_host,
            port=self.smtp_port,
            security=self.smtp_security,
            username=self.smtp_username,
            password=self.smtp_password,
            sender=self.mail_from,
        )

    @property
    def secure(self) -> bool:
        """Whether people reach the site by TLS, so that cookies may say so."""
        return self.public_origin.startswith("https://") and not self.demo

    @property
    def hosts(self) -> list[str]:
        """The Host headers that are answered; any other is refused."""
        names = ["127.0.0.1", "localhost"]
        origins = (self.public_origin, self.report_origin)
        public = [host for one in origins if (host := urlsplit(one).hostname)]
        return names if self.demo else [*names, *public]


def load(environ: Mapping[str, str], **given: Any) -> Settings:
    """Read the settings of the instance folder that `LEARNING_INSTANCE` names (./instance).

    What is `given` (by a command's options) wins over variables, and those over the file.
    Raises `Invalid` for an unknown key, a value of the wrong kind or a file that is not TOML.
    """
    instance = Path(given.pop("instance", None) or environ.get("LEARNING_INSTANCE") or "instance")
    values = _from_file(instance / "settings.toml") | _from_variables(environ) | given
    taken: dict[str, Any] = {"instance": instance.resolve(), "fixed": frozenset(values)}
    values.setdefault("courses", "courses")
    kinds = _kinds()
    for key, value in values.items():
        if key not in kinds or key in _ELSEWHERE:
            raise Invalid(_unknown(key, kinds))
        taken[key] = _read(key, value, kinds[key])
    return _checked(Settings(**taken))


def with_one(settings: Settings, key: str, text: str) -> Settings:
    """The settings with one of them read from text, by the rules of a variable."""
    value = _read(key, text, _kinds()[key])
    return _checked(dataclasses.replace(settings, **{key: value}))


def as_text(settings: Settings, key: str) -> str:
    """One of the settings as it would stand in a variable."""
    value = getattr(settings, key)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _kinds() -> dict[str, str]:
    """The kind of each setting, by its key."""
    named = {field.name: str(field.type) for field in dataclasses.fields(Settings)}
    return {key: kind for key, kind in named.items() if key != "fixed"}


def key_of(settings: Settings) -> str:
    """The key that signs cookies; made once, readable by its owner alone, never shipped."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.instance / "secret_key"
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(path)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made := secrets.token_urlsafe(48))
    return made


def _kept_key(path: Path) -> str:
    """The key in the file; another process may have made the file and not yet written the key."""
    for _ in range(20):
        key = path.read_text(encoding="utf-8").strip()
        if len(key) >= _SHORTEST_KEY:
            return key
        time.sleep(0.05)
    raise Invalid(f"{path} holds no whole key. Delete it and start again: everyone signs in anew.")


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Invalid(
            f"{path} cannot be read: {error}. Correct the file and start again."
        ) from error


def _from_variables(environ: Mapping[str, str]) -> dict[str, Any]:
    named = {
        k.removeprefix(_PREFIX).lower(): v for k, v in environ.items() if k.startswith(_PREFIX)
    }
    return {key: value for key, value in named.items() if key not in _ELSEWHERE}


def _unknown(key: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"There is no setting '{key}'.{hint} The README lists every setting."


_KINDS = {
    "Path": "a folder",
    "bool": "true or false",
    "float": "a number",
    "int": "a whole number",
    "str": "text",
}


def _read(key: str, value: object, kind: str) -> Any:
    """Turn text from a variable into the setting's kind; a value of another kind is refused."""
    try:
        if kind == "Path" and isinstance(value, str | Path):
            return Path(value).resolve()
        if kind == "bool":
            return value if isinstance(value, bool) else {"true": True, "false": False}[str(value)]
        if kind in ("int", "float"):
            return (int if kind == "int" else float)(str(value))
        if isinstance(value, str):
            return value
        raise ValueError(kind)
    except (KeyError, ValueError) as error:
        told = "" if key in _SECRET else f", not '{value}'"
        raise Invalid(f"The setting '{key}' must be {_KINDS[kind]}{told}.") from error


def _checked(settings: Settings) -> Settings:
    _check_origins(settings)
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid(
            f"The setting 'timezone' must be a name like Europe/London, not '{settings.timezone}'."
        ) from error
    if settings.operator_contact and not _CONTACT.fullmatch(settings.operator_contact):
        raise Invalid(
            "The setting 'operator_contact' must be an e-mail address or the address of a page "
            f"that begins with https://, not '{settings.operator_contact}'."
        )
    addresses = (settings.supervision_database_url, settings.database_url)
    if addresses[0] and not all(one.startswith("postgres") for one in addresses):
        raise Invalid(
            "The setting 'supervision_database_url' names a role of the PostgreSQL server that "
            "'database_url' names: set both, or leave it out."
        )
    if settings.demo and settings.host not in ("127.0.0.1", "localhost"):
        raise Invalid("The demo is served to this machine alone: leave 'host' at 127.0.0.1.")
    if settings.mail:
        postage.check(settings.mail)
        if not settings.public_origin:
            raise Invalid(
                "Set 'public_origin' where 'smtp_host' is set: the links in mails lead there."
            )
    return _measured(settings)


def _check_origins(settings: Settings) -> None:
    for key in ("public_origin", "report_origin"):
        if (given := getattr(settings, key)) and not _is_origin(given):
            raise Invalid(
                f"The setting '{key}' must look like https://learn.example.org, not '{given}'."
            )
    if settings.report_origin and settings.report_origin == settings.public_origin:
        raise Invalid(
            "The setting 'report_origin' must be another one than 'public_origin', or be left out: "
            "an origin of its own is what keeps the site's cookies away from reports."
        )


def _measured(settings: Settings) -> Settings:
    """The settings again, if every number and length is one that can work."""
    if not 1 <= settings.port <= 65_535:
        raise Invalid(f"The setting 'port' must be from 1 to 65535, not {settings.port}.")
    for key, least in _LEAST.items():
        if not getattr(settings, key) >= least:  # so that `nan` is refused too
            raise Invalid(f"The setting '{key}' must be {least} or more.")
    for key, most in _MOST.items():
        if getattr(settings, key) > most:
            raise Invalid(f"The setting '{key}' must be {most} or less.")
    if len(settings.operator) > LONGEST_OPERATOR:
        raise Invalid(f"The setting 'operator' has at most {LONGEST_OPERATOR} characters.")
    if settings.secret_key and len(settings.secret_key) < _SHORTEST_KEY:
        raise Invalid(
            f"The setting 'secret_key' needs {_SHORTEST_KEY} characters or more. Leave it out, "
            "and one is made."
        )
    return settings


def _is_origin(text: str) -> bool:
    """Whether a text is a scheme and a host, perhaps with a port, and nothing after them."""
    try:
        parts = urlsplit(text)
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and text == f"{parts.scheme}://{host}"
