"""The version of the program, and of parts of its code."""

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path

__version__ = "0.1.0"


@cache
def code_version(*packages: str) -> str:
    """A hash of the Python files of `packages`, such as "kg.text"."""
    digest = hashlib.sha256()
    for package in packages:
        for path in sorted(Path(str(resources.files(package))).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
