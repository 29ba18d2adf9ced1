"""Agreements: what refers to them, and what articles say of them."""
