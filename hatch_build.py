"""Brings YASGUI, the editor on the page `/sparql` of `kg serve`, from npm into `kg/server/yasgui`.

It does so when a wheel is built; `make yasgui` does it for a checkout. Without npm there is no editor, and
the page has a plain form.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PACKAGE, _VERSION = "@zazuko/yasgui", "4.6.2"
_SHA512 = "Zw45KdPoAE1KRaAoxIHdQqeJxvaVG1oQdntw0hy0ktX35Zu8ZccuOLrXCLwR+GU+0xMzLw8Mjw6BkSZV2vUuQw=="
# package.json names the authors and the licence (MIT).
_FILES = ("build/yasgui.min.js", "build/yasgui.min.css", "package.json")
_SECONDS = 120
_FOLDER = "kg/server/yasgui"


class YasguiHook(BuildHookInterface[Any]):
    """Puts the editor into a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the editor; where that fails, the wheel is built without it, and a warning says so."""
        if self.target_name != "wheel" or version == "editable":
            return
        folder = Path(self.root) / _FOLDER
        try:
            bring_yasgui(folder)
        except (OSError, subprocess.SubprocessError, ValueError, KeyError, tarfile.TarError) as error:
            self.app.display_warning(f"The wheel has no SPARQL editor; {_PACKAGE} did not come: {error}")
            return
        build_data["force_include"][str(folder)] = _FOLDER


def bring_yasgui(folder: Path) -> None:
    """Put the files of YASGUI into `folder`, unless they are there.

    Raises `OSError`, `subprocess.SubprocessError`, `tarfile.TarError` or `ValueError` if they do not come.
    """
    about = folder / "package.json"
    if about.is_file() and json.loads(about.read_text("utf-8"))["version"] == _VERSION:
        return
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not installed")
    with tempfile.TemporaryDirectory() as place:
        command = [npm, "pack", "--ignore-scripts", "--pack-destination", place, f"{_PACKAGE}@{_VERSION}"]
        subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=_SECONDS)
        (packed,) = Path(place).glob("*.tgz")
        digest = hashlib.sha512(packed.read_bytes()).digest()
        if base64.b64encode(digest).decode("ascii") != _SHA512:
            raise ValueError("its SHA-512 is another one")
        folder.mkdir(exist_ok=True)
        with tarfile.open(packed) as archive:
            # package.json comes last: it says that the others are there.
            for name in _FILES:
                content = archive.extractfile(f"package/{name}")
                assert content is not None
                (folder / Path(name).name).write_bytes(content.read())


if __name__ == "__main__":
    bring_yasgui(Path(__file__).parent / _FOLDER)
