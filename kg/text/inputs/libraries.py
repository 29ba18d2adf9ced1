"""The boundary to the libraries that read formats: they raise anything, and they log and warn."""

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import ArticleError, KgError

for _name in ("charset_normalizer", "htmldate", "inscriptis", "pypdf", "trafilatura", "warcio"):
    # Without a handler of its own, a logger prints its warnings to standard error.
    logging.getLogger(_name).addHandler(logging.NullHandler())

# Where a message begins to show the content of the file.
_BINARY = re.compile("[\0-\x1f\x7f-\x9f\ufffd]")


@contextmanager
def reading_with_library(name: str, what: str) -> Iterator[None]:
    """Make whatever a library raises in this block an `ArticleError`, and its warnings silent.

    `name` is the input, `what` it is in the message: “a PDF document”.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except KgError:
            raise
        # A damaged file makes these libraries raise nearly every type of exception.
        except Exception as error:
            reason = (
                _BINARY.split(" ".join(str(error).split()))[0][:200].rstrip(".: ") or type(error).__name__
            )
            raise ArticleError(
                f"{name} cannot be read as {what}: {reason}; it is damaged or incomplete, get it anew."
            ) from error
