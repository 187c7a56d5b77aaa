"""Work: what is done after a request: jobs that are claimed once, retried and listed, and mail.

Must never know what a job is about: who does a kind of work is told to the worker from above.
"""
