"""Merging what two administrators changed of a requirement at once, by the rules of `changing`.

The fields that say by when it is due are one thing, `due`: half of either would be nobody's.
"""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

from learning.web import changing
from learning.web.requirements_forms import DUE, TermsForm

_MERGED = (
    "team",
    "role",
    "starts_on",
    "ends_on",
    "due",
    "valid_months",
    "renewal_days",
    "grace_days",
)


def note(form: TermsForm) -> None:
    """Have a form that was just filled carry what it was filled with."""
    changing.merge(form, _held(form))


def merge(form: TermsForm, now: TermsForm) -> None:
    """Take what somebody else changed into a form that is stale; `now` is filled as it holds."""
    form.leave_out()
    form.due.process_data(_due(form))
    changing.merge(form, _held(now))
    if form.due.data == _due(now):
        for name in DUE:
            form[name].process(MultiDict())
            form[name].process_data(now[name].data)


def _held(form: TermsForm) -> dict[str, Any]:
    return {name: form[name].data for name in _MERGED} | {"due": _due(form)}


def _due(form: TermsForm) -> str:
    """By when it is due, as one text."""
    return " ".join(str(form[name].data or "") for name in DUE)
