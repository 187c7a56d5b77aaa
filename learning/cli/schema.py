"""`learning schema`: the authored format as JSON Schema, for editors that complete and check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from learning.cli.writing import replace, shown
from learning.content.model import (
    CaseFront,
    CourseFile,
    FactorsFile,
    ModuleFront,
    QuizFile,
    schema,
)
from learning.content.scenario_model import ScenarioFile

DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: What each schema describes, and its model.
KINDS: dict[str, tuple[str, type[BaseModel]]] = {
    "course": ("Debrief course (course.yaml)", CourseFile),
    "module": ("Debrief module (front matter of module.md)", ModuleFront),
    "quiz": ("Debrief quiz (quiz.yaml)", QuizFile),
    "scenario": ("Debrief scenario (scenarios/<id>.yaml)", ScenarioFile),
    "case": ("Debrief case (front matter of a case)", CaseFront),
    "factors": ("Debrief factors (factors.yaml)", FactorsFile),
}


def described(kind: str) -> dict[str, Any]:
    """The schema of one kind of file, in JSON Schema draft 2020-12."""
    title, model = KINDS[kind]
    return {**schema(model), "$schema": DRAFT, "title": title}


_HELP = """Print the JSON Schema of one kind of file, or write all of them into a folder.

An editor with a YAML language server then completes and checks while you type. Write the schemas
once, then name one on the first line of each YAML file, by the path from there:

\b
    learning schema --out .schemas
    # yaml-language-server: $schema=../../.schemas/course.schema.json

`module` and `case` describe the front matter alone. A schema knows one file; `learning check` also
knows the others.

Example: learning schema quiz
"""


@click.command(help=_HELP)
@click.argument("kind", required=False, type=click.Choice(list(KINDS)))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write <kind>.schema.json into this folder instead of printing.",
)
def command(kind: str | None, out: Path | None) -> None:
    """Print the schema of one kind of file, or write all of them into a folder."""
    if kind is None and out is None:
        raise click.UsageError(
            f"Name one of {', '.join(KINDS)}, or a folder for all of them: --out .schemas"
        )
    if out is None:
        click.echo(_text(str(kind)), nl=False)
        return
    for name in [kind] if kind else KINDS:
        replace(out / f"{name}.schema.json", _text(name))
        click.echo(f"Wrote {shown(out / f'{name}.schema.json')}")


def _text(kind: str) -> str:
    return json.dumps(described(kind), indent=2, ensure_ascii=False) + "\n"
