"""Manual corrections and their application."""
