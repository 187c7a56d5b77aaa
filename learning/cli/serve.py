"""`learning serve`: the platform, or the demo on this machine."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import sys

import click

from learning import settings
from learning.cli import serving
from learning.errors import Unavailable
from learning.settings import Settings


@click.command()
@click.option("--demo", is_flag=True, help="Invented people, a database of its own, loopback only.")
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65_535), help="Port to listen on (8000).")
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes (one a core).")
@click.option("--reporting", is_flag=True, help="Near-miss reports, and nothing else.")
def command(
    demo: bool, host: str | None, port: int | None, workers: int | None, reporting: bool
) -> None:
    """Serve the platform. The first start prints a one-time link for the first administrator.

    With --reporting nothing but /report is served, for a host of its own (see report_origin); mails
    and the daily purge are left to the other server. Example: learning serve --demo --port 8001
    """
    given = {"host": host, "port": port, "workers": workers, "demo": True if demo else None}
    chosen = {name: value for name, value in given.items() if value is not None}
    config = settings.load(os.environ, **chosen)
    _refuse_taken_port(config)
    _tell_processes(config)
    if reporting:
        _prepare_reporting(config)
    else:
        _prepare(config)
    click.echo(f"Debrief is at {_address(config, reporting)} (stop with Ctrl-C)", err=True)
    _run(config, "build_reporting" if reporting else "build")


def _address(config: Settings, reporting: bool) -> str:
    if not reporting:
        return config.origin
    own = "" if config.demo else config.report_origin
    return f"{own or f'http://{config.host}:{config.port}'}/report"


def _refuse_taken_port(config: Settings) -> None:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            raise Unavailable(
                f"{config.host}:{config.port} cannot be used ({error.strerror}). "
                "Choose another port: learning serve --port 8001"
            ) from error


def _tell_processes(config: Settings) -> None:
    """Put what was chosen where each process reads its settings again."""
    os.environ |= {
        "LEARNING_INSTANCE": str(config.instance),
        "LEARNING_DEMO": str(config.demo).lower(),
        "LEARNING_HOST": config.host,
        "LEARNING_PORT": str(config.port),
    }


def _prepare(config: Settings) -> None:
    """Prepare everything; what serves is loaded meanwhile, where it is another process's work."""
    if _has_granian():
        serving.get_ready()
    else:
        from learning.cli import preparing

        preparing.prepare(config)


def _prepare_reporting(config: Settings) -> None:
    from learning.cli import preparing

    preparing.prepare_reporting(config)


def _has_granian() -> bool:
    return importlib.util.find_spec("granian") is not None


def _run(config: Settings, build: str) -> None:
    if _has_granian():
        workers = config.workers or os.cpu_count() or 1
        serving.serve(config.host, config.port, workers, build=build)
    else:
        _run_without_granian(config, build)


def _run_without_granian(config: Settings, build: str) -> None:
    """Serve with waitress, where there is no granian for this kind of machine."""
    import waitress

    from learning.cli import working, wsgi

    app = getattr(wsgi, build)()
    if build == "build":
        working.beside(app)
    # as Ctrl-C: waitress finishes what it has begun and ends well
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    waitress.serve(app, host=config.host, port=config.port, threads=4, ident=None)
