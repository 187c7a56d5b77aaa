"""Installation: what administrators set on the web, and when the last backup was made.

Must never know a person beyond the id of whoever changed a setting, nor hold a secret.
"""
