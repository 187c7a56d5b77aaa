"""Debrief: human-factors learning for people who protect children."""

__version__ = "0.1.0"
