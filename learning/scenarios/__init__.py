"""Scenarios: played alone for one's own debrief, or by a crew around one screen.

Must never score a choice, nor know which of a crew made it.
"""
