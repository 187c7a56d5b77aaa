"""`learning work`: mails and whatever else is to be done later, in a process of its own."""

from __future__ import annotations

import signal
import threading

import click

from learning.cli import starting, working
from learning.web import logs
from learning.web.app import create_app


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and end.")
def command(once: bool) -> None:
    """Send mails and do what else waits, until stopped (Ctrl-C or SIGTERM).

    `learning serve` does so too: this is for machines that serve nothing, or for cron.
    Example: learning work --once
    """
    config = starting.configured()
    database = starting.ready_database(config)
    app = create_app(config, database)
    stop = threading.Event()
    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, lambda *_: stop.set())
    try:
        if once:
            click.echo(f"Jobs done: {working.do_round(app, stop.is_set)}")
        else:
            logs.to_stderr()
            click.echo("Working (stop with Ctrl-C)", err=True)
            working.go_on(app, stop)
    finally:
        database.close()
