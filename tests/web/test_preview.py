"""The preview shows courses as learners will see them, with their problems where they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from learning.web.doors import door_of
from tests.content.trees import COURSE, DOOR, MODULE, QUIZ, copied, copy, drop, put, swap
from tests.web.previewing import Previewed

_MODULE = "/courses/crew/speaking-up"


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Previewed]:
    copied(tmp_path)
    monkeypatch.chdir(tmp_path)
    made = Previewed.of(Path("courses"))
    yield made
    made.changes.end()


def every_page(preview: Previewed) -> list[str]:
    plays = [path.stem for path in preview.drafts.root.glob("crew/scenarios/*.yaml")]
    return [
        *("/", "/courses", "/courses/crew", _MODULE, "/courses/crew/identity", "/cases"),
        *("/cases/in-01-the-green-door", "/preview/phone?page=/cases"),
        *(f"/courses/crew/scenarios/{play}" for play in plays),
    ]


def test_every_page_is_in_order_and_leads_only_to_pages_that_are_there(preview: Previewed) -> None:
    for path in every_page(preview):
        page = preview.get(path)
        for link in page.links:
            if link.startswith("/") and link != "/record/seen":  # the site's, and said to be
                preview.get(link.partition("#")[0])


def test_every_view_names_its_door_and_nothing_is_sent_to_the_preview(preview: Previewed) -> None:
    app: Flask = preview.pages.app
    assert {door_of(view) for view in app.view_functions.values()} == {frozenset({"anyone"})}
    methods = set().union(*(rule.methods or () for rule in app.url_map.iter_rules()))
    assert methods == {"GET", "HEAD", "OPTIONS"}


def test_the_preview_opens_no_database_and_writes_nothing(preview: Previewed) -> None:
    before = sorted(preview.drafts.root.parent.rglob("*"))
    for path in every_page(preview):
        preview.get(path)
    assert sorted(preview.drafts.root.parent.rglob("*")) == before
    assert "database" not in preview.pages.app.extensions


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.0.2.1:8100"])
def test_a_name_that_is_not_of_this_machine_is_refused(preview: Previewed, host: str) -> None:
    for path in ("/", _MODULE, "/preview/changes"):
        answer = preview.pages.client.get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert b"<html" not in answer.data


@pytest.mark.parametrize("host", ["127.0.0.1:8100", "localhost:8100"])
def test_the_names_of_this_machine_are_taken(preview: Previewed, host: str) -> None:
    assert preview.pages.client.get("/", headers={"Host": host}).status_code == 200


def test_answers_carry_the_policy_of_the_site_and_let_the_preview_frame_itself(
    preview: Previewed,
) -> None:
    headers = preview.get("/").headers
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'self'; frame-src 'self'" in headers["Content-Security-Policy"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]


def test_the_site_does_not_load_what_is_the_previews(preview: Previewed) -> None:
    assert "preview." in preview.get("/").html
    base = Path(preview.pages.app.root_path).parent / "templates" / "layouts" / "base.html"
    assert "preview" not in base.read_text(encoding="utf-8")


def test_files_are_found_by_their_hashed_names_alone(preview: Previewed) -> None:
    names = preview.pages.app.extensions["assets"]
    for name in ("site.css", "preview.css", "preview.js", "icons.svg"):
        answer = preview.pages.client.get(f"/static/{names[name]}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
    preview.get("/static/preview.js", status=404)


def test_a_module_has_its_text_quiz_task_objectives_and_sources(preview: Previewed) -> None:
    page = preview.get(_MODULE)
    for words in ("Why it is hard", "The quiz", "Talk it through", "The module serves", "Sources"):
        assert words in page.text


def test_a_save_shows_on_the_page(preview: Previewed) -> None:
    assert "Why it is so hard" not in preview.get(_MODULE).text
    preview.change(swap(MODULE, "Why it is hard", "Why it is so hard"))
    assert "Why it is so hard" in preview.get(_MODULE).text


def test_a_problem_of_the_text_stands_beside_its_block(preview: Previewed) -> None:
    preview.change(swap(MODULE, "Say one doubt aloud.", "Say [here](https://example.org) aloud."))
    page = preview.get(_MODULE)
    problem, callout = page.html.index('id="problem_1"'), page.html.index("callout-practice")
    assert 0 < callout - problem < 1_000
    assert "1 problem on this page" in page.text
    assert "#problem_1" in page.links
    assert "courses/crew/speaking-up/module.md:" in page.text
    assert "[text.link-text]" in page.text


def test_a_problem_of_an_item_stands_at_the_item(preview: Previewed) -> None:
    preview.get(_MODULE)
    preview.change(swap(QUIZ, "    level: apply", "    level: apply\n    objectve: say-it"))
    page = preview.get(_MODULE)
    item = page.html.index('id="preview_')
    assert item < page.html.index('id="problem_1"') < page.html.index('id="item-')
    assert "did you mean" in page.text


def test_a_problem_of_the_fields_stands_at_the_top(preview: Previewed) -> None:
    preview.get(_MODULE)
    preview.change(swap(MODULE, "minutes:", "minuets:"))
    page = preview.get(_MODULE)
    assert page.html.index("minuets") < page.html.index("<main")
    assert "Shown as it was before" in page.text


def test_a_file_saved_half_written_leaves_the_page_and_heals(preview: Previewed) -> None:
    whole = (preview.drafts.root / QUIZ).read_bytes()
    items = preview.get(_MODULE).html.count('class="preview-item"')
    preview.change(put(QUIZ, whole[: len(whole) // 2] + b"\n  - ["))
    page = preview.get(_MODULE)
    assert page.html.count('class="preview-item"') == items > 0
    assert "Shown as it was before" in page.text
    assert "courses/crew/speaking-up/quiz.yaml:" in page.text
    preview.change(put(QUIZ, whole))
    page = preview.get(_MODULE)
    assert "Shown as it was before" not in page.text
    assert "problem" not in page.text


def test_bytes_that_are_no_text_are_told_and_change_nothing(preview: Previewed) -> None:
    preview.get(_MODULE)
    preview.change(put(MODULE, b"---\ntitle: \xff\n---\n"))
    page = preview.get(_MODULE)
    assert "is not UTF-8" in page.text
    assert "Why it is hard" in page.text


def test_a_file_that_was_never_whole_shows_only_why(tmp_path: Path) -> None:
    root = copied(tmp_path)
    put(MODULE, "no fields at all")(root)
    page = Previewed.of(root).get(_MODULE)
    assert "There is nothing to show yet" in page.text
    assert "[yaml.front-matter]" in page.text


def test_a_course_that_was_never_whole_is_listed_by_its_folder(tmp_path: Path) -> None:
    root = copied(tmp_path)
    put(COURSE, "title: [")(root)
    preview = Previewed.of(root)
    assert "It cannot be read yet." in preview.get("/").text
    for path in ("/courses/crew", _MODULE):
        assert "course.yaml:" in preview.get(path).text


def test_what_was_renamed_or_deleted_is_no_page_any_more(preview: Previewed) -> None:
    preview.get(_MODULE)
    preview.change(lambda root: shutil.move(root / "crew/speaking-up", root / "crew/speaking"))
    assert "renamed or moved" in preview.get(_MODULE, status=404).text
    assert "course.yaml does not list it" in preview.get("/courses/crew").text
    preview.get("/courses/crew/speaking")
    preview.change(drop(DOOR))
    preview.get("/cases/in-01-the-green-door", status=404)
    preview.change(drop("crew"))
    assert "There is no course crew" in preview.get("/courses/crew", status=404).text
    assert "A course appears here" in preview.get("/").text


def test_drafts_are_shown_and_said_to_be(preview: Previewed) -> None:
    preview.change(
        swap(COURSE, "status: live", "status: draft"),
        swap(DOOR, "status: live", "status: draft"),
        swap(QUIZ, "status: live", "status: draft"),
    )
    assert "Draft" in preview.get("/").text
    assert "learners are not shown it" in preview.get("/courses/crew").text
    assert "Draft: learners are not shown it" in preview.get(_MODULE).text
    assert "Draft: " in preview.get("/cases").text
    assert "Draft: " in preview.get("/cases/in-01-the-green-door").text


def test_problems_of_other_modules_are_led_to(preview: Previewed) -> None:
    preview.change(swap(QUIZ, "    level: apply", "    level: apply\n    objectve: say-it"))
    page = preview.get("/courses/crew/identity")
    assert "No problem on this page 1 error elsewhere in this course" in page.text
    assert "/courses/crew" in page.links
    assert "1 error" in preview.get("/courses/crew").text
    assert "1 error" in preview.get("/").text


def test_problems_of_a_case_stand_in_it_and_are_led_to(preview: Previewed) -> None:
    preview.change(
        swap(DOOR, "## What caught it", "See [here](https://example.org).\n\n## What caught it")
    )
    page = preview.get("/cases/in-01-the-green-door")
    assert page.html.index("<main") < page.html.index('id="problem_1"')
    assert "[text.link-text]" in preview.get("/cases").text
    assert "/cases" in preview.get("/").links
    preview.change(put(DOOR, "---\n"))
    page = preview.get("/cases/in-01-the-green-door")
    assert "Shown as it was before" in page.text


def test_a_retracted_case_shows_nothing_of_itself(preview: Previewed) -> None:
    preview.change(swap(DOOR, "status: live", "status: retracted"))
    assert "withdrawn" in preview.get("/cases/in-01-the-green-door").text


def test_a_picture_is_the_one_in_the_folder_now(preview: Previewed) -> None:
    name = next((preview.drafts.root / "crew/identity/media").iterdir()).name
    answer = preview.pages.client.get(f"/courses/crew/identity/media/{name}")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    (preview.drafts.root / "crew/identity/media" / name).unlink()
    preview.get(f"/courses/crew/identity/media/{name}", status=404)
    preview.get("/courses/crew/identity")
    preview.get("/courses/crew/identity/media/..%2fmodule.md", status=404)


def test_a_module_that_no_course_lists_is_shown(preview: Previewed) -> None:
    preview.change(copy("crew/identity", "crew/extra"))
    assert "does not list this module yet" in preview.get("/courses/crew/extra").text


def test_many_courses_come_a_page_at_a_time(preview: Previewed) -> None:
    for number in range(30):
        copy("crew", f"more-{number:02}")(preview.drafts.root)
    first = preview.get("/")
    later = [link for link in first.links if link.startswith("/?after=")]
    assert len(later) == 1
    assert "/courses/more-29" in preview.get(later[0]).links


def test_the_frame_of_a_phone_shows_pages_of_the_preview_alone(preview: Previewed) -> None:
    assert 'src="/courses/crew"' in preview.get("/preview/phone?page=/courses/crew").html
    for other in ("//evil.example", "https://evil.example", "/preview/phone", "javascript:x"):
        assert (
            '<iframe class="preview-phone" src="/"'
            in preview.get(f"/preview/phone?page={other}").html
        )


def test_an_address_of_the_whole_site_says_that_it_is_none_here(preview: Previewed) -> None:
    assert "one of the whole site" in preview.get("/record", status=404).text
    assert preview.pages.client.post("/").status_code == 405


def test_a_fault_is_told_in_the_terminal_and_on_a_page(
    preview: Previewed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("learning.web.preview_cases.cases_page", lambda _: 1 / 0)
    assert "fault" in preview.get("/cases", status=500).text
    assert "/cases" in caplog.text


def test_pages_are_told_of_a_change(preview: Previewed) -> None:
    stream = preview.changes.stream()
    first = next(stream)
    assert f"data: {preview.changes.version}\n\n" in first
    assert next(stream) == ": still here\n\n"
    preview.changes.tell()
    assert next(stream) == f"retry: 500\ndata: {preview.changes.version}\n\n"
    version = preview.pages.client.get("/preview/version").text
    assert version == preview.changes.version
    assert f'data-preview-state="{version}"' in preview.get("/").html
    preview.changes.end()
    assert list(stream) == []
    answer = preview.pages.client.get("/preview/changes")
    assert answer.mimetype == "text/event-stream"


def test_a_case_that_was_never_whole_shows_only_why(tmp_path: Path) -> None:
    root = copied(tmp_path)
    put(DOOR, "---\n")(root)
    page = Previewed.of(root).get("/cases/in-01-the-green-door")
    assert "There is nothing to show yet" in page.text


def play_of(preview: Previewed) -> tuple[str, str]:
    """The file of a scenario below courses/, and its address."""
    found = next(preview.drafts.root.glob("crew/scenarios/*.yaml"))
    file = found.relative_to(preview.drafts.root).as_posix()
    return file, f"/courses/crew/scenarios/{found.stem}"


def test_a_scenario_shows_its_moments_and_where_its_choices_lead(preview: Previewed) -> None:
    file, address = play_of(preview)
    page = preview.get(address)
    for words in ("Beginning", "It leads to", "How it ended", "The debrief"):
        assert words in page.text
    assert address in preview.get("/courses/crew").links
    preview.change(swap(file, "status: live", "status: draft"))
    assert "Draft" in preview.get(address).text


def test_a_choice_that_leads_nowhere_is_told_at_its_moment(preview: Previewed) -> None:
    file, address = play_of(preview)
    preview.change(swap(file, " to: ", " to: nowhere-"))
    page = preview.get(address)
    assert "which is not there" in page.text
    assert page.html.index('id="node_') < page.html.index('id="problem_1"')


def test_a_scenario_that_is_broken_stays_and_one_that_never_was_whole_says_why(
    preview: Previewed,
) -> None:
    file, address = play_of(preview)
    preview.get(address)
    preview.change(put(file, "title: ["))
    assert "Shown as it was before" in preview.get(address).text
    preview.change(put("crew/scenarios/new.yaml", "title: ["))
    assert "There is nothing to show yet" in preview.get("/courses/crew/scenarios/new").text
    preview.get("/courses/crew/scenarios/none", status=404)
