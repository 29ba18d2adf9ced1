"""Manual corrections and their application.

- `correction_file.py`: the lines of the file; `correction_writing.py`: added and taken out
- `correction_fit.py`, `statement_fit.py`, `position_fit.py`: which fit, and what they make of a reading
- `subjects.py`, `effects.py`: what they are about, and what they do to it
- `correction_index.py`: in the ledger, which articles that concerns
"""
