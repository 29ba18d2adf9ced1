"""The version of the program, and of parts of its code."""

from functools import cache

__version__ = "0.1.0"


@cache
def code_version(*packages: str) -> str:
    """A hash of the Python files of `packages`, such as "kg.text"."""
    # Imported on first use: whoever only asks needs no hash of code.
    import hashlib
    from importlib import resources
    from pathlib import Path

    digest = hashlib.sha256()
    for package in packages:
        for path in sorted(Path(str(resources.files(package))).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
