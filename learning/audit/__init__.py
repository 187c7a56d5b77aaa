"""Audit: who did what to whom, and when, in lines that are only ever added.

Must never know what a line is about beyond an id: no name, no text that was typed, no answer. What
is shown beside an id is looked up when somebody reads the lines.
"""
