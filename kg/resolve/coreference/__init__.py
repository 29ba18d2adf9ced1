"""Coreference resolution in one article: one table, filled in one pass over the text."""
