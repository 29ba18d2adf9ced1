"""Stances: the positions that attributions take or report, as spans, unresolved."""
