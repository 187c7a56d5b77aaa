"""The `learning` command: one file per command, each loaded only when it is called.

Loading late keeps `learning check` fast: it needs neither Flask nor a database.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import sys
from typing import NoReturn

import click

from learning import __version__
from learning.errors import LearningError

COMMANDS = {
    "backup": "Back the database up into a checked file.",
    "certificates": "Revoke certificates that were wrong, and list them.",
    "check": "Check what authors wrote; every problem with its place.",
    "db": "Bring the database to this version.",
    "diff": "What publishing would change, and for how many people.",
    "export": "Write the items of a module for other systems.",
    "import": "Take items from other systems into a module.",
    "keys": "The keys that sign certificates, and whose others are believed.",
    "new": "Make a new course, module or case that passes the check.",
    "people": "Links that let people in; lists of people and teams.",
    "preview": "Look at courses as learners will see them, fresh at each save.",
    "proposals": "Other words that people propose, as a list or a patch.",
    "publish": "Publish the courses that have no errors.",
    "releases": "What was published of a course, and the way back.",
    "purge": "Destroy near-miss reports whose time is over.",
    "regrade": "Full credit for items whose key was wrong.",
    "reviewers": "Who can open near-miss reports, and the recovery key.",
    "schema": "Print JSON Schemas for editors.",
    "seed": "Add invented people, for the demo and for measuring.",
    "serve": "Serve the platform, or the demo.",
    "stats": "How items do at first attempts, and what to do about them.",
    "test": "Run every check and test, from a checkout.",
    "trace": "What each objective hangs on, gaps, and reviews that are due.",
    "verify": "Check a certificate without any server.",
    "work": "Send mails and do what else waits.",
}


#: Commands in files of other names: no file can be called by a word of Python.
_FILES = {"import": "importing", "export": "exporting"}

#: What a system says where a disk, a quota or a file takes no more.
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


class _Late(click.Group):
    """A group whose commands are modules of this package, each with an object `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        file = _FILES.get(name, name)
        command: click.Command = importlib.import_module(f"learning.cli.{file}").command
        return _laid_out(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


def _laid_out(command: click.Command) -> click.Command:
    """Its examples on lines of their own: Click asks for a control character before them.

    Docstrings spell it, with a backslash: none holds a character that cannot be seen.
    """
    command.help = (command.help or "").replace("\\b\n", "\b\n")
    for one in command.commands.values() if isinstance(command, click.Group) else ():
        _laid_out(one)
    return command


@click.command(cls=_Late, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="learning")
def root() -> None:
    """Debrief: human-factors learning for people who protect children.

    Settings come from <instance>/settings.toml and LEARNING_* variables; LEARNING_INSTANCE names
    the instance folder (./instance). Example: learning serve --demo
    """


def main() -> None:
    """Run a command; a refusal is one line on standard error and exit code 1."""
    try:
        root(prog_name="learning")
    except LearningError as refusal:
        _refuse(refusal.text)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _refuse(f"Not all could be written: {error.strerror}. Make room, or write it elsewhere.")


def _refuse(text: str) -> NoReturn:
    """Say why on standard error, and leave; what a full disk did not take is not tried again."""
    with contextlib.suppress(OSError):
        click.echo(f"learning: {text}", err=True)
        sys.stderr.flush()
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    sys.exit(1)
