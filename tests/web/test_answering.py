"""A whole quiz on one page, where feedback comes at its end: saved in parts, handed in once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from learning.db import Database
from learning.progress.models import Attempt, ResponseRow
from tests.content_builders import KINDS, every_kind, item, rightly
from tests.pages import Page, Pages
from tests.web.quizzing import AT_THE_END, Quizzing, quizzing

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def quiz(pages: Pages, database: Database) -> Quizzing:
    """Two items, answered on one page."""
    return quizzing(pages, database, [item(), item(item_id="knock")], AT_THE_END)


def kept(database: Database) -> dict[str, Any]:
    """What is saved, by item, with its score."""
    with database.reading() as session:
        rows = session.execute(select(ResponseRow.item, ResponseRow.given, ResponseRow.score))
        return {row.item: (row.given["chosen"][0], row.score) for row in rows}


def send(quiz: Quizzing, page: Page, status: int = 200, **fields: Any) -> Page:
    """Send the page; `door="both"` chooses an option of an item."""
    named = {
        name if name in ("save", "hand_in") else f"{name}.choice": fields[name] for name in fields
    }
    return quiz.pages.send(page, page.path, named, status=status)


def test_all_items_stand_on_one_page_each_with_a_button_of_its_own(quiz: Quizzing) -> None:
    page = quiz.begin()
    assert page.text.count("What do you check?") == 2
    assert "Feedback comes when you hand it in." in page.text
    assert page.html.count('name="save"') == 2 and page.html.count('name="hand_in"') == 1


def test_one_item_is_saved_by_its_own_button_and_can_be_changed(
    quiz: Quizzing, database: Database
) -> None:
    page = send(quiz, quiz.begin(), door="name", save="door")
    assert kept(database) == {"door": ("name", None)}
    assert page.form(page.path).value("door.choice") == "name"
    assert "Saved" in page.text and "Two children share it." not in page.html
    send(quiz, page, door="both", save="door")
    assert kept(database) == {"door": ("both", None)}


def test_saving_one_item_saves_whatever_else_is_filled_in(
    quiz: Quizzing, database: Database
) -> None:
    send(quiz, quiz.begin(), door="name", knock="both", save="door")
    assert kept(database) == {"door": ("name", None), "knock": ("both", None)}


def test_saving_an_empty_item_says_what_to_do(quiz: Quizzing, database: Database) -> None:
    page = send(quiz, quiz.begin(), 422, knock="both", save="door")
    assert page.title.startswith("Error: ") and "#item-door" in page.links
    assert "#item-knock" not in page.links
    assert kept(database) == {"knock": ("both", None)}, "the rest is saved"


def test_handing_in_with_a_gap_is_refused_and_keeps_what_was_filled_in(
    quiz: Quizzing, database: Database
) -> None:
    page = send(quiz, quiz.begin(), 422, door="both", hand_in="yes")
    assert "Some items still need you; the rest is saved" in page.text
    assert "#item-knock" in page.links and "#item-door" not in page.links
    assert page.form(page.path).value("door.choice") == "both"
    assert kept(database) == {"door": ("both", None)}
    with database.reading() as session:
        assert session.scalars(select(Attempt.ended_at)).all() == [None]


def test_an_option_that_was_not_shown_is_refused_and_the_rest_is_saved(
    quiz: Quizzing, database: Database
) -> None:
    page = send(quiz, quiz.begin(), 422, door="strange", knock="both", hand_in="yes")
    assert "#item-door" in page.links
    assert kept(database) == {"knock": ("both", None)}


def test_a_quiz_that_is_handed_in_leads_to_its_result(quiz: Quizzing, database: Database) -> None:
    page = send(quiz, quiz.begin(), door="name", knock="both", hand_in="yes")
    assert page.path.endswith("/result") and "1 of 2 were right." in page.text
    assert "Two children share it." in page.text
    assert kept(database) == {"door": ("name", 0.0), "knock": ("both", 1.0)}


def test_handing_in_a_second_time_changes_nothing(quiz: Quizzing, database: Database) -> None:
    """A double click, another tab or a form from yesterday."""
    page = quiz.begin()
    send(quiz, page, door="name", knock="both", hand_in="yes")
    again = send(quiz, page, door="both", knock="both", hand_in="yes")
    assert "1 of 2 were right." in again.text
    assert kept(database)["door"] == ("name", 0.0)
    assert "1 of 2 were right." in send(quiz, page, door="both", save="door").text
    assert kept(database)["door"] == ("name", 0.0)


def test_a_second_device_goes_on_with_what_is_saved(quiz: Quizzing) -> None:
    page = send(quiz, quiz.begin(), door="name", save="door")
    other = Pages(quiz.pages.app)
    other.become("alice")
    there = other.get(page.path)
    assert there.form(page.path).value("door.choice") == "name"
    assert there.text.count("Saved") == 1


def test_the_address_of_one_item_leads_to_its_place_on_the_page(quiz: Quizzing) -> None:
    page = quiz.begin()
    answer = quiz.pages.client.get(f"{page.path}/items/door")
    assert (answer.status_code, answer.location) == (302, f"{page.path}#item-door")


def test_the_result_is_not_there_before_it_is_handed_in(quiz: Quizzing) -> None:
    page = quiz.begin()
    assert quiz.pages.get(f"{page.path}/result").path == page.path


def test_a_button_that_is_not_of_the_page_saves_what_is_filled_in(
    quiz: Quizzing, database: Database
) -> None:
    page = quiz.begin()
    token = page.form(page.path).value("csrf_token")
    for save in ("nowhere", "door\r\nSet-Cookie: a=b", "x" * 3_000, "//evil", "ü"):
        sent = {"csrf_token": token, "door.choice": "both", "save": save}
        answer = quiz.pages.client.post(page.path, data=sent)
        assert (answer.status_code, answer.location) == (303, page.path)
    assert kept(database) == {"door": ("both", None)}


def test_how_sure_one_was_is_asked_for_each_item_and_kept(pages: Pages, database: Database) -> None:
    rules = {**AT_THE_END, "confidence": "required"}
    quiz = quizzing(pages, database, [item(), item("reflect", "think")], rules)
    page = quiz.begin()
    assert page.text.count("How sure are you?") == 1
    page = send(quiz, page, 422, door="both", hand_in="yes")
    assert "Say how sure you are" in page.text
    assert page.form(page.path).value("door.choice") == "both"
    fields = {"door.confidence": "certain", "hand_in": "yes"}
    assert "1 of 1 were right." in pages.send(page, page.path, fields).text


def test_items_of_every_type_are_refilled_after_an_error_elsewhere(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [*every_kind(), item(item_id="gap")], AT_THE_END)
    page = quiz.begin()
    filled = {
        f"{kind}.{name}": list(given)
        for kind in KINDS
        for name, given in rightly(quiz.items[kind]).items()
    }
    page = pages.send(page, page.path, {**filled, "hand_in": "yes"}, status=422)
    assert "#item-gap" in page.links and "#item-single" not in page.links
    form = page.form(page.path)
    for name, given in filled.items():
        assert {value for field, value in form.fields if field == name} == set(given), name


def test_every_type_is_handed_in_on_one_page(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, every_kind(), AT_THE_END)
    page = quiz.begin()
    filled = {
        f"{one.id}.{name}": list(given)
        for one in quiz.items.values()
        for name, given in rightly(one).items()
    }
    page = pages.send(page, page.path, {**filled, "hand_in": "yes"})
    assert "6 of 6 were right. The module is complete." in page.text


def test_an_id_that_begins_like_another_takes_nothing_of_it(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item(item_id="do"), item(item_id="door")], AT_THE_END)
    page = quiz.begin()
    pages.send(page, page.path, {"door.choice": "both", "save": "door"})
    assert kept(database) == {"door": ("both", None)}
