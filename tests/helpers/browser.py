"""A headless Chromium, spoken to over a pipe in its own protocol (CDP); no driver, no download.

It is the Debian package `chromium`. Where it is missing, tests that need it are skipped.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import pytest

AXE = Path(__file__).parent / "axe.min.js"  # axe-core 4.14.1, MPL-2.0, as npm has it
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--remote-debugging-pipe",
)  # fmt: skip
_EVENTS = (
    "Network.requestWillBeSent",
    "Log.entryAdded",
    "Runtime.consoleAPICalled",
    "Runtime.exceptionThrown",
)


class Page:
    """One tab. `requests` are the addresses that it asked for, `messages` what its console said."""

    def __init__(self, browser: "Browser", session: str) -> None:
        self._browser, self._session = browser, session
        self.requests: list[str] = []
        self.messages: list[str] = []
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command of the protocol; return its result."""
        return self._browser.call(method, params, self)

    def note(self, message: dict[str, Any]) -> None:
        """Keep what the page did."""
        if message["method"] == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        elif message["method"] in _EVENTS:
            self.messages.append(json.dumps(message["params"]))

    def open(self, path: Path, width: int = 1280, *, dark: bool = False, media: str = "") -> Self:
        """Open a file as wide as that, and wait until it is there."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
            mobile=width < 500,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.call("Page.navigate", url=path.as_uri())
        self.run(
            "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))"
        )
        return self

    def run(self, script: str) -> Any:
        """Evaluate an expression in the page; return its value."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def find_violations(self) -> list[str]:
        """Return what axe-core finds wrong, with the places."""
        self.run(AXE.read_text("utf-8") + ";0")
        found = self.run("axe.run().then(found => found.violations)")
        return [
            f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:5]]}"
            for one in found
        ]

    def picture(self) -> bytes:
        """Return the whole page as PNG."""
        answer = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(answer["data"])

    def pdf(self) -> bytes:
        """Return the page as it is printed."""
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(answer["data"])


class Browser:
    """The running program, and its pipe: messages in JSON that end with a zero."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = os.fdopen(reading, "rb"), os.fdopen(writing, "wb")
        self._number = 0
        self._rest = b""

    def new_page(self) -> Page:
        """Open a tab."""
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        asked = {"targetId": target, "flatten": True}
        return Page(self, self.call("Target.attachToTarget", asked)["sessionId"])

    def call(self, method: str, params: dict[str, Any], page: Page | None = None) -> dict[str, Any]:
        """Send a command; return its result, and hand the page what it does meanwhile."""
        self._number += 1
        session = {"sessionId": page._session} if page else {}
        sent = {"id": self._number, "method": method, "params": params, **session}
        self._writing.write(json.dumps(sent).encode() + b"\0")
        self._writing.flush()
        while True:
            message = self._receive()
            if message.get("id") == self._number:
                assert "error" not in message, (method, message["error"])
                result: dict[str, Any] = message["result"]
                return result
            if page is not None and "method" in message:
                page.note(message)

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = self._reading.read1(1 << 20)
            assert more, "the browser went away"
            self._rest += more
        text, self._rest = self._rest.split(b"\0", 1)
        message: dict[str, Any] = json.loads(text)
        return message

    def close(self) -> None:
        """Let the pipe go."""
        for pipe in (self._reading, self._writing):
            with suppress(OSError):
                pipe.close()


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Start the browser with its own profile in that folder; stop it at the end."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("needs chromium")
    its_reading, writing = os.pipe()
    reading, its_writing = os.pipe()
    words = [program, *_FLAGS, f"--user-data-dir={folder}", "about:blank"]
    # The browser reads from 3 and writes to 4.
    script = f'exec 3<&{its_reading} 4>&{its_writing}; exec "$@"'
    with subprocess.Popen(
        ["bash", "-c", script, "bash", *words], pass_fds=(its_reading, its_writing),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"HOME": str(folder)},
    ) as process:  # fmt: skip
        os.close(its_reading)
        os.close(its_writing)
        started = Browser(reading, writing)
        try:
            yield started
        finally:
            with suppress(AssertionError, OSError):
                started.call("Browser.close", {})
            started.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
