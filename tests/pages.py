"""The page client: fetches pages of the site and fails on any page that is not in order.

Every HTML page it meets must have one title, one h1, one main and a language, no duplicate ids, a
label for each field, alt text for each picture, a token in each form that posts, references that
lead somewhere, and no inline script or style.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask import Flask
from werkzeug.test import TestResponse

from learning import clock
from learning.people import signing_in
from learning.people.queries import DEMO_DOMAIN

_NEEDS_NO_LABEL = ("hidden", "submit", "button", "image", "reset")
_NAMES_AN_ID = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details")
_VOID = ("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
Values = Mapping[str, object] | Iterable[tuple[str, object]]


@dataclass
class Form:
    """A form of a page: where it goes, and what it would send as it stands."""

    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def value(self, name: str) -> str:
        """What a field holds."""
        return dict(self.fields)[name]


class Page(HTMLParser):
    """A parsed page: its text, links and forms, and what is wrong with it."""

    def __init__(self, response: TestResponse) -> None:
        super().__init__()
        self.response, self.status = response, response.status_code
        self.headers, self.path = response.headers, response.request.path
        self.html = response.get_data(as_text=True)
        self.title = ""
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.problems: list[str] = []
        self._ids: list[str] = []
        self._named: list[str] = []
        self._labels: list[str] = []
        self._fields: list[dict[str, str]] = []
        self._open: list[str] = []
        self._counts = {"title": 0, "h1": 0, "main": 0}
        self._texts: list[str] = []
        self._options: list[tuple[str, bool]] = []
        self._typed: list[str] = []
        self.feed(self.html)
        self.close()
        self._judge()

    @property
    def text(self) -> str:
        """Everything that is read, with single spaces."""
        return " ".join(" ".join(self._texts).split())

    def form(self, action: str) -> Form:
        """The form that goes to an address."""
        found = [one for one in self.forms if one.action == action]
        assert found, f"no form to {action}; there are {[one.action for one in self.forms]}"
        return found[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag in self._counts and "svg" not in self._open:
            self._counts[tag] += 1
        if tag not in _VOID:
            self._open.append(tag)
        self._note_attributes(tag, has)
        if tag == "html" and not has.get("lang"):
            self.problems.append("the page names no language")
        if tag == "img" and "alt" not in has:
            self.problems.append("a picture without alt text")
        if tag == "label":
            self._labels.append(has.get("for", ""))
        if tag == "form":
            self.forms.append(
                Form(has.get("method", "get").lower(), has.get("action") or self.path)
            )
        self._note_field(tag, has)

    def _note_attributes(self, tag: str, has: dict[str, str]) -> None:
        if "id" in has:
            self._ids.append(has["id"])
        for name in _NAMES_AN_ID:
            self._named += has.get(name, "").split()
        if tag == "a" and "href" in has:
            self.links.append(has["href"])
            if has["href"].startswith("#") and has["href"] != "#":
                self._named.append(has["href"][1:])
        if "style" in has or tag == "style":
            self.problems.append("inline style")
        if any(name.startswith("on") for name in has) or (tag == "script" and "src" not in has):
            self.problems.append("inline script")

    def _note_field(self, tag: str, has: dict[str, str]) -> None:
        if tag in ("input", "select", "textarea") and has.get("type") not in _NEEDS_NO_LABEL:
            self._fields.append(has)
        if tag == "option":
            self._options.append((has.get("value", ""), "selected" in has))
        if tag in ("select", "textarea"):
            self._options, self._typed = [], []
        if "form" not in self._open or not has.get("name") or "disabled" in has:
            return
        if tag in ("select", "textarea"):
            self.forms[-1].fields.append((has["name"], ""))  # what it holds is known at its end
        if tag == "input" and (has.get("type") not in ("radio", "checkbox") or "checked" in has):
            self.forms[-1].fields.append((has["name"], has.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea") and "form" in self._open and self.forms[-1].fields:
            chosen = [value for value, selected in self._options if selected]
            first = [value for value, _ in self._options[:1]]
            held = "".join(self._typed).removeprefix("\n") if tag == "textarea" else ""
            name, _ = self.forms[-1].fields.pop()
            self.forms[-1].fields.append((name, (*chosen, *first, held)[0]))
        while self._open and self._open.pop() != tag:
            continue

    def handle_data(self, data: str) -> None:
        if "textarea" in self._open:
            self._typed.append(data)
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        elif not {"script", "style", "title"} & set(self._open):
            self._texts.append(data)

    def _judge(self) -> None:
        self.problems += [f"{n} of {tag}" for tag, n in self._counts.items() if n != 1]
        twice = {one for one in self._ids if self._ids.count(one) > 1}
        self.problems += [f"the id {one} twice" for one in sorted(twice)]
        lost = set(self._named) - set(self._ids)
        self.problems += [
            f"a reference to the id {one}, which is not there" for one in sorted(lost)
        ]
        for one in self._fields:
            if one.get("id") not in self._labels and not {"aria-label", "aria-labelledby"} & {*one}:
                self.problems.append(f"a field without a label: {one.get('name')}")
        for form in self.forms:
            if form.action.startswith("/report/"):
                continue  # it has no cookie that another site could use, and asks browsers instead
            if form.method == "post" and not any(n == "csrf_token" and v for n, v in form.fields):
                self.problems.append(f"a form without a token: {form.action}")


class Pages:
    """A browser without a screen: keeps cookies, sends forms with their tokens."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def get(self, path: str, *, status: int = 200) -> Page:
        """Fetch a page, following redirects; its status and its order are checked."""
        return self._page(self.client.get(path, follow_redirects=True), status)

    def send(self, page: Page, action: str, values: Values = (), *, status: int = 200) -> Page:
        """Send the form that goes to `action` as a person would, with these values on top."""
        form = page.form(action)
        pairs = list(values.items() if isinstance(values, Mapping) else values)
        named = {name for name, _ in pairs}
        sent: dict[str, list[object]] = {}
        for name, value in [*(f for f in form.fields if f[0] not in named), *pairs]:
            sent.setdefault(name, []).extend(value if isinstance(value, list) else [value])
        if form.method == "get":
            return self._page(self.client.get(action, query_string=sent), status)
        return self._page(self.client.post(action, data=sent, follow_redirects=True), status)

    def become(self, name: str, *, days: int = 1) -> None:
        """Sign in as one of the cast, as if they had just entered their password."""
        with self.app.extensions["database"].writing() as session:
            found = signing_in.credentials(session, f"{name}@{DEMO_DOMAIN}")
            assert found, f"{name} is not of the cast"
            token = signing_in.start(session, found[0], at=clock.now(), days=days)
        with self.client.session_transaction() as cookie:
            cookie.clear()
            cookie["_user_id"] = token

    @staticmethod
    def _page(response: TestResponse, status: int) -> Page:
        page = Page(response)
        assert response.status_code == status, (response.status_code, page.path, page.text[:300])
        assert not page.problems, (page.path, page.problems)
        return page
