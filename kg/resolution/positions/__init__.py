"""Positions: the scheme of acts, and whom or what a stance is toward."""
