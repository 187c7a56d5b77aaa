"""Serving the preview on this machine: a thread for each page that listens, and no log of them."""

from __future__ import annotations

import os
import socket
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from learning.errors import Unavailable

HOST = "127.0.0.1"
_ANY = "learning preview --port 0"
_NEAR = 20
"""How many ports are tried where none was asked for."""


class _Quiet(WSGIRequestHandler):
    """Problems are told in the terminal, and not who loads what."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


def server(app: Flask, port: int, *, exactly: bool) -> BaseWSGIServer:
    """A server that holds its port already: this one, or else the next that is free.

    With `exactly` no other will do, and `Unavailable` says that it is taken. 0 is any free one.
    """
    with _listening(port, port if exactly else port + _NEAR) as held:
        number = held.getsockname()[1]
        return make_server(
            HOST, number, app, threaded=True, request_handler=_Quiet, fd=held.fileno()
        )


def _listening(first: int, last: int) -> socket.socket:
    for port in range(first, last + 1):
        held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":  # there it would share a port that is taken
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((HOST, port))
            held.listen(128)
        except OSError as error:
            held.close()
            said = error.strerror
        else:
            return held
    ports = f"Port {first} cannot" if first == last else f"No port from {first} to {last} can"
    raise Unavailable(f"{ports} be used ({said}). Take any that is free: {_ANY}")
