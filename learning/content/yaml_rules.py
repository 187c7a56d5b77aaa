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
    "did not find expected '-' indicator": (
        "this does not fit the lines above: indent it as they are, or begin a list entry with '- '"
    ),
    "could not find expected ':'": "a name without a colon and a space: write name: value",
    "found unknown escape": "a backslash in double quotes: use single quotes, or write it twice",
}

_CURLY = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{DOUBLE LOW-9 QUOTATION MARK}")


def refuse(error: Exception, text: str, findings: Findings, above: int) -> None:
    """Tell where the parser stopped, in an author's words."""
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    line, column, rest = _stopped(error, said, text)
    lines = text.split("\n")
    rule, told = "yaml.syntax", f"{printable(said.strip())}: check the line and the one above"
    if "cannot start any token" in said and rest.startswith("\t"):
        rule, told = "yaml.tab", "a tab: use spaces to indent"
    elif "cannot start any token" in said:
        told = f"a text cannot begin with {rest[:1]}: put it in quotes"
    elif odd := _odd_indent(lines, line):
        line, column, told = odd, 1, "no-break spaces, which came with a copied text: use spaces"
    elif _is_curly(lines[line - 1]):
        told = 'curly quotes are no quotes here: put the whole text in straight ones, "so"'
    else:
        told = next((ours for theirs, ours in _SAID.items() if theirs in said), told)
    findings.add(rule, Place(line + above, column), told)


def _stopped(error: Exception, said: str, text: str) -> tuple[int, int, str]:
    """Line and column where the parser stopped, and what stands there.

    Where it stopped at the end nothing is to be seen, and a name without its colon is noticed on
    the next line: then where it began what never ended.
    """
    begun, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    early = "escape" in said or "could not find expected ':'" in said
    if mark is None or mark.line >= text.count("\n") or early:
        mark = begun or mark
    lines = text.split("\n")
    if mark is None:
        return 1, 1, lines[0]
    if mark.line >= len(lines):  # libyaml ends a last line that has no end
        return len(lines), len(lines[-1]) + 1, ""
    return mark.line + 1, mark.column + 1, lines[mark.line][mark.column :]


def _odd_indent(lines: list[str], stopped: int) -> int:
    """The line, where the parser stopped or one above, whose indent only looks like spaces."""
    for number in (stopped - 1, stopped):
        line = lines[number - 1] if number else ""
        if "\N{NO-BREAK SPACE}" in line[: len(line) - len(line.lstrip())]:
            return number
    return 0


def _is_curly(line: str) -> bool:
    """Whether a value begins with a quote of a word processor."""
    return line.partition(": ")[2].lstrip().startswith(_CURLY)
