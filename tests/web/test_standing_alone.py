"""The checking page as a folder: whole in itself, with no address of the site."""

from __future__ import annotations

import re

from learning.db import Database
from learning.settings import Settings
from learning.signing.keys import keys_of
from learning.web import standing_alone


def test_the_folder_leans_on_nothing_outside_it(settings: Settings, database: Database) -> None:
    files = standing_alone.checking_page(settings, database)
    page = files["index.html"].decode()
    led_to = re.findall(r'(?:src|href)="([^"#]*)"', page)
    assert led_to and set(led_to) <= files.keys()
    assert "default-src 'none'" in page
    assert keys_of(files["keys.json"])
    assert b"url(" not in files["verify.css"]
