"""The contents of rows, packed: shorter, and as they were."""

import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.archive.ledger.connection import LEDGER_NAME, open_rows
from kg.archive.ledger.encoding import encode
from kg.archive.ledger.row_packing import dictionary, packed, unpacked
from tests.with_statements import READINGS


@given(st.binary(max_size=2_000) | st.text(max_size=2_000).map(str.encode))
def test_a_content_comes_back_as_it_was(content: bytes) -> None:
    assert unpacked(packed(content)) == content
    assert len(packed(content)) <= len(content) + 1


def test_nothing_stays_nothing() -> None:
    assert packed(b"") == b""


def test_a_reading_gets_shorter() -> None:
    content = encode(READINGS[0])
    assert len(packed(content)) < len(content) / 3


@pytest.mark.parametrize("content", [b"\x01", b"\x01nothing that was packed"])
def test_what_was_not_packed_is_no_content(content: bytes) -> None:
    with pytest.raises(ValueError, match="it is not compressed with the dictionary of this program"):
        unpacked(content)


def test_the_dictionary_belongs_to_the_version_of_the_ledger(tmp_path: Path) -> None:
    """With another dictionary, raise the version in `connection.py`, then change both here."""
    with open_rows(tmp_path):
        pass
    (version,) = sqlite3.connect(tmp_path / LEDGER_NAME).execute("PRAGMA user_version").fetchone()
    digest = sha256(dictionary().dict_content).hexdigest()
    assert (version, digest[:16]) == (3, "c0575f7578065090")
