"""Organisations, organs of states, governments and groups as actors."""
