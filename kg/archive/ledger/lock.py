"""The lock of an output folder: one writer at a time, and who it is.

The operating system frees the lock of a process that ends, however it ends. Who holds it removes its file in
the end; to lock a file that was removed meanwhile counts for nothing (`filelock` sees to that).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import InputError, LedgerError

LOCK_NAME = "ledger.lock"
OWNER_NAME = "ledger.owner"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Let nobody else write in `folder`, which is made if it is missing; may be nested.

    Raises `LedgerError` if another process is writing there, `InputError` if the folder cannot be used.
    """
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # All locks of one folder in this process are one, which counts how often it is held.
        lock = FileLock(folder.resolve() / LOCK_NAME, blocking=False, is_singleton=True)
        lock.acquire()
    except Timeout:
        raise LedgerError(
            f"Another kg{_owner(folder)} is writing in {folder}; wait until it is done, or stop it."
        ) from None
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be written to: {error.strerror}.") from error
    owner = folder / OWNER_NAME
    try:
        if lock.lock_counter == 1:
            since = datetime.now().astimezone().isoformat(" ", "seconds")
            owner.write_text(f"process {os.getpid()}, since {since}", encoding="utf-8")
        yield
    finally:
        is_last = lock.lock_counter == 1
        if is_last:
            owner.unlink(missing_ok=True)
            Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()
        if is_last and is_new:
            with suppress(OSError):
                # Only an empty folder can be removed.
                folder.rmdir()


def _owner(folder: Path) -> str:
    """Who holds the lock, in brackets; empty if that is not known yet."""
    try:
        return f" ({(folder / OWNER_NAME).read_text('utf-8')})"
    except (OSError, UnicodeDecodeError):
        return ""
