"""The ledger: what has been read, in `ledger.sqlite` in the output folder. The graph is made from it.

An article is *read* (its text and where it was found), *extracted* (by the models), *resolved* (from itself
alone), and then in the graph. Each step of each article is a row, committed when it is done, so a stop at any
point loses the step that was going on and no other.

- `ledger.py`: the articles with what was read in them, as objects
- `connection.py`: the file, opened and closed; damage told in a sentence, or an index made again
- `rows.py`, `ledger_tables.py`: the rows and the tables: checksums and tallies
- `outcomes.py`: what of each article stands in the graph
- `encoding.py`, `row_packing.py`: objects as bytes, and these made shorter
- `lock.py`: one writer at a time
"""
