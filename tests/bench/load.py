"""The load generator: connections that are kept alive, each sending one request after another.

It runs in processes of its own on the cores that the server uses too. A request is bytes made
beforehand, so that sending costs little beside answering.
"""

from __future__ import annotations

import multiprocessing
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

_PROCESSES = 2
_GIVE_UP = 30.0
"""Seconds without any answer after which a connection counts as broken."""


@dataclass
class Heard:
    """What came back: how long each answer took in ms, its status, and how long all took."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def count(self) -> int:
        """Answers of any status, and connections that broke (as status 0)."""
        return self.statuses.total()

    def add(self, other: Heard) -> None:
        """Add what another process heard at the same time."""
        self.took += other.took
        self.statuses += other.statuses
        self.seconds = max(self.seconds, other.seconds)

    def at(self, share: float) -> float:
        """The time in ms within which this share of the answers came."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def request(method: str, path: str, *, cookie: str = "", body: str = "", more: str = "") -> bytes:
    """One request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [more] if more else []
    if method == "POST":
        kind = "application/x-www-form-urlencoded"
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body.encode())}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


class Generator:
    """Two processes that send; made once, because starting them takes longer than a round."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._pool = ProcessPoolExecutor(_PROCESSES, multiprocessing.get_context("spawn"))
        list(self._pool.map(abs, range(_PROCESSES)))  # start both before anything is measured

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)

    def send(self, port: int, queues: Sequence[Sequence[bytes]], seconds: float = 0.0) -> Heard:
        """Send each queue in its own order, the queues dealt out to the connections.

        With `seconds`, begin again at the end until the time is over; without, send each once.
        """
        hands: list[list[bytes]] = [[] for _ in range(self._connections)]
        for place, queue in enumerate(queues):
            hands[place % self._connections] += queue
        dealt = [hands[place::_PROCESSES] for place in range(_PROCESSES)]
        heard = Heard()
        for part in self._pool.map(_drive, [port] * _PROCESSES, dealt, [seconds] * _PROCESSES):
            heard.add(part)
        return heard


class _Connection:
    """One connection with the requests it is to send."""

    def __init__(self, port: int, requests: Sequence[bytes], *, again: bool) -> None:
        self._requests, self._again, self._next = requests, again, 0
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_GIVE_UP)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._held = b""
        self._sent_at = 0.0

    def send(self) -> bool:
        """Send the next request; False when there is none."""
        if self._next >= len(self._requests):
            if not self._again or not self._requests:
                return False
            self._next = 0
        self._held = b""
        self._sent_at = time.perf_counter()
        self.socket.sendall(self._requests[self._next])
        self._next += 1
        return True

    def receive(self) -> tuple[int, float] | None:
        """Take what has come; the status and the ms it took once the answer is whole."""
        part = self.socket.recv(262_144)
        if not part:
            return 0, 0.0
        self._held += part
        if not is_whole(self._held):
            return None
        return int(self._held[9:12]), (time.perf_counter() - self._sent_at) * 1000


def is_whole(held: bytes) -> bool:
    """Whether an answer has come completely. Every answer here states its length."""
    head, found, body = held.partition(b"\r\n\r\n")
    if not found:
        return False
    stated = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    return len(body) >= int(stated or 0)


def _drive(port: int, hands: Iterable[Sequence[bytes]], seconds: float) -> Heard:
    """Keep one request under way on each connection until they are through."""
    heard, begun = Heard(), time.perf_counter()
    until = begun + seconds if seconds else float("inf")
    with selectors.DefaultSelector() as waiting:
        for requests in hands:
            one = _Connection(port, requests, again=bool(seconds))
            if one.send():
                waiting.register(one.socket, selectors.EVENT_READ, one)
            else:
                one.socket.close()
        while waiting.get_map():
            ready = waiting.select(_GIVE_UP)
            for key, _ in ready:
                if not _serve(key.data, heard, until):
                    waiting.unregister(key.fileobj)
                    key.data.socket.close()
            if not ready:
                heard.statuses[0] += len(waiting.get_map())
                break
    heard.seconds = time.perf_counter() - begun
    return heard


def _serve(one: _Connection, heard: Heard, until: float) -> bool:
    """Take what came on a connection and send its next request; False when it is through."""
    try:
        answer = one.receive()
        if answer is None:
            return True
        status, took = answer
        heard.statuses[status] += 1
        heard.took.append(took)
        return bool(status) and time.perf_counter() < until and one.send()
    except OSError:
        heard.statuses[0] += 1
        return False
