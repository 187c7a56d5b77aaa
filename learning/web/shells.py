"""Shells: pages that differ between people by a few words, rendered once and filled in each time.

A shell is rendered with marks where the words go. Marks are random in each process, so that nothing
anybody writes can be one. What decides more than a word (a state, a role) is part of the key. It is
kept as the bytes that go out: making bytes of a whole page takes longer than filling it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, render_template, request
from flask import session as cookie
from markupsafe import escape

from learning.keeping import Kept
from learning.people.signing_in import Present
from learning.web import forms, identity

_MOST = 3_000_000
"""Bytes of memory for a process."""
_MARK = f"mark{secrets.token_hex(16)}"
_MARKED = re.compile(f"{_MARK}([a-z_]+){_MARK}")

#: A word is escaped when it is put in; what is bytes is a finished piece of HTML.
Words = Mapping[str, str | bytes]


@dataclass(frozen=True)
class _Shell:
    """Pieces of a page and the words between them: one piece more than there are words."""

    pieces: tuple[bytes, ...]
    words: tuple[str, ...]

    @staticmethod
    def of(html: str) -> _Shell:
        """A page that was rendered with marks."""
        parts = _MARKED.split(html)
        return _Shell(tuple(piece.encode() for piece in parts[::2]), tuple(parts[1::2]))

    def filled(self, words: Words) -> bytes:
        """The page with the words in their places."""
        said = [self.pieces[0]]
        for word, piece in zip(self.words, self.pieces[1:], strict=True):
            text = words[word]
            said += (text if isinstance(text, bytes) else escape(text).encode(), piece)
        return b"".join(said)


@dataclass(frozen=True)
class _Somebody:
    """A signed-in person as a shell knows them: what else differs between people is not there."""

    name: str
    roles: frozenset[str]


def install(app: Flask) -> None:
    """Keep shells for this site."""
    app.extensions["shells"] = Kept[Hashable, _Shell](_MOST)


def mark(word: str) -> str:
    """What a shell holds in the place of a word."""
    return f"{_MARK}{word}{_MARK}"


def page(
    template: str, key: Hashable, words: Words, shown: Callable[[], Mapping[str, Any]]
) -> bytes:
    """A page from its shell; `shown` is called for what the template takes when there is none yet.

    `key` holds all that decides the page beside its address, the roles of the person and the words.
    The person's name and the token of forms are put in by themselves.
    """
    person = identity.person()
    whole = (template, request.path, person.roles if person else None, key)
    kept: Kept[Hashable, _Shell] = current_app.extensions["shells"]
    shell = kept.get(whole)
    if shell is None:
        shell = _Shell.of(_rendered(template, person, shown()))
        if "_flashes" not in cookie:  # what was said to one person is for no other
            kept.put(whole, shell, sum(map(len, shell.pieces)))
    own = {"name": person.name, "token": forms.token()} if person else {}
    return shell.filled({**words, **own})


def _rendered(template: str, person: Present | None, shown: Mapping[str, Any]) -> str:
    somebody = _Somebody(mark("name"), person.roles) if person else None
    return render_template(template, person=somebody, csrf_token=lambda: mark("token"), **shown)
