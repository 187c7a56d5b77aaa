"""The web: pages and forms over the rooms. The only room that knows Flask.

A view fetches, checks a form's shape, calls one verb of a room and answers. Trade rules live below.
"""
