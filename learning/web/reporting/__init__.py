"""Telling a near-miss report: a small application of its own, without sessions and without sign-in.

It reads and sets no cookie, keeps no log of requests, and knows nothing of the site beside it. What
stands in front of it takes cookies away before anything here sees a request.
"""
