"""What can go wrong, as exceptions whose message is the sentence a user reads.

KgError
├── UsageError      the call was wrong: an unknown name, a broken query    (exit code 2)
└── InputError      something could not be read                            (exit code 3)
    ├── ArticleError     one article
    └── StoreError       the store: missing, damaged, of another version
"""


class KgError(Exception):
    """A mistake with a clear sentence: what, where, and what to do."""

    exit_code = 1


class UsageError(KgError):
    """What was asked cannot be done as asked."""

    exit_code = 2


class InputError(KgError):
    """An input could not be read."""

    exit_code = 3


class ArticleError(InputError):
    """One article could not be read; the others are not affected."""


class StoreError(InputError):
    """The store could not be opened."""
