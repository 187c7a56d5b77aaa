"""Releases: what authors wrote, published once and never changed, and which release is live.

Must never know who reads them.
"""
