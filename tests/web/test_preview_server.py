"""The preview holds a port of this machine alone, and says so where it is taken."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from flask import Flask

from learning.errors import Unavailable
from learning.web.preview_server import HOST, server


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as held:
        held.bind((HOST, 0))
        held.listen()
        yield held.getsockname()[1]


def test_any_port_will_do_for_nought() -> None:
    held = server(Flask("x"), 0, exactly=True)
    assert held.port > 0
    assert held.server_address[0] == "127.0.0.1"
    held.server_close()


def test_the_next_port_is_taken_where_none_was_asked_for(taken: int) -> None:
    held = server(Flask("x"), taken, exactly=False)
    assert taken < held.port <= taken + 20
    held.server_close()


def test_a_port_that_was_asked_for_is_refused_where_it_is_taken(taken: int) -> None:
    with pytest.raises(Unavailable, match=rf"^Port {taken} cannot be used .*--port 0$"):
        server(Flask("x"), taken, exactly=True)
