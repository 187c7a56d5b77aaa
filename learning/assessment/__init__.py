"""What responses are worth: drawing items, reading what was sent, marking it, and the result.

Pure: authored types and plain values in, plain values out. This room must never know a database, a
person, a clock or a page; what it returns is for the learner, and nobody else's pages ask it.
"""

from __future__ import annotations

from learning.assessment.confidence import Confidence, read_confidence
from learning.assessment.drawing import Drawn, counts, draw
from learning.assessment.marking import MARKER, Mark, Note, Verdict, mark, score
from learning.assessment.responses import Raw, Response, read, write
from learning.assessment.result import Holding, Outcome, Scored, Summary, outcome, summary

__all__ = [
    "MARKER",
    "Confidence",
    "Drawn",
    "Holding",
    "Mark",
    "Note",
    "Outcome",
    "Raw",
    "Response",
    "Scored",
    "Summary",
    "Verdict",
    "counts",
    "draw",
    "mark",
    "outcome",
    "read",
    "read_confidence",
    "score",
    "summary",
    "write",
]
