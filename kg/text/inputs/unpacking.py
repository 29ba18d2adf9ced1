"""Unpacking gzip and Zstandard as streams, with a limit on how much comes out."""

import gzip
import io
import sys

from kg.errors import ArticleError
from kg.text.inputs.record import MEBIBYTE
from kg.text.inputs.streams import FillingStream, PartialStream, Readable

PACKINGS = (".gz", ".zst")
# Text and HTML become 3 to 30 times smaller. What becomes larger than this multiple is taken for an attack.
LARGEST_RATIO = 100
# Bytes below which no ratio counts.
FREE = 64 * MEBIBYTE
_BUFFER = 65_536


def unpack(stream: Readable, packing: str, name: str) -> io.BufferedReader:
    """`stream` unpacked; `packing` is one of `PACKINGS`, `name` the input in messages.

    What is not packed so, ends too early, or becomes larger than `LARGEST_RATIO` allows makes reading raise
    `ArticleError`.
    """
    packed = FillingStream(stream)
    return io.BufferedReader(_Unpacked(packed, _open(packed, packing), packing, name), _BUFFER)


def check_unpacked(count: int, packed: int, name: str) -> None:
    """Raise `ArticleError` if `count` bytes are too many to come out of `packed` ones of `name`."""
    if count > max(FREE, LARGEST_RATIO * packed):
        raise ArticleError(
            f"{name} unpacks to more than {LARGEST_RATIO} times its size, so reading stops there; if it can"
            " be trusted, unpack or split it first."
        )


def _open(packed: FillingStream, packing: str) -> Readable:
    if packing == ".gz":
        return PartialStream(gzip.GzipFile(fileobj=packed))
    if sys.version_info >= (3, 14):
        from compression.zstd import ZstdFile
    else:
        from backports.zstd import ZstdFile

    return PartialStream(ZstdFile(packed))


class _Unpacked(FillingStream):
    """The bytes that come out of `packed`, up to the limit."""

    def __init__(self, packed: FillingStream, unpacked: Readable, packing: str, name: str) -> None:
        super().__init__(unpacked)
        self._packed = packed
        self._packing = packing
        self._name = name

    # The type of the buffer is that of the class above.
    def readinto(self, buffer, /) -> int:  # type: ignore[no-untyped-def]
        try:
            filled = super().readinto(buffer)
        except EOFError:
            raise ArticleError(
                f"{self._name} ends too early: its {self._packing} packing is incomplete; get it anew."
            ) from None
        # Zstandard's error has no base class but Exception, and its module is imported on first use.
        except Exception as error:
            raise ArticleError(
                f"{self._name} cannot be unpacked: it is not {self._packing}, or damaged ({error}); get it"
                " anew."
            ) from None
        check_unpacked(self.count, self._packed.count, self._name)
        return filled
