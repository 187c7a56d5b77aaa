"""Shells: pages that differ between people by a few words, rendered once and filled in each time.

A shell is rendered with marks where the words go. Marks are random in each process, so that nothing
anybody writes can be one. What decides more than a word (a state, a role) is part of the key.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template, request
from flask import session as cookie
from markupsafe import escape

from learning.web import forms, identity

_KEPT = 1_000
_MARK = f"mark{secrets.token_hex(16)}"
_MARKED = re.compile(f"{_MARK}([a-z_]+){_MARK}")


@dataclass(frozen=True)
class _Somebody:
    """A signed-in person as a shell knows them: what else differs between people is not there."""

    name: str
    roles: frozenset[str]


def mark(word: str) -> str:
    """What a shell holds in the place of a word."""
    return f"{_MARK}{word}{_MARK}"


def page(
    template: str,
    key: Hashable,
    words: Mapping[str, str],
    shown: Callable[[], Mapping[str, Any]],
) -> str:
    """A page from its shell; `shown` is called for what the template takes when there is none yet.

    `key` holds all that decides the page beside its address, the roles of the person and the words.
    A word that is not `Markup` is escaped. The person's name and the token of forms need no word.
    """
    person = identity.person()
    whole = (template, request.path, person.roles if person else None, key)
    kept: dict[Hashable, list[str]] = current_app.extensions.setdefault("shells", {})
    parts = kept.get(whole)
    if parts is None:
        parts = _MARKED.split(_rendered(template, shown()))
        if len(kept) >= _KEPT:
            kept.clear()
        if "_flashes" not in cookie:  # what was said to one person is for no other
            kept[whole] = parts
    filled = {word: str(escape(text)) for word, text in words.items()}
    if "name" in parts[1::2]:
        filled["name"] = str(escape(person.name)) if person else ""
    if "token" in parts[1::2]:
        filled["token"] = forms.token()
    return "".join(filled[part] if odd % 2 else part for odd, part in enumerate(parts))


def _rendered(template: str, shown: Mapping[str, Any]) -> str:
    person = identity.person()
    somebody = _Somebody(mark("name"), person.roles) if person else None
    return render_template(template, person=somebody, csrf_token=lambda: mark("token"), **shown)
