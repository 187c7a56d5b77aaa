"""The standards that other systems speak: what leaves here in their formats, and nothing else.

Knows no page and no form. It changes nothing: what it writes out was recorded by other rooms.
"""
