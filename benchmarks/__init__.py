"""How accurate and how fast the program is. Not installed; README.md says how to run it."""
