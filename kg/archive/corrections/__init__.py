"""Manual corrections and their application.

- `correction_file.py`: the lines of the file; `correction_objects.py`: what they add;
  `correction_writing.py`: written and taken out
- `correction_match.py`, `correction_fit.py`: which lines fit, and what they make of a reading;
  `statement_fit.py`, `position_fit.py`: of a statement and a position
- `subjects.py`, `effects.py`: what they are about, and what they do to it
- `correction_index.py`: in the ledger, which articles that concerns
"""
