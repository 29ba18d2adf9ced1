"""Whose words, about what: mentions resolved to actors and agreements."""
