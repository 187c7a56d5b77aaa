"""Telling: the form comes in, is looked at for identifiers, sealed, and answered with a receipt."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from learning.errors import Invalid, LearningError, Stale
from learning.reports import identifiers, intake, receipts, telling
from learning.reports.receipts import Receipt
from learning.reports.telling import TEXTS
from learning.web.reporting import front, keeping, refusals, tokens
from learning.web.reporting.keeping import Outcome
from learning.web.reporting.places import here

blueprint = Blueprint("tell", __name__)
_FIELDS = ("kind", *TEXTS, "setting", "role", "token", "act", "website")
_GONE = (
    "This page belongs to no report that is here. If you copied your receipt, enter it at “Come "
    "back with a receipt”; otherwise tell it again."
)
_FAULT = (
    "Something went wrong on our side. Nothing was kept, and nothing that you wrote was noted: it "
    "stands below. Try again in a moment."
)
_BOT = (
    "The last field of the form must stay empty: only programs fill it in. Empty it and send again."
)
_WRONG = (
    "These are not the two words. Look at your copy again: you may have copied a word wrongly, or "
    "typed another one."
)


@blueprint.post("/report/tell")
def take() -> Any:
    """Keep what was told, after a look for identifiers; whatever stops it gives the form back."""
    typed = {name: request.form.get(name, "") for name in _FIELDS}
    wrong = telling.wrong(typed)
    if wrong:
        return front.form(typed, errors=wrong), 422
    try:
        found = [] if typed["act"] == "send" else _spans(typed)
        if found:
            return front.form(typed, spans=found)
        return _receipt(*_kept(typed), typed["token"])
    except Exception as error:
        return _given_back(typed, error)


@blueprint.post("/report/finish")
def finish() -> Any:
    """The two words that were asked back: right, and the receipt is never shown again."""
    place, sent = here(), request.form
    nonce = tokens.nonce_of(place.keys, sent.get("token", ""), place.now())
    receipt = _of(nonce, sent.get("reference", ""))
    if receipt is None:
        raise Stale(_GONE)
    with place.database.reading() as session:
        found = intake.before(session, receipt.reference)
    if found is None:
        raise Stale(_GONE)
    if found.confirmed:
        return render_template("reporting/already.html", reference=receipt.reference)
    if not _typed_back(receipt, nonce, sent.get("first_word", ""), sent.get("second_word", "")):
        return _shown(receipt, nonce, sent["token"], error=_WRONG), 422
    with place.database.writing() as session:
        intake.confirm(session, receipt.reference)
    return render_template("reporting/finished.html"), {"Clear-Site-Data": '"cache"'}


def _given_back(typed: dict[str, str], error: Exception) -> tuple[str, int]:
    """The form as it was filled in, whatever stopped it: no browser keeps it for going back."""
    if not isinstance(error, LearningError):
        refusals.note(error)
        return front.form(typed, refusal=_FAULT), 500
    if isinstance(error, Stale):
        typed["token"] = ""
    return front.form(typed, refusal=error.text), refusals.status_of(error)


def _kept(typed: dict[str, str]) -> tuple[Outcome, bytes]:
    place = here()
    now = place.now()
    if typed["website"]:
        raise Invalid(_BOT)
    nonce = tokens.nonce_of(place.keys, typed["token"], now)
    place.limits.take_report(now.at)
    return keeping.keep(telling.made(typed), nonce), nonce


def _receipt(outcome: Outcome, nonce: bytes, token: str) -> Any:
    if outcome.confirmed:
        return render_template("reporting/already.html", reference=outcome.receipt.reference)
    return _shown(outcome.receipt, nonce, token, again=outcome.shown_before)


def _shown(
    receipt: Receipt, nonce: bytes, token: str, *, again: bool = False, error: str | None = None
) -> str:
    """The page with the receipt: the only one that ever shows the six words."""
    return render_template(
        "reporting/receipt_shown.html",
        reference=receipt.reference,
        words=list(receipt.words),
        asked=[place + 1 for place in receipts.asked(receipt, nonce)],
        token=token,
        again=again,
        error=error,
    )


def _of(nonce: bytes, reference: str) -> Receipt | None:
    """The receipt of a form with this reference."""
    keys = here().keys
    for variant in range(keeping.VARIANTS):
        receipt = receipts.make(tokens.seed(keys, nonce, variant))
        if receipt.reference == reference:
            return receipt
    return None


def _typed_back(receipt: Receipt, nonce: bytes, first: str, second: str) -> bool:
    key, (i, j) = here().keys.of("words"), receipts.asked(receipt, nonce)
    mac = receipts.confirmation(key, receipt, i, j)
    return receipts.confirmed(key, mac, i, j, first, second) is not None


def _spans(typed: dict[str, str]) -> list[tuple[str, list[identifiers.Span]]]:
    """What may point to somebody, by the heading of the text it stands in."""
    texts = telling.made(typed).texts()
    found = [(title, identifiers.find(text)) for title, text in texts.items()]
    return [(title, spans) for title, spans in found if spans]
