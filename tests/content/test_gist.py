"""A gist comes back as it was written down."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from learning.content.gist import Gist, ItemNote, read_gist
from learning.content.link_rules import Aim
from learning.content.problems import MOST, RULES, START, Notebook

WORDS = st.text(max_size=4)
FILES = WORDS.map(lambda name: f"tree/{name}")
NUMBERS = st.integers(1, 9)


@st.composite
def notebooks(draw: st.DrawFn) -> Notebook:
    notebook = Notebook()
    for file in draw(st.lists(FILES, max_size=3)):
        for rule in draw(st.lists(st.sampled_from(sorted(RULES)), max_size=3)):
            notebook.of(file).add(rule, START, draw(WORDS))
    return notebook


GISTS = st.builds(
    Gist,
    told=notebooks(),
    read=st.lists(FILES).map(tuple),
    whole=st.booleans(),
    headings=st.none() | st.frozensets(WORDS),
    items=st.lists(st.builds(ItemNote, WORDS, WORDS, WORDS)).map(tuple),
    cites=st.frozensets(WORDS),
    aims=st.lists(st.builds(Aim, FILES, NUMBERS, NUMBERS, WORDS, WORDS)).map(tuple),
)


@given(GISTS)
def test_a_gist_comes_back_as_it_was_written(gist: Gist) -> None:
    back = read_gist(json.loads(json.dumps(gist.written("tree/"))), "tree/")
    assert back.told.problems() == gist.told.problems()
    for name in ("read", "whole", "headings", "items", "cites", "aims"):
        assert getattr(back, name) == getattr(gist, name)


def test_a_gist_may_move_with_its_tree() -> None:
    notebook = Notebook()
    notebook.of("here/crew/a/module.md").add("text.h1", START, "x")
    aim = Aim("here/crew/a/module.md", 1, 1, "#x", "crew/a/module.md")
    written = Gist(notebook, read=(aim.file,), aims=(aim,)).written("here/")
    moved = read_gist(written, "there/")
    assert {*moved.read, moved.aims[0].file, moved.told.problems()[0].file} == {
        "there/crew/a/module.md"
    }


def test_how_many_problems_were_not_told_comes_back_too() -> None:
    notebook = Notebook()
    for number in range(MOST + 3):
        notebook.of("a.md").add("text.h1", START, f"the {number}th")
    back = read_gist(Gist(notebook).written()).told
    assert back.problems() == notebook.problems()
    other = Notebook()
    other.of("a.md").add("text.alt", START, "another")
    other.take(back)
    told = [one.message for one in other.problems() if one.rule == "file.more"]
    assert told == ["4 more problems in this file: mend those told first"]
