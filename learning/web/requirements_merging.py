"""Merging what two administrators changed of a requirement at once, by the rules of `changing`.

The fields that say by when it is due are one thing: half of either would be nobody's.
"""

from __future__ import annotations

from typing import Any

from learning.web import changing
from learning.web.requirements_forms import DUE, TermsForm

_MERGED = (
    "team",
    "role",
    "starts_on",
    "ends_on",
    *DUE,
    "valid_months",
    "renewal_days",
    "grace_days",
)


def note(form: TermsForm) -> None:
    """Have a form that was just filled carry what it was filled with."""
    changing.merge(form, _held(form))


def merge(form: TermsForm, now: TermsForm) -> None:
    """Take what somebody else changed into a form that is stale; `now` is filled from what holds.

    Where both changed by when it is due, and not to the same, all of it stays as it was typed.
    """
    form.leave_out()
    typed, held = _due(form), _due(now)
    changing.merge(form, _held(now))
    labels = [form[name].label.text for name in DUE]
    collides = list(form.collides or ())
    if _due(form) not in (typed, held) or set(collides) & set(labels):
        for name, value in typed.items():
            form[name].process_data(value)
        form.collides = [*(one for one in collides if one not in labels), labels[0]]


def _held(form: TermsForm) -> dict[str, Any]:
    return {name: form[name].data for name in _MERGED}


def _due(form: TermsForm) -> dict[str, Any]:
    """By when it is due; what is empty is so in one way."""
    return {name: form[name].data or None for name in DUE}
