"""Editors get the same description of the format as the check uses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from learning.cli.schema import KINDS, command, described

COURSES = Path(__file__).parent.parent.parent / "courses"


def values(text: str) -> Any:
    """What a YAML text says, with days as the text that authors write."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return value if isinstance(value, bool | int | float | str) else value.isoformat()

    return plain(yaml.safe_load(text))


def written() -> list[tuple[str, Path]]:
    """Every authored file that ships, with the kind of file it is."""
    found = [("course", path) for path in COURSES.glob("*/course.yaml")]
    found += [("module", path) for path in COURSES.glob("*/*/module.md")]
    found += [("quiz", path) for path in COURSES.glob("*/*/quiz.yaml")]
    found += [("scenario", path) for path in COURSES.glob("*/scenarios/*.yaml")]
    found += [("case", path) for path in COURSES.glob("cases/*.md")]
    return [*found, ("factors", COURSES / "factors.yaml")]


def authored(path: Path) -> Any:
    """The YAML of a file, or of the front matter of a Markdown file."""
    text = path.read_text("utf-8")
    return values(text.split("\n---\n")[0] if path.suffix == ".md" else text)


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_valid_and_says_what_it_is(kind: str) -> None:
    made = described(kind)
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["title"] == KINDS[kind][0]
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in made


@pytest.mark.parametrize(("kind", "path"), written(), ids=lambda one: getattr(one, "name", one))
def test_what_authors_wrote_fits_its_schema_and_a_mistyped_key_does_not(
    kind: str, path: Path
) -> None:
    validator = jsonschema.Draft202012Validator(
        described(kind), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    told = authored(path)
    assert [error.message for error in validator.iter_errors(told)] == []
    assert not validator.is_valid({**told, "titel": "Mistyped"})


def test_the_settings_for_vs_code_in_the_guide_name_each_yaml_file_that_ships_once() -> None:
    guide = (COURSES / "README.md").read_text("utf-8")
    shown = re.search(r"```json\n(\{\n  \"yaml\.schemas\".*?)```", guide, re.DOTALL)
    assert shown is not None
    found: list[tuple[str, Path]] = []
    for schema, glob in json.loads(shown[1])["yaml.schemas"].items():
        kind = schema.removeprefix(".schemas/").removesuffix(".schema.json")
        found += [(kind, path) for path in COURSES.parent.glob(glob)]
    assert sorted(found) == sorted(one for one in written() if one[1].suffix == ".yaml")


MISTYPED = [
    ("course", {"status": "lve"}), ("course", {"title": ""}), ("course", {"title": 12}),
    ("course", {"audience": []}), ("course", {"modules": "all"}),
    ("course", {"validity": {"months": "12"}}), ("course", {"tasks": [{"id": "No Slug"}]}),
    ("quiz", {"items": []}), ("quiz", {"pass": {"percent": 120}}), ("quiz", {"pass": {}}),
    ("quiz", {"confidence": True}), ("quiz", {"draw": {"n": 0}}),
    ("scenario", {"nodes": []}), ("scenario", {"start": 1}), ("case", {"kind": "near miss"}),
    ("case", {"source": {"year": "2020"}}), ("module", {"minutes": "ten"}),
    ("module", {"review": {"last": "22 November"}}), ("factors", {"groups": {}}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "slip"), MISTYPED)
def test_a_typical_slip_fits_neither_the_schema_nor_the_model(
    kind: str, slip: dict[str, Any]
) -> None:
    told = {**authored(next(path for one, path in written() if one == kind)), **slip}
    assert not jsonschema.Draft202012Validator(described(kind)).is_valid(told)
    with pytest.raises(ValidationError):
        KINDS[kind][1].model_validate(told)


@settings(max_examples=150, deadline=None)
@given(
    which=st.integers(0, 10_000),
    steps=st.lists(st.integers(0, 10_000), max_size=8),
    instead=st.sampled_from([None, True, -1, 0.5, "", "x", "No Slug", "a" * 400, [], {}, ["x"]]),
)
def test_what_the_schema_refuses_the_model_refuses_too(
    which: int, steps: list[int], instead: Any
) -> None:
    """Any one value of a file that ships is put in another's place."""
    files = written()
    kind, path = files[which % len(files)]
    told = authored(path)
    spot: Any = told
    for step in steps:
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key = keys[step % len(keys)]
        if step == steps[-1] or not isinstance(spot[key], dict | list) or not spot[key]:
            spot[key] = instead
            break
        spot = spot[key]
    if jsonschema.Draft202012Validator(described(kind)).is_valid(told):
        return
    with pytest.raises(ValidationError):
        KINDS[kind][1].model_validate(told)


def test_an_unknown_field_of_an_item_is_refused() -> None:
    told = authored(next(COURSES.glob("*/*/quiz.yaml")))
    told["items"][0]["objectve"] = told["items"][0].pop("objective")
    assert not jsonschema.Draft202012Validator(described("quiz")).is_valid(told)


def test_a_schema_is_printed() -> None:
    told = CliRunner().invoke(command, ["quiz"])
    assert told.exit_code == 0
    assert json.loads(told.output) == described("quiz")


def test_all_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    told = CliRunner().invoke(command, ["--out", str(tmp_path / "deep" / "schemas")])
    assert told.exit_code == 0
    assert told.output.count("Wrote ") == len(KINDS)
    made = {path.name: json.loads(path.read_text("utf-8")) for path in tmp_path.rglob("*.json")}
    assert made == {f"{kind}.schema.json": described(kind) for kind in KINDS}


def test_one_schema_is_written_over_an_older_one(tmp_path: Path) -> None:
    (tmp_path / "case.schema.json").write_text("old")
    told = CliRunner().invoke(command, ["case", "--out", str(tmp_path)])
    assert told.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["case.schema.json"]
    assert json.loads((tmp_path / "case.schema.json").read_text("utf-8")) == described("case")


@pytest.mark.parametrize(("given", "said"), [([], "--out"), (["quizz"], "quizz")])
def test_what_is_asked_must_be_said(given: list[str], said: str) -> None:
    told = CliRunner().invoke(command, given)
    assert told.exit_code == 2
    assert said in told.output


def test_the_help_says_how_an_editor_finds_it() -> None:
    told = CliRunner().invoke(command, ["--help"])
    assert "# yaml-language-server: $schema=" in told.output
    assert "Example: learning schema quiz" in told.output
