"""Whom the words of one article refer to: one table, made in one pass over the text."""
