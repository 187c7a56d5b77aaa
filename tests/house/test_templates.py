"""Templates: each is used, each is strict, and none lets in what the policy forbids."""

from __future__ import annotations

import ast
import re

import jinja2
import pytest
from flask import Flask
from jinja2 import StrictUndefined, UndefinedError, meta

from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from tests.house.sources import LEARNING, TEMPLATES, python, templates, tree


@pytest.fixture(scope="module")
def app(sqlite_engine: Database, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One site for all of these."""
    place = tmp_path_factory.mktemp("instance")
    return create_app(Settings(instance=place, courses=place, secret_key="k" * 40), sqlite_engine)


NAMES = [path.relative_to(TEMPLATES).as_posix() for path in templates()]
#: plain text, which is not escaped: a browser is never given it
MAILS = [name for name in NAMES if name.startswith("mail/")]
#: texts that are HTML already: written here, or cleaned by the renderer when it was published
_SAFE = {
    ("cases/case.html", "section.html"),
    ("courses/article.html", "text.page.peer_task"),
    ("courses/course.html", "course.summary_html"),
    ("components/table.html", "' class=\"hush\"'"),
    ("components/table.html", "' class=\"number\"'"),
}
_FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE),
    "a script in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "unescaped text": re.compile(r"autoescape\s+false|\|\s*forceescape|Markup", re.IGNORECASE),
    "an address of another site": re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//"),
}


def source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def named_in_code() -> set[str]:
    """Templates that the code names."""
    texts = {
        node.value
        for path in python(LEARNING)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return texts & set(NAMES)


def test_every_template_is_reached(app: Flask) -> None:
    reached: set[str] = set()
    waiting = named_in_code()
    assert len(waiting) > 8
    while waiting:
        name = waiting.pop()
        reached.add(name)
        found = meta.find_referenced_templates(app.jinja_env.parse(source(name)))
        named = set(found)
        assert None not in named, f"{name} names a template by a value: it cannot be followed"
        waiting |= {one for one in named if one} - reached
    assert sorted(set(NAMES) - reached) == []
    assert sorted(reached - set(NAMES)) == []


def test_a_name_that_was_not_given_is_a_fault_and_not_a_gap(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    with app.test_request_context(), pytest.raises(UndefinedError):
        app.jinja_env.from_string("{{ nobody_gave_this }}").render()


def test_templates_see_no_settings_and_no_secret(app: Flask) -> None:
    assert not {"config", "settings"} & set(app.jinja_env.globals)
    with app.test_request_context("/"):
        shared: dict[str, object] = {}
        app.update_template_context(shared)
        assert not {"config", "settings", "current_user"} & set(shared)
        secret = app.config["SECRET_KEY"]
        assert not any(secret in str(value) for value in shared.values())


def test_text_is_escaped(app: Flask) -> None:
    escaped = app.jinja_env.autoescape
    assert callable(escaped)
    assert {name for name in NAMES if not escaped(name)} == set(MAILS)


def test_mails_are_plain_text_and_nothing_but_the_writer_of_mails_uses_them() -> None:
    assert len(MAILS) > 1
    assert all(name.startswith("mail/") and name.endswith(".txt") for name in MAILS)
    using = {
        path.name
        for path in python(LEARNING)
        if any(name in path.read_text(encoding="utf-8") for name in MAILS)
    }
    assert using == {"mails.py"}
    assert not [name for name in NAMES if name not in MAILS and "mail/" in source(name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_can_be_read(app: Flask, name: str) -> None:
    assert isinstance(app.jinja_env.get_template(name), jinja2.Template)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_says_what_it_is_for(name: str) -> None:
    assert source(name).startswith("{#")


@pytest.mark.parametrize("what", _FORBIDDEN)
def test_no_template_holds_what_the_policy_forbids(what: str) -> None:
    assert [name for name in NAMES if _FORBIDDEN[what].search(source(name))] == []


def test_what_is_taken_for_html_is_on_the_list() -> None:
    found = set()
    for name in NAMES:
        for before in re.findall(r"([^{}()]+?)\s*\|\s*safe\b", source(name)):
            found.add((name, before.strip()))
    assert found <= _SAFE, found - _SAFE
    assert found == _SAFE, "the list holds what is no longer there"


def test_one_component_is_one_macro() -> None:
    for name in NAMES:
        if name.startswith("components/"):
            macros = re.findall(r"{%-?\s*macro\s+(\w+)", source(name))
            shared = [one for one in macros if not one.startswith("_")]
            assert shared == [name.removeprefix("components/").removesuffix(".html")], name
