"""The scheme: who runs it, where else to turn, and whether reports can be told at all.

It is shut until everything that protects a reporter is there, and it says what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from learning.reports import keyring
from learning.reports.keyring import FEWEST_REVIEWERS
from learning.settings import Settings


@dataclass(frozen=True)
class Scheme:
    """What the settings say; an empty text is one that nobody has set."""

    operator: str
    danger: str
    allegations: str
    whistleblowing: str
    support: str
    #: the origin of its own, or empty where it shares the site's
    origin: str = ""


def of(settings: Settings) -> Scheme:
    """The scheme that the settings describe."""
    return Scheme(
        operator=settings.operator,
        danger=settings.report_danger,
        allegations=settings.report_allegations,
        whistleblowing=settings.report_whistleblowing,
        support=settings.report_support,
        origin=settings.report_origin,
    )


_ROUTES = {
    "operator": "Who runs it is not set: the setting “operator”.",
    "danger": "Whom to call when a child is in danger is not set: the setting “report_danger”.",
    "allegations": "Where allegations go is not set: the setting “report_allegations”.",
    "whistleblowing": "Whom to turn to with a protected concern is not set: the setting "
    "“report_whistleblowing”.",
    "support": "Who supports a reporter is not set: the setting “report_support”.",
}


def missing(session: Session, scheme: Scheme) -> list[str]:
    """What has to be done before reports can be told; nothing where they can."""
    found = [said for name, said in _ROUTES.items() if not getattr(scheme, name)]
    holding = keyring.holders(session)
    number = sum(one.person_id is not None for one in holding)
    if number == len(holding):
        found.append("There is no recovery key: run `learning reviewers recovery-key`.")
    if number < FEWEST_REVIEWERS:
        found.append(
            f"Reviewers with a key: {number}. {FEWEST_REVIEWERS} are needed: each signs in and "
            "chooses a passphrase at /review."
        )
    return found
