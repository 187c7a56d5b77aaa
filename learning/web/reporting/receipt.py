"""Coming back with a receipt: where it stands, the conversation, a verdict, withdrawing.

What opens the conversation travels in the page's own forms, sealed for half an hour: no cookie, no
address and no session holds it.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from learning.errors import Invalid, LearningError, NotFound
from learning.reports import daily, parts, promptness, receipts, returning
from learning.reports.returning import Entered
from learning.web.reporting import tokens
from learning.web.reporting.places import here
from learning.web.reporting.refusals import status_of
from learning.web.reporting.tokens import Pass

blueprint = Blueprint("receipt", __name__)
_VERDICTS = {"agree": "I agree to this text", "object": "I object to this text"}
_EMPTY = "Write your answer."
_WHY = "Write what should be changed, so that the reviewers know."
_CHOOSE = "Choose one of the two."
_LONG = "An answer has at most {:,} bytes, about 2,000 words. Send it in two parts."


@blueprint.get("/report/receipt")
def ask() -> str:
    """The form for a reference and six words."""
    return _ask()


@blueprint.post("/report/receipt")
def enter() -> Any:
    """Open the conversation; a wrong word and an unknown reference are answered alike."""
    place = here()
    typed = request.form.get("reference", ""), request.form.get("words", "")
    reference, words = receipts.read_reference(typed[0]), receipts.read_words(typed[1])
    try:
        place.limits.try_receipt(reference or typed[0][:80], place.now().at)
        with place.database.reading() as session:
            lock = returning.lock(session, reference or "")
        return _page(returning.enter(lock, words))
    except LearningError as refusal:
        # the six words are not given back: they would stay in the page
        return _ask(typed[0], refusal.text), status_of(refusal)


@blueprint.post("/report/receipt/answer")
def answer() -> Any:
    """Send the reviewers an answer."""
    text = request.form.get("text", "").strip()
    opened = _carried()
    wrong = _EMPTY if not text else _too_long(text)
    if wrong:
        return _page(opened, {"text": wrong}, text=text), 422
    return _write(opened, "answer", {"text": text}, "Your answer was sent to the reviewers.")


@blueprint.post("/report/receipt/verdict")
def judge() -> Any:
    """Agree or object to the text that would be published."""
    opened, verdict = _carried(), request.form.get("verdict", "")
    why = request.form.get("why", "").strip()
    wrong = {"verdict": _CHOOSE} if verdict not in _VERDICTS else {}
    if verdict == "object" and not why:
        wrong["why"] = _WHY
    if wrong or (long := _too_long(why)):
        return _page(opened, wrong or {"why": str(long)}, verdict=verdict, why=why), 422
    said = "Your agreement was noted." if verdict == "agree" else "Your objection was sent."
    return _write(opened, "verdict", {"verdict": verdict, "text": why}, said)


@blueprint.post("/report/receipt/withdraw")
def withdraw() -> Any:
    """Ask once whether it is meant; then destroy the report."""
    opened, place = _carried(), here()
    if request.form.get("sure") != "yes":
        return render_template("reporting/withdraw.html", token=_token(opened))
    daily.withdraw(place.database, place.machine.purges, opened.report_id, on=place.now().on)
    return render_template("reporting/withdrawn.html"), {"Clear-Site-Data": '"cache"'}


def _write(opened: Entered, kind: str, content: dict[str, str], said: str) -> Any:
    """Seal and store what the reporter wrote; where that fails, give it back."""
    place = here()
    try:
        with place.database.reading() as session:
            to = returning.readers(session)
        part_id = _once(request.form.get("once", ""), opened.report_id)
        ready = parts.seal(opened.report_id, kind, content, to, part_id=part_id)
        with place.database.writing() as session:
            returning.reply(session, opened.report_id, ready, on=place.now().on)
    except NotFound:
        raise
    except LearningError as refusal:
        return _page(opened, {"main": refusal.text}, **content), status_of(refusal)
    return _page(opened, said=said)


def _page(opened: Entered, errors: dict[str, str] | None = None, **more: Any) -> str:
    place = here()
    with place.database.reading() as session:
        found = returning.standing(session, opened.report_id)
        scheme = place.scheme(session)
    now = place.now()
    filled = {"said": None, "text": "", "why": "", "verdict": "", **more}
    return render_template(
        "reporting/conversation.html",
        found=found,
        letters=returning.letters(opened, found),
        clock=promptness.told(found, on=now.on),
        text_open=returning.awaits_verdict(found, on=now.on),
        errors=errors or {},
        token=_token(opened),
        once=tokens.fresh(),
        verdicts=[(code, words, None) for code, words in _VERDICTS.items()],
        scheme=scheme,
        **filled,
    )


def _ask(reference: str = "", error: str | None = None) -> str:
    return render_template("reporting/receipt.html", reference=reference, error=error)


def _carried() -> Entered:
    """Whoever sent a form of an opened page. Raises `Stale` after half an hour."""
    place = here()
    found = tokens.carried(place.keys, request.form.get("token", ""), place.now())
    return Entered(found.report_id, b"", found.private)


def _token(opened: Entered) -> str:
    place = here()
    return tokens.carry(place.keys, Pass(opened.report_id, opened.private), place.now())


def _too_long(text: str) -> str | None:
    if len(text.encode()) > parts.LONGEST:
        return _LONG.format(parts.LONGEST)
    return None


def _once(sent: str, report_id: str) -> str:
    """The id of what is written with a form: sent twice, it is the same and is kept once."""
    if not sent:
        raise Invalid("This form did not arrive in one piece. Send it again.")
    return tokens.once(here().keys, sent, report_id)
