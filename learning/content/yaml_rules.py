"""What the YAML parser refuses, in an author's words.

The parser names tokens and states; an author needs the place and what to type instead. What it says
in a new version and is not known here is passed on as it stands.
"""

from __future__ import annotations

from learning.content.problems import Findings, Place, printable

_SAID = {
    "mapping values are not allowed": "a colon within a text: put the whole text in quotes",
    "unexpected end of stream": "a quote that is opened here is never closed: close it",
    "while parsing a flow": "a bracket that is never closed, or a comma missing: check the line",
    "did not find expected key": "this does not fit the lines above: check indent and quotes",
    "expected <block end>": "this does not fit the lines above: check indent and quotes",
    "did not find expected '-' indicator": "a list entry is due here: begin it with '- '",
    "could not find expected ':'": "a key without a colon: write name: value",
    "found unknown escape": "a backslash in double quotes: use single quotes, or write it twice",
}


def refuse(error: Exception, text: str, findings: Findings, above: int) -> None:
    """Tell where the parser stopped, in an author's words."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    if mark is not None and mark.line >= text.count("\n"):  # at the end: what never ended
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        findings.add("yaml.syntax", Place(1 + above, 1), f"not YAML: {printable(str(error))}")
        return
    place = Place(mark.line + 1 + above, mark.column + 1)
    lines = text.split("\n")
    rest = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
    if "cannot start any token" in said and rest.startswith("\t"):
        findings.add("yaml.tab", place, "a tab: use spaces to indent")
    elif "cannot start any token" in said:
        findings.add("yaml.syntax", place, f"a text cannot begin with {rest[:1]}: put it in quotes")
    else:
        known = (ours for theirs, ours in _SAID.items() if theirs in said)
        told = next(known, f"{printable(said.strip())}: check the line and the one above")
        findings.add("yaml.syntax", place, told)
