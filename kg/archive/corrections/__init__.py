"""Manual corrections and their application.

- `correction_file.py`: the lines of the file
- `correction_fit.py`, `position_fit.py`: whether they fit, and what they make of a reading
- `subjects.py`, `effects.py`: what they are about, and what they do to it
- `correction_index.py`: in the ledger, which articles that concerns
"""
