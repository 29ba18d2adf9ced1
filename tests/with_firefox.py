"""Firefox for the tests of pages, driven by Marionette, the protocol that it has built in.

Playwright drives only a Firefox of its own. The commands are those of WebDriver
(https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
"""

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("firefox-esr", "firefox")
_MISSING = "Firefox is missing, so the pages were not opened in it (Debian: apt-get install firefox-esr)."
_PREFERENCES = {
    # A free port, which Firefox writes into the folder of the profile.
    "marionette.port": 0,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "webgl.force-enabled": True,
}
_SECONDS = 60


class Firefox:
    """A window of headless Firefox."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_SECONDS)
        self._number = 0
        self._receive()
        self._send("WebDriver:NewSession", capabilities={})

    def open(self, path: Path, view: str = "") -> None:
        """Open a file, from nothing, so that a view is that of a new page."""
        self._send("WebDriver:Navigate", url="about:blank")
        self._send("WebDriver:Navigate", url=f"{path.as_uri()}{view}")

    def run(self, script: str, *values: Any) -> Any:
        """What `script`, the body of a function of `values`, returns in the page."""
        return self._send("WebDriver:ExecuteScript", script=script, args=list(values))["value"]

    def wait(self, condition: str, *values: Any) -> None:
        """Wait until `condition`, an expression over `arguments`, holds in the page."""
        for _ in range(10 * _SECONDS):
            if self.run(f"return Boolean({condition})", *values):
                return
            time.sleep(0.1)
        raise AssertionError(f"In Firefox it is not so: {condition} {values}")

    def press(self, keys: str) -> None:
        """Type into what has the focus; U+E007 is Enter, U+E00C Escape."""
        events = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keys", "actions": events}]
        self._send("WebDriver:PerformActions", actions=actions)

    def errors(self) -> list[str]:
        """What went wrong in pages until now, as the console has it: scripts, policies, files."""
        self._send("Marionette:SetContext", value="chrome")
        found: list[str] = self.run(
            """return Services.console.getMessageArray()
              .filter((one) => one instanceof Ci.nsIScriptError && one.sourceName.startsWith("file:"))
              .filter(({ flags }) => !(flags & Ci.nsIScriptError.warningFlag))
              .map((one) => `${one.sourceName}: ${one.errorMessage}`)"""
        )
        self._send("Marionette:SetContext", value="content")
        return found

    def close(self) -> None:
        """End Firefox."""
        self._send("Marionette:Quit", flags=["eForceQuit"])
        self._socket.close()

    def _send(self, command: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise AssertionError(f"Firefox: {error['error']}: {error['message']}")
        assert isinstance(result, dict)
        return result

    def _receive(self) -> Any:
        length = b""
        while (byte := self._socket.recv(1)) != b":":
            assert byte, "Firefox has gone."
            length += byte
        content = b""
        while len(content) < int(length):
            content += self._socket.recv(int(length) - len(content))
        return json.loads(content)


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """Headless Firefox; where there is none, tests are skipped."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip(_MISSING)
    with tempfile.TemporaryDirectory() as name:
        profile = Path(name)
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in _PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        # The console is no matter of a page, so to read it needs leave.
        options = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
        command = [path, *options, "--profile", name]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
            try:
                opened = Firefox(_port(profile))
                yield opened
                opened.close()
                process.wait(_SECONDS)
            finally:
                process.kill()


def _port(profile: Path) -> int:
    """The port that Firefox listens on."""
    written = profile / "MarionetteActivePort"
    for _ in range(10 * _SECONDS):
        if written.is_file() and (text := written.read_text("utf-8").strip()):
            return int(text)
        time.sleep(0.1)
    raise AssertionError("Firefox does not answer.")
