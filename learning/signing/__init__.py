"""Signed statements: made with a key of this installation, checked by anybody without a server.

This room knows bytes, keys and dates. It knows no database, no page and no course; what a
statement says is given to it.
"""
