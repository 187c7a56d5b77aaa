"""The standards that other systems speak: what leaves here and comes here in their formats.

Knows no page and no form. It changes nothing: what it writes out was recorded by other rooms.
"""
