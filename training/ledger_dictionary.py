"""The dictionary of the ledger's rows: `python -m training.ledger_dictionary FOLDER` writes `rows.dict`.

FOLDER is what `kg build corpus/texts` wrote: articles of Wikinews, by its contributors, under CC BY 2.5. The
dictionary has pieces of their rows, so of their texts. A ledger that was written with another dictionary
cannot be read: raise the version of the ledger with it.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from kg.archive.ledger.connection import read_rows
from kg.archive.ledger.ledger_tables import TABLES
from kg.archive.ledger.row_packing import DICTIONARY_NAME
from kg.archive.ledger.rows import Rows

if sys.version_info >= (3, 14):
    from compression.zstd import train_dict
else:
    from backports.zstd import train_dict

PATH = Path(__file__).parent.parent / "kg" / "archive" / "ledger" / DICTIONARY_NAME
# Bytes of the dictionary; twice as many save 3 % more.
_SIZE = 1 << 16
# Bytes of a piece, and of all pieces of a table, at most: so short rows count as much as readings.
_PIECE, _PIECES = 4_000, 1_000_000


def main() -> None:
    """Write the dictionary."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder that was built")
    with read_rows(parser.parse_args().folder) as rows:
        pieces = [piece for table in TABLES for piece in _pieces(rows, table)]
    PATH.write_bytes(train_dict(pieces, _SIZE).dict_content)


def _pieces(rows: Rows, table: str) -> Iterator[bytes]:
    contents = [content for _, content in rows.all(table)]
    Random(table).shuffle(contents)
    left = _PIECES
    for content in contents:
        for start in range(0, len(content), _PIECE):
            if left <= 0:
                return
            yield content[start : start + _PIECE]
            left -= len(content[start : start + _PIECE])


if __name__ == "__main__":
    main()
