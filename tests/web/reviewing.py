"""What tests of the review desk do again and again: tell, unlock, write, look at what is kept."""

from __future__ import annotations

from sqlalchemy import select

from learning import clock
from learning.audit.models import AuditLine
from learning.db import Database
from learning.reports.receipts import Receipt
from tests.pages import Page, Pages
from tests.reports.desks import PASSPHRASE, Desk


def tell(desk: Desk, database: Database, text: str = "") -> Receipt:
    """A report of this week."""
    with database.writing() as session:
        desk.session = session
        return desk.tell(text, on=clock.now().date())


def said(desk: Desk, database: Database, receipt: Receipt) -> list[tuple[str, str]]:
    """What is kept beside the telling: kinds and texts, as Rana's key opens them."""
    with database.reading() as session:
        desk.session = session
        parts = desk.open(receipt)[1:]
    return [(one.kind, one.said["text"]) for one in parts if one.said]


def unlocked(pages: Pages, name: str = "rana") -> Pages:
    """Sign in as a reviewer and open their key."""
    pages.become(name)
    pages.send(pages.get("/review/unlock"), "/review/unlock", {"passphrase": PASSPHRASE})
    return pages


def write(page: Page, pages: Pages, text: str, *, status: int = 200, **typed: str) -> Page:
    """Send what a reviewer writes on the page of a report."""
    action = next(one.action for one in page.forms if one.action.endswith("/write"))
    return pages.send(page, action, {"kind": "message", "text": text, **typed}, status=status)


def lock_this_browser(pages: Pages) -> None:
    """The quarter of an hour is over: the browser has lost its half of the key."""
    pages.client.delete_cookie("debrief_review", path="/review")


def acts(database: Database) -> list[str]:
    """The audit lines about reports and keys, oldest first."""
    with database.reading() as session:
        found = session.scalars(select(AuditLine.act).order_by(AuditLine.id))
        return [one for one in found if one.partition(".")[0] in ("report", "key", "recovery")]
