"""Pairs of reports of one thing: found by blocks, kept in the ledger, changed by difference."""
