"""Quantities that statements give, and reports of one quantity that differ."""
