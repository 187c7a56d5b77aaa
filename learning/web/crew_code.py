"""The way into a session: the code as it is read aloud, and the address with its square code.

What draws the square is loaded when the first session is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import current_app, request
from markupsafe import Markup


@dataclass(frozen=True)
class Way:
    """How phones come in."""

    #: in two groups of three, to be read aloud
    spelled: str
    #: what is typed into a browser, without the letters before the name
    typed: str
    #: drawn for a camera; leads to the page with the code filled in
    square: Markup
    #: the address is this machine's own, which no phone reaches
    only_here: bool


def way(code: str) -> Way:
    """The way in for a code, by the address at which people reach the site."""
    import segno

    base = (current_app.extensions["settings"].public_origin or request.host_url).rstrip("/")
    square = segno.make_qr(f"{base}/crew?code={code}", error="m")
    drawn = square.svg_inline(border=4, light="#fff", omitsize=True, svgclass="code")
    address = urlsplit(base)
    typed = f"{address.netloc}{address.path}/crew"
    return Way(spelled(code), typed, Markup(drawn), _is_loopback(address.hostname or ""))


def spelled(code: str) -> str:
    """A code in groups of three."""
    return " ".join(code[at : at + 3] for at in range(0, len(code), 3))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
