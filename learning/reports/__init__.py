"""Confidential near-miss reporting: intake, receipts, sealing, reading and retention.

Knows no page, no form and no learner. What somebody told is sealed before it reaches the database;
nothing leaves this room unsealed, and no other room may read its tables.
"""
