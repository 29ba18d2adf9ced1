"""Exceptions. The message of each is shown to the user.

KgError
├── UsageError      an invalid call: an unknown name, a broken query    (exit code 2)
│   └── LimitError       a query that needs more time, memory or rows than it may have
└── InputError      an input could not be read                          (exit code 3)
    ├── ArticleError     one article
    ├── LedgerError      the ledger: damaged, of another version, in use
    ├── ServerError      a server: it does not answer, or refuses what it is sent
    └── StoreError       the store: missing, damaged, of another version
"""


class KgError(Exception):
    """Base class. The message says what is wrong, where, and what to do.

    `path` is that of the file, folder or article that could not be read, if it is known.
    """

    exit_code = 1
    path: str | None = None


class UsageError(KgError):
    """The call is invalid."""

    exit_code = 2


class LimitError(UsageError):
    """A query needs more than it may have, and was stopped; `limit` names what is too little."""

    def __init__(self, message: str, limit: str = "") -> None:
        super().__init__(message)
        self.limit = limit


class InputError(KgError):
    """An input could not be read."""

    exit_code = 3


class ArticleError(InputError):
    """One article could not be read; the others are not affected."""


class LedgerError(InputError):
    """The ledger could not be opened, read or written."""


class StoreError(InputError):
    """The store could not be opened."""


class ServerError(InputError):
    """A server did not answer, or refused what it was sent."""
