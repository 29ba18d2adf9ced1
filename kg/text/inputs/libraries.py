"""The boundary to the libraries that read formats: they raise anything, and they log and warn."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import ArticleError, KgError

for _name in ("charset_normalizer", "htmldate", "inscriptis", "pypdf", "trafilatura", "warcio"):
    # Without a handler of its own, a logger prints its warnings to standard error.
    logging.getLogger(_name).addHandler(logging.NullHandler())


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
            reason = " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
            raise ArticleError(
                f"{name} cannot be read as {what}: {reason}; it is damaged or incomplete, get it anew."
            ) from error
