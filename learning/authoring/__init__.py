"""Authoring: what the workshop of authors knows of courses beyond their text.

Must never know who anybody is: what is told of learners are counts, and none below a threshold.
"""
