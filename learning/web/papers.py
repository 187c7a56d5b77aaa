"""Certificates on paper: a tagged PDF (PDF/UA-1) that carries the signed statement in itself.

The same certificate gives the same bytes on every day and machine: the fonts are shipped, the date
is that of the certificate, and nothing else goes in.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

import segno
import typst

from learning import shipped
from learning.web.certificate_pages import Shown

#: first the face of the text, then those that have other letters
_FACES = ["Libertinus Serif", "Noto Sans"]
#: bytes that a code may hold and still be read from a sheet of paper
_CODE = 1_300
_UNSHOWN = "(name in the signed data)"
_UNSHOWN_WORDS = "(written in the signed data)"
_MISSING = (
    "It is written in letters that this sheet has no shapes for. The name is written in full in "
    "the signed data, which this file carries."
)
_TRY = b"""#set document(title: "-")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#sys.inputs.text"""


def certificate(shown: Shown, signed: bytes) -> bytes:
    """The PDF of a certificate; what its fonts cannot show is said to be in the signed data."""
    code = io.BytesIO()
    _code(signed).save(code, kind="svg", border=4, xmldecl=False)
    return _compiled(
        (shipped.folder("static") / "paper" / "certificate.typ").read_bytes(),
        {
            "facts": json.dumps(_facts(shown)),
            "signed": signed.decode("utf-8"),
            "code": code.getvalue().decode("utf-8"),
        },
    )


def code(signed: bytes) -> str:
    """The code of a signed statement as SVG, for a page."""
    drawn: str = _code(signed).svg_inline(border=4, light="#fff", omitsize=True, svgclass="code")
    return drawn


def holds_all(signed: bytes) -> bool:
    """Whether the code holds the signed statement itself."""
    return len(signed) <= _CODE


def right_to_left(text: str) -> bool:
    """Whether a text is read from the right: its first letter with a direction says so."""
    directions = (unicodedata.bidirectional(one) for one in text)
    return next((one != "L" for one in directions if one in ("L", "R", "AL")), False)


def _code(signed: bytes) -> segno.QRCode:
    """The signed text itself, or where it is too long its hash and where to check the file."""
    if holds_all(signed):
        return segno.make_qr(signed, error="l", boost_error=False)
    from learning.content.hashing import sha256

    origin = json.loads(signed)["statement"]["origin"]
    return segno.make_qr(f"{origin}/verify#{sha256(signed)}", error="m")


def _facts(shown: Shown) -> dict[str, Any]:
    """What the sheet says, with words in place of what the fonts cannot show."""
    named = can_show(shown.name)
    rows = [(term, text if can_show(text) else _UNSHOWN_WORDS) for term, text in shown.rows]
    day = dt.date.fromisoformat(shown.issued_on)
    return {
        "document": f"Certificate: {shown.title}, {shown.name}",
        "issuer": shown.issuer,
        "day": [day.year, day.month, day.day],
        "fonts": _faces(),
        "invented": shown.invented,
        "name": shown.name if named else _UNSHOWN,
        "rtl": named and right_to_left(shown.name),
        "missing": "" if named else _MISSING,
        "title": shown.title if can_show(shown.title) else _UNSHOWN_WORDS,
        "rows": rows,
        "limits": shown.limits,
        "check": shown.check,
        "code": "Code for checking this certificate",
    }


def can_show(text: str) -> bool:
    """Whether the fonts of the sheet have a shape for every letter of a text."""
    try:
        _compiled(_TRY, {"fonts": json.dumps(_faces()), "text": text})
    except typst.TypstError:
        return False
    return True


@cache
def _fonts() -> typst.Fonts:
    """The shipped fonts and those of the typesetter; never those of the machine."""
    folder = shipped.folder("static") / "paper" / "fonts"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


@cache
def _faces() -> list[str]:
    others = [name for name in _fonts().families() if name.startswith("Noto")]
    return [*_FACES, *(name for name in others if name not in _FACES)]


def _compiled(source: bytes, inputs: Mapping[str, str]) -> bytes:
    made: bytes = typst.compile(
        source, font_paths=_fonts(), sys_inputs=dict(inputs), pdf_standards="ua-1", format="pdf"
    )
    return made
