"""Positions as words: who, in a statement, does what toward whom or what."""
