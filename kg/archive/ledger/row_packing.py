"""The contents of rows, made shorter by Zstandard.

Rows are short and alike: what is in nearly all of them, from field names to IRIs, stands in a dictionary that
comes with the program (`rows.dict`, made by `training/ledger_dictionary.py`).
"""

import sys
from functools import cache
from importlib import resources

if sys.version_info >= (3, 14):
    from compression.zstd import CompressionParameter, ZstdCompressor, ZstdDict, ZstdError, decompress
else:
    from backports.zstd import CompressionParameter, ZstdCompressor, ZstdDict, ZstdError, decompress

DICTIONARY_NAME = "rows.dict"
# Higher ones take twice as long for 3 % less.
_LEVEL = 9
# A content as it is, and one that is compressed; what all frames begin with is left out.
_PLAIN, _SHORTENED = b"\0", b"\1"
_MAGIC = b"\x28\xb5\x2f\xfd"


def packed(content: bytes) -> bytes:
    """`content` in fewer bytes, or in one more; nothing stays nothing."""
    if not content:
        return content
    frame = _compressor().compress(content, ZstdCompressor.FLUSH_FRAME)[len(_MAGIC) :]
    return _SHORTENED + frame if len(frame) < len(content) else _PLAIN + content


def unpacked(content: bytes) -> bytes:
    """The content that `packed` made shorter. Raises `ValueError` for what it cannot have made."""
    if content[:1] != _SHORTENED:
        return content[1:]
    try:
        return decompress(_MAGIC + content[1:], zstd_dict=dictionary())
    except ZstdError as error:
        raise ValueError("it is not compressed with the dictionary of this program") from error


@cache
def dictionary() -> ZstdDict:
    """The dictionary. Ledgers of another one cannot be read."""
    return ZstdDict(resources.files(__package__).joinpath(DICTIONARY_NAME).read_bytes())


@cache
def _compressor() -> ZstdCompressor:
    # The row has a checksum, and there is one dictionary.
    options: dict[int, int] = {
        CompressionParameter.compression_level: _LEVEL,
        CompressionParameter.content_size_flag: 0,
        CompressionParameter.checksum_flag: 0,
        CompressionParameter.dict_id_flag: 0,
    }
    return ZstdCompressor(options=options, zstd_dict=dictionary().as_digested_dict)
