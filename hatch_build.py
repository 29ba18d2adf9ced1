"""Brings JavaScript of others from npm: YASGUI for `kg serve`, sigma and graphology for large graphs.

It does so when a wheel is built; `make yasgui sigma` does it for a checkout. Without npm there is no editor
on the page `/sparql`, which has a plain form, and the picture of a large graph shows its centre alone.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SECONDS = 120
# It names the authors and the licence (MIT).
_ABOUT = "package.json"


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm, the files of it that are needed, and the folder of the checkout where they go."""

    name: str
    version: str
    sha512: str
    files: tuple[str, ...]
    folder: str


_PACKAGES = {
    "yasgui": Package(
        "@zazuko/yasgui",
        "4.6.2",
        "Zw45KdPoAE1KRaAoxIHdQqeJxvaVG1oQdntw0hy0ktX35Zu8ZccuOLrXCLwR+GU+0xMzLw8Mjw6BkSZV2vUuQw==",
        ("build/yasgui.min.js", "build/yasgui.min.css"),
        "kg/server/yasgui",
    ),
    "graphology": Package(
        "graphology",
        "0.26.0",
        "8SSImzgUUYC89Z042s+0r/vMibY7GX/Emz4LDO5e7jYXhuoWfHISPFJYjpRLUSJGq6UQ6xlenvX1p/hJdfXuXg==",
        ("dist/graphology.umd.min.js", "LICENSE.txt"),
        "kg/pages/graphology",
    ),
    "sigma": Package(
        "sigma",
        "4.0.4",
        "qVZJ0WHhtOngpIpai7xfopkiTkwb92+Cl7zqcJBJos5juwH6FnkUfOM08mjgZ6Urd5WUAIsSbYNY41SL7BydYw==",
        ("dist/sigma.min.js", "LICENSE.txt"),
        "kg/pages/sigma",
    ),
}


class NpmHook(BuildHookInterface[Any]):
    """Puts the packages into a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the packages; the wheel is built without one that does not come, and a warning says so."""
        if self.target_name != "wheel" or version == "editable":
            return
        for package in _PACKAGES.values():
            folder = Path(self.root) / package.folder
            try:
                bring(package, folder)
            except (OSError, subprocess.SubprocessError, ValueError, KeyError, tarfile.TarError) as error:
                self.app.display_warning(f"The wheel is without {package.name}, which did not come: {error}")
                continue
            build_data["force_include"][str(folder)] = package.folder


def bring(package: Package, folder: Path) -> None:
    """Put the files of `package` into `folder`, unless they are there.

    Raises `OSError`, `subprocess.SubprocessError`, `tarfile.TarError` or `ValueError` if they do not come.
    """
    about = folder / _ABOUT
    if about.is_file() and json.loads(about.read_text("utf-8"))["version"] == package.version:
        return
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not installed")
    with tempfile.TemporaryDirectory() as place:
        wanted = f"{package.name}@{package.version}"
        command = [npm, "pack", "--ignore-scripts", "--pack-destination", place, wanted]
        subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=_SECONDS)
        (packed,) = Path(place).glob("*.tgz")
        digest = hashlib.sha512(packed.read_bytes()).digest()
        if base64.b64encode(digest).decode("ascii") != package.sha512:
            raise ValueError("its SHA-512 is another one")
        folder.mkdir(exist_ok=True)
        with tarfile.open(packed) as archive:
            # What it says of itself comes last: it tells that the others are there.
            for name in (*package.files, _ABOUT):
                content = archive.extractfile(f"package/{name}")
                assert content is not None
                (folder / Path(name).name).write_bytes(content.read())


if __name__ == "__main__":
    for chosen in sys.argv[1:]:
        bring(_PACKAGES[chosen], Path(__file__).parent / _PACKAGES[chosen].folder)
