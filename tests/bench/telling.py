"""What telling costs at the strength of real receipts: the time of a report, the memory of many.

Four people send reports at once; then fifty try receipts, of which two at a time are stretched in
each process while the others wait.
"""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from learning.reports import wordlist
from tests.bench import gauges
from tests.bench.load import Heard
from tests.bench.place import Server
from tests.bench.table import Limit, Row

#: reports told: less than one process takes in a minute, should it get all of them
_TOLD, _AT_ONCE = 28, 4
_TRIED, _MANY = 150, 50
_TEXT = "we nearly closed the wrong referral, because two of them had the same surname. " * 20
_TOKEN = re.compile(r'name="token" value="([\w-]+)"')
_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


def rows(server: Server) -> Iterator[Row]:
    """The two lines of the table."""
    forms = [_form(server.port) for _ in range(_TOLD)]
    told = _all_at_once(server.port, "/report/tell", forms, _AT_ONCE)
    refused = told.count - told.statuses[200]
    values = {"p50_ms": told.at(0.5), "p95_ms": told.at(0.95), "refused": float(refused)}
    measured = "p50 {p50_ms:.0f} ms, p95 {p95_ms:.0f} ms, {refused:.0f} refused".format(**values)
    limits = (Limit(told.at(0.95), 400, "p95 <= {:g} ms"), Limit(refused, 0, "none refused"))
    yield Row("a near-miss report told, 4 at once", measured, None, limits, values)
    yield _memory_row(server)


def _memory_row(server: Server) -> Row:
    words = " ".join(wordlist.WORDS[:6])
    forms = [{"reference": f"abacus-zoom-{n % 100:02}", "words": words} for n in range(_TRIED)]
    before, most, over = gauges.memory_mb(server.pid), [0.0], threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            most[0] = max(most[0], gauges.memory_mb(server.pid))

    looking = threading.Thread(target=look)
    looking.start()
    tried = _all_at_once(server.port, "/report/receipt", forms, _MANY)
    over.set()
    looking.join()
    more = max(0.0, most[0] - before)
    odd = sum(n for status, n in tried.statuses.items() if status not in (404, 503))
    values = {"more_mb": more, "p95_ms": tried.at(0.95), "unexpected": float(odd)}
    measured = "{more_mb:.0f} MB more, p95 {p95_ms:.0f} ms".format(**values)
    # two processes, two turns each, 19 MiB a turn; and as much again for all that waits
    limits = (Limit(more, 160, "<= {:g} MB more"), Limit(odd, 0, "no fault"))
    return Row("receipts tried, 50 at once", measured, None, limits, values)


def _form(port: int) -> dict[str, str]:
    _, page = _send(port, "/report/scope", {"scope": "no"})
    found = _TOKEN.search(page)
    if found is None:
        raise SystemExit("bench: the form for telling has no token.")
    return {"token": found[1], "kind": "near_miss", "happened": _TEXT, "act": "send"}


def _all_at_once(port: int, path: str, forms: list[dict[str, str]], hands: int) -> Heard:
    """Send each form once, so many at a time."""
    heard = Heard(statuses=Counter())

    def one(form: dict[str, str]) -> tuple[int, float]:
        begun = time.perf_counter()
        status, _ = _send(port, path, form)
        return status, (time.perf_counter() - begun) * 1000

    with ThreadPoolExecutor(hands) as pool:
        for status, took in pool.map(one, forms):
            heard.statuses[status] += 1
            heard.took.append(took)
    return heard


def _send(port: int, path: str, form: dict[str, str]) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", path, urlencode(form), _HEADERS)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body
