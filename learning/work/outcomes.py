"""What may come of a try at a job, beside being done.

Whoever does a job raises one of these with a reason that administrators read: it names nobody and
quotes nothing that was typed.
"""

from __future__ import annotations


class NotNow(Exception):
    """It did not work, and may work later: the job is tried again after a while."""


class NotEver(Exception):
    """It will not work however often it is tried: the job is given up at once, and listed."""
