"""A preview in the workshop: items are tried, scenarios read, and nothing of it is kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from learning.db import Database
from learning.tables import Base
from tests.pages import Pages
from tests.web.test_authoring import (
    CREW,
    PROMPT,
    QUIZ,
    ada,
    app,
    commit,
    edit,
    settings,
    tree,
)

__all__ = ["ada", "app", "settings", "tree"]
HERE = f"{CREW}/preview"
MODULE = f"{HERE}/speaking-up"
PLAY = f"{HERE}/scenarios/the-blue-door"


def kept(database: Database) -> dict[str, int]:
    """How many rows each table has, but for those about being signed in."""
    with database.reading() as session:
        tables = Base.metadata.sorted_tables
        return {
            one.name: session.scalar(select(func.count()).select_from(one)) or 0 for one in tables
        }


def test_an_item_that_is_not_published_can_be_tried_and_nothing_of_it_is_kept(
    ada: Pages, tree: Path, database: Database
) -> None:
    edit(tree, QUIZ, PROMPT, "What do you say to begin with?")
    commit(tree)
    page = ada.get(MODULE)
    names = dict(page.form(MODULE).fields)
    assert "su-first-words.choice" not in names, "nothing is ticked yet"
    before = kept(database)
    page = ada.get(f"{MODULE}?su-first-words.choice=blame&mark=su-first-words")
    assert "Blame ends the talk about the date." in page.text
    assert ("su-first-words.choice", "blame") in page.form(MODULE).fields
    assert ("marked", "su-first-words") in page.form(MODULE).fields
    page = ada.get(f"{MODULE}?su-first-words.choice=fact&marked=su-first-words")
    assert "A fact can be checked by everyone." in page.text
    assert kept(database) == before


def test_an_item_without_a_choice_says_so_and_a_foreign_one_is_passed_over(ada: Pages) -> None:
    page = ada.get(f"{MODULE}?mark=su-first-words")
    assert 'id="item-su-first-words-error"' in page.html
    page = ada.get(f"{MODULE}?mark=nothing&nothing.choice=a&su-first-words.choice=nobody")
    assert "Error: " not in page.text


def test_all_feedback_opens_with_one_press_and_stays_open(ada: Pages) -> None:
    page = ada.get(MODULE)
    assert 'id="reveal_' in page.html and not re.findall(r'id="reveal_[^"]+" open', page.html)
    page = ada.get(f"{MODULE}?reveal=all")
    assert len(re.findall(r'id="reveal_[^"]+" open', page.html)) == 4
    assert ("reveal", "all") in page.form(MODULE).fields


def test_a_preview_of_the_folder_stays_in_the_folder(ada: Pages, tree: Path) -> None:
    edit(tree, QUIZ, PROMPT, "What do you say in the folder?")
    assert "in the folder?" not in ada.get(MODULE).text
    page = ada.get(f"{MODULE}?from=folder")
    assert "in the folder?" in page.text
    assert ("from", "folder") in page.form(MODULE).fields
    assert f"{PLAY}?from=folder" in ada.get(f"{HERE}?from=folder").links


def test_a_scenario_is_shown_with_all_its_moments_before_it_is_published(
    ada: Pages, tree: Path
) -> None:
    edit(tree, "crew/scenarios/the-blue-door.yaml", "On the pavement", "On the kerb")
    commit(tree)
    assert PLAY in ada.get(HERE).links and PLAY in ada.get(f"{HERE}/identity").links
    assert PLAY not in ada.get(MODULE).links, "it practises something else"
    page = ada.get(PLAY)
    for words in ("On the kerb", "Beginning", "It costs a call", "In the hall", "Preview"):
        assert words in page.text
    assert HERE in page.links, "its links stay among the previews"
    ada.get(f"{HERE}/scenarios/nothing", status=404)
    ada.get("/authoring/courses/nothing/preview/scenarios/the-blue-door", status=404)


@pytest.mark.parametrize("name", ["alice", "bob", "rana", "olu"])
def test_a_scenario_that_is_not_published_is_for_authors_alone(ada: Pages, name: str) -> None:
    ada.become(name)
    ada.get(PLAY, status=404)


def test_whoever_previews_is_led_to_where_words_are_proposed(ada: Pages, tree: Path) -> None:
    old, new = "id: su-parts", "id: su-in-parts"
    edit(tree, QUIZ, old, new)
    commit(tree)
    page = ada.get(MODULE)
    words = [one for one in page.links if one.endswith("/words")]
    assert "/courses/crew/speaking-up/items/su-first-words/words" in words
    assert not [one for one in words if "su-in-parts" in one], "it is not published yet"
    case = ada.get("/authoring/courses/cases/preview/in-01-the-green-door")
    words += [one for one in case.links if one.endswith("/words")]
    assert "/cases/in-01-the-green-door/words" in words
    for link in words:
        ada.get(link)


def test_what_was_never_published_has_no_words_to_propose_others_for(
    ada: Pages, tree: Path
) -> None:
    for old, new in (("crew/identity", "crew/who-is-it"), ("cases/in-01", "cases/in-09")):
        edited = list(tree.glob(f"{old}*"))
        edited[0].rename(str(edited[0]).replace(old, new))
    edit(tree, "crew/course.yaml", "identity]", "who-is-it]")
    commit(tree)
    page = ada.get(f"{HERE}/who-is-it")
    assert not [one for one in page.links if one.endswith("/words")]
    page = ada.get("/authoring/courses/cases/preview/in-09-the-green-door")
    assert not [one for one in page.links if one.endswith("/words")]


def test_a_course_that_nobody_has_published_can_be_previewed(ada: Pages, tree: Path) -> None:
    (tree / "crew").rename(tree / "mates")
    commit(tree)
    here = "/authoring/courses/mates/preview"
    page = ada.get(f"{here}/speaking-up?su-first-words.choice=blame&mark=su-first-words")
    assert "Blame ends the talk about the date." in page.text
    assert f"{here}/scenarios/the-blue-door" in ada.get(here).links
