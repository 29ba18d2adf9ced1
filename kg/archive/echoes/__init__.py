"""Echoes: reports of one statement in several articles."""
