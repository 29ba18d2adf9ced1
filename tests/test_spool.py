"""The temporary file of readings."""

import tempfile

from kg.spool import Spool
from tests.with_doubt import READING
from tests.with_statements import READINGS


def test_readings_come_back_as_they_were() -> None:
    with tempfile.TemporaryFile() as file:
        spool = Spool(file)
        for reading in (READING, *READINGS):
            spool.add(reading)
        assert [*spool] == [READING, *READINGS]
        assert [one.candidates for one in next(iter(spool)).statements] == [
            one.candidates for one in READING.statements
        ]
