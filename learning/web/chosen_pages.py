"""The settings that can be chosen, in words: what each is, what holds, and what it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.orm import Session
from wtforms import StringField

from learning import settings as configuration
from learning.errors import Invalid
from learning.installation import choosing
from learning.installation.choosing import Chosen
from learning.settings import LONGEST_OPERATOR, Settings
from learning.web import auditing, changing, current, database, moments
from learning.web.changing import ChangeForm, ChangePage
from learning.web.forms import stripped

_FROM_MACHINE = "Set on the machine, and cannot be changed here"
_CHOSEN, _AS_IT_COMES = "Chosen here", "As it comes"
_LOST = "What was chosen here is no longer possible, so it holds as it comes"


@dataclass(frozen=True)
class Meant:
    """What a setting is called and what it does. `kind`: text, days or yes."""

    label: str
    hint: str
    #: what is said of a value that cannot be: what to enter, and an example
    wrong: str
    kind: str = "text"
    #: what holds where the text is empty
    empty: str = ""


MEANT = {
    "operator": Meant(
        "Who runs this installation",
        "A name, shown at the foot of every page and on every certificate. At most "
        f"{LONGEST_OPERATOR} characters.",
        f"Enter who runs this installation in at most {LONGEST_OPERATOR} characters.",
        empty="Nobody is named",
    ),
    "operator_contact": Meant(
        "How to reach whoever runs it",
        "An e-mail address, or the address of a page that begins with https://. It is shown on the "
        "pages about privacy and accessibility.",
        "Enter how to reach whoever runs it: an e-mail address such as help@example.org, or the "
        "address of a page that begins with https://.",
        empty="No contact is named",
    ),
    "self_registration": Meant(
        "Anybody may make an account",
        "Whoever reaches this site may make themselves a learner's account. Say no where the site "
        "is open to the world: then people come in by invitation.",
        "Choose yes or no: may anybody make an account?",
        "yes",
    ),
    "open_reading": Meant(
        "Courses and cases are readable without an account",
        "Say no, and everybody has to sign in before they read.",
        "Choose yes or no: are courses and cases readable without an account?",
        "yes",
    ),
    "session_days": Meant(
        "How long a sign-in lasts",
        "Days until somebody who signed in has to do so again, from 1 to 3650. It holds for those "
        "who sign in from now on.",
        "Enter how many days a sign-in lasts, from 1 to 3650, such as 30.",
        "days",
    ),
    "timezone": Meant(
        "Time zone",
        "Where a day begins and ends. Its name has a continent and a city, such as Europe/London.",
        "Enter the name of a time zone, such as Europe/London.",
    ),
    "due_soon_days": Meant(
        "When something is due soon",
        "How many days before a due day the team page says so, from 1 to 365.",
        "Enter how many days before a due day it is due soon, from 1 to 365, such as 30.",
        "days",
    ),
    "report_danger": Meant(
        "Reports: when a child is in danger",
        "Whom to call here, day and night, with the number. It stands beside 999 where somebody "
        "begins a near-miss report. Reports stay closed until this and the three below are set.",
        "Enter whom to call, with the number, in one line of at most 300 characters.",
    ),
    "report_allegations": Meant(
        "Reports: allegations and serious harm",
        "Where to take an allegation against a professional, a crime, serious harm or a death: who "
        "it is here, and how to reach them.",
        "Enter where to take them, in one line of at most 300 characters.",
    ),
    "report_whistleblowing": Meant(
        "Reports: concerns about the organisation",
        "Whom somebody can turn to with a concern that is protected by law, such as the "
        "organisation's own contact and the whistleblowing charity Protect.",
        "Enter whom to turn to, in one line of at most 300 characters.",
    ),
    "report_support": Meant(
        "Reports: support for the person who tells",
        "Who is there for somebody whom an event troubles: a service, a colleague, a union.",
        "Enter who is there, in one line of at most 300 characters.",
    ),
    "report_silence_weeks": Meant(
        "Reports: weeks of silence",
        "After so many weeks without a report, from 1 to 52, reviewers are told. Silence is a "
        "warning, and not safety.",
        "Enter after how many weeks without a report reviewers are told, from 1 to 52, such as 4.",
        "weeks",
    ),
}


class ChosenForm(ChangeForm):
    """A setting as it is to be."""

    text = StringField(filters=[stripped])


@dataclass(frozen=True)
class Shown:
    """A setting on its page. `text` is what holds, `whence` where it comes from."""

    key: str
    meant: Meant
    text: str
    said: str
    whence: str
    default: str
    version: int
    fixed: bool


def every() -> list[Shown]:
    """Every setting that can be chosen."""
    machine, found = current.machine(), choosing.chosen(database.session())
    return [_shown(key, machine, found.get(key)) for key in choosing.CHOOSABLE]


def one(key: str) -> Shown:
    """One of them; `NotFound` where there is none."""
    choosing.refuse_unknown(key)
    return _shown(key, current.machine(), choosing.chosen(database.session()).get(key))


def act(key: str, form: ChosenForm) -> Callable[[Session], None]:
    """What is done when a form is sent: the setting is chosen."""
    return partial(_choose, key, form)


def act_back(key: str, form: ChosenForm) -> Callable[[Session], None]:
    """What is done when a choice is taken back."""
    return partial(_reset, key, form)


def page(shown: Shown, form: ChosenForm, typed: str) -> Any:
    """The page of a setting, with its form where it can be changed; `typed` in words."""
    said = ChangePage(
        shown.meant.label,
        "Setting",
        f"/admin/settings/{shown.key}",
        "/admin/settings",
        "Save",
        shown.version,
        [(shown.meant.label, shown.said, typed)],
    )
    return changing.page("chosen/setting.html", form, said, shown=shown)


def in_words(key: str, text: str) -> str:
    """A setting's text as people read it."""
    meant = MEANT[key]
    if meant.kind == "yes":
        return {"true": "Yes", "false": "No"}.get(text, text)
    if meant.kind in ("days", "weeks") and text.isdigit():
        return f"{text} {meant.kind[:-1]}{'s' * (text != '1')}"
    return text or meant.empty


def _choose(key: str, form: ChosenForm, session: Session) -> None:
    machine, at, text = current.machine(), moments.now(), form.text.data or ""
    try:
        choosing.choose(session, key, text, settings=machine, version=form.seen, at=at)
    except Invalid as refusal:
        with changing.at(form.text):
            raise Invalid(_for_people(key, refusal.text)) from refusal
    auditing.note("setting.changed", "setting", key)


def _reset(key: str, form: ChosenForm, session: Session) -> None:
    choosing.reset(session, key, settings=current.machine(), version=form.seen)
    auditing.note("setting.changed", "setting", key, "as it comes")


def _for_people(key: str, text: str) -> str:
    """A refusal of the settings file, in the words of the page."""
    return MEANT[key].wrong if text.startswith(f"The setting '{key}'") else text


def _shown(key: str, machine: Settings, choice: Chosen | None) -> Shown:
    holds = choosing.merged(machine, {key: choice.text} if choice else {})
    text = configuration.as_text(holds, key)
    fixed = key in machine.fixed
    default = in_words(key, configuration.as_text(machine, key))
    version = choice.version if choice else 0
    whence = _FROM_MACHINE if fixed else _whence(text, choice)
    said = in_words(key, text) or "Not set"
    return Shown(key, MEANT[key], text, said, whence, default, version, fixed)


def _whence(text: str, choice: Chosen | None) -> str:
    if choice is None:
        return _AS_IT_COMES
    return _CHOSEN if choice.text == text else _LOST
