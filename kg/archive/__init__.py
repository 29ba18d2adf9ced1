"""All readings of a folder: kept, told under the same names, and compared.

    readings ─▶ staleness.py ─▶ index.py ─▶ corrections/ ─▶ echoes/, figure_index.py
                what has         the names   what people      reports of one statement,
                changed          of all      corrected        of one figure

- `ledger/`: the SQLite file in which all of it is kept, row by row, with checksums
- `staleness.py`: which articles are to be told otherwise than the graph has them
- `index.py`, `names/`: what a name means across articles, decided key by key
- `echoes/`, `figure_index.py`, `pairs/`: what several articles report, compared within blocks
- `corrections/`, `authority.py`, `authority_index.py`: the user's files

Nothing here depends on the order in which articles come; one that changes costs those that it concerns.
`kg/dataset_writer.py` goes through the steps; `docs/archive.md` tells of them for users.
"""
