"""Routing: addresses are matched at every request and hardly ever built.

What Werkzeug works out for building them, once for each rule, takes longer than all the rest of
making the site, and what it finds out about a host stays true.
"""

from __future__ import annotations

from typing import Any

from flask import Request
from werkzeug.routing import Map, MapAdapter
from werkzeug.routing import Rule as _Rule

_KEPT = 64


class Rule(_Rule):
    """A rule that works out how its address is built when one is built for the first time."""

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        made: list[Any] = []

        def build(rule: _Rule, **values: Any) -> Any:
            if not made:
                made.append(_Rule._compile_builder(rule, append_unknown))
            return made[0](rule, **values)

        return build


class Hosts:
    """Hosts under which this site was asked for and may be: each is checked once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], tuple[str, MapAdapter]] = {}

    def adapter(self, addresses: Map, request: Request) -> MapAdapter | None:
        """What matches a request's address; None for a host that has not been checked yet."""
        known = self._known.get(_key(request))
        if known is None:
            return None
        request.host, like = known
        return MapAdapter(
            addresses,
            like.server_name,
            request.root_path,
            like.subdomain,
            like.url_scheme,
            request.path,
            request.method,
            request.query_string.decode(errors="replace"),
        )

    def add(self, request: Request, checked: MapAdapter) -> None:
        """Remember a host that was found good."""
        if len(self._known) < _KEPT:
            self._known[_key(request)] = (request.host, checked)


def _key(request: Request) -> tuple[str, ...]:
    """All that decides what is found out: whoever asks for another protocol has it differently."""
    told = request.environ
    return told["wsgi.url_scheme"], told.get("HTTP_HOST", ""), told.get("HTTP_UPGRADE", "")
