"""Settings on the web: what administrators choose for the whole installation."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from learning.web import changing, chosen_pages, current
from learning.web.chosen_pages import ChosenForm
from learning.web.doors import open_to

area = Blueprint("chosen", __name__)
_SOON = "Everybody sees it within two seconds."


@area.get("/admin/settings")
@open_to("administrator")
def settings() -> Any:
    """What can be chosen, what holds, and where that comes from."""
    return render_template("chosen/chosen.html", rows=chosen_pages.every())


@area.get("/admin/settings/<key>")
@open_to("administrator")
def setting(key: str) -> Any:
    """One setting, with its form unless the machine gave it."""
    shown = chosen_pages.one(key)
    return chosen_pages.page(shown, ChosenForm(formdata=None, data={"text": shown.text}), "")


@area.post("/admin/settings/<key>")
@open_to("administrator", keeps_form=True)
def choose(key: str) -> Any:
    """Choose a setting."""
    form, label = ChosenForm(), chosen_pages.one(key).meant.label
    if not changing.kept(form, chosen_pages.act(key, form)):
        typed = chosen_pages.in_words(key, form.text.data or "")
        return chosen_pages.page(chosen_pages.one(key), form, typed)
    current.forget()
    return changing.done("/admin/settings", f"“{label}” is saved. {_SOON}")


@area.post("/admin/settings/<key>/reset")
@open_to("administrator", keeps_form=True)
def reset(key: str) -> Any:
    """Take a choice back, so that the setting holds as it comes."""
    form, shown = ChosenForm(), chosen_pages.one(key)
    if not changing.kept(form, chosen_pages.act_back(key, form)):
        form.text.process_data(chosen_pages.one(key).text)
        return chosen_pages.page(chosen_pages.one(key), form, f"{shown.default}, as it comes")
    current.forget()
    return changing.done("/admin/settings", f"“{shown.meant.label}” holds as it comes. {_SOON}")
