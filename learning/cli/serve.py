"""`learning serve`: the platform, or the demo on this machine."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import sys

import click

from learning import clock
from learning.cli import publish, serving, starting
from learning.db import Database
from learning.errors import Unavailable
from learning.people import joining
from learning.releases.shelf import Shelf
from learning.sample.organisation import seed_organisation
from learning.sample.people import seed_cast
from learning.settings import Settings
from learning.supervision import recounting


@click.command()
@click.option("--demo", is_flag=True, help="Invented people, a database of its own, loopback only.")
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65_535), help="Port to listen on (8000).")
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes (one a core).")
def command(demo: bool, host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the platform. The first start prints a one-time link for the first administrator.

    Example: learning serve --demo --port 8001
    """
    given = {"host": host, "port": port, "workers": workers}
    config = starting.configured(**given, demo=True if demo else None)
    _refuse_taken_port(config)
    database = starting.ready_database(config)
    if config.demo:
        _prepare_demo(starting.current(config, database), database)
    else:
        _greet(config, database)
    database.close()
    click.echo(f"Debrief is at {config.origin} (stop with Ctrl-C)", err=True)
    _run(config)


def _prepare_demo(config: Settings, database: Database) -> None:
    outcomes, errors = publish.publish_tree(config.courses, database, zone=config.timezone)
    publish.report(outcomes, errors)
    at = clock.now_in(config.timezone)
    with database.writing() as session:
        seed_cast(session, at=at)
        added = seed_organisation(session, Shelf(seconds=0), at=at)
    if added:
        recounting.catch_up(database, config.timezone, on=at.date())


def _greet(config: Settings, database: Database) -> None:
    """Print the link for the first administrator while there is none."""
    with database.writing() as session:
        if joining.has_administrator(session):
            return
        token = joining.invite_first_administrator(session, at=clock.now())
    click.echo(
        "There is no administrator yet. Open this link once, within "
        f"{joining.FIRST_LINK_HOURS} hours, to become one:\n  {config.origin}/join/{token}",
        err=True,
    )


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


def _run(config: Settings) -> None:
    """Start the server processes; they read the settings from the environment again."""
    os.environ |= {
        "LEARNING_INSTANCE": str(config.instance),
        "LEARNING_DEMO": str(config.demo).lower(),
        "LEARNING_HOST": config.host,
        "LEARNING_PORT": str(config.port),
    }
    if importlib.util.find_spec("granian"):
        serving.become(config.host, config.port, config.workers or os.cpu_count() or 1)
    else:
        _run_without_granian(config)


def _run_without_granian(config: Settings) -> None:
    """Serve with waitress, where there is no granian for this kind of machine."""
    import waitress

    from learning.cli import working
    from learning.cli.wsgi import build

    app = build()
    working.beside(app)
    # as Ctrl-C: waitress finishes what it has begun and ends well
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    waitress.serve(app, host=config.host, port=config.port, threads=4, ident=None)
