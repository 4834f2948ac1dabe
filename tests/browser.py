"""Chromium without a screen, spoken to over two pipes: pages opened, keys pressed, pictures taken, rules of axe held."""

from __future__ import annotations

import base64
import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

#: No network, nothing of the machine's own, the same picture everywhere.
_SWITCHES = (
    "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--no-default-browser-check", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-extensions", "--disable-quic", "--hide-scrollbars", "--lang=ja", "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
_SECONDS = 20


def why_not() -> str:
    """Return why no page can be looked at here; "" where it can."""
    if not chromium():
        return "Chromium がありません（Debian では apt-get install chromium）。"
    return "" if axe() else "axe がありません（pip install --no-deps axe-playwright-python）。"


def chromium() -> str | None:
    """Return the program, None where there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def axe() -> Path | None:
    """Return the rules of accessibility as a script; of the wheel that brings it nothing else is used."""
    found = importlib.util.find_spec("axe_playwright_python")
    places = (
        [Path(place) / "axe.min.js" for place in (found.submodule_search_locations or ())] if found else []
    )
    return next((place for place in places if place.is_file()), None)


class Browser:
    """One page of a Chromium; ``close`` ends it."""

    def __init__(self, folder: Path) -> None:
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()
        command = [str(chromium()), *_SWITCHES, f"--user-data-dir={folder}", "about:blank"]
        # Chromium reads its orders from the third and answers on the fourth file that is open.
        shell = ["bash", "-c", f'exec "$@" 3<&{to_read} 4>&{from_write}', "bash", *command]
        self._process = subprocess.Popen(
            shell, pass_fds=(to_read, from_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(to_read)
        os.close(from_write)
        self._orders, self._answers = os.fdopen(to_write, "wb"), os.fdopen(from_read, "rb", buffering=0)
        self._rest, self._number, self._session = b"", 0, ""
        self.said: list[str] = []
        target = next(t for t in self._call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        asked = {"targetId": target["targetId"], "flatten": True}
        self._session = self._call("Target.attachToTarget", **asked)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(OSError, RuntimeError):
            self._call("Browser.close")
        self._orders.close()
        self._answers.close()
        try:
            self._process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send an order and return its answer; what is told meanwhile is kept in ``said`` where it is a complaint."""
        self._number += 1
        order: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            order["sessionId"] = self._session
        self._orders.write(json.dumps(order).encode() + b"\0")
        self._orders.flush()
        while True:
            message = self._read()
            if message.get("id") == self._number:
                if "error" in message:
                    raise RuntimeError(message["error"]["message"])
                result: dict[str, Any] = message["result"]
                return result
            self._note(message)

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = self._answers.read(1 << 16)
            if not piece:
                raise RuntimeError("Chromium ended")
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        about = message.get("params", {})
        match message.get("method"):
            case "Log.entryAdded":
                self.said.append(about["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.said.append(json.dumps(about["exceptionDetails"]))
            case "Network.requestWillBeSent" if not about["request"]["url"].startswith("file:"):
                self.said.append(about["request"]["url"])

    def open(
        self,
        page: Path,
        *,
        width: int = 1400,
        height: int = 900,
        dark: bool = False,
        script: bool = True,
        at: str = "",
    ) -> None:
        """Open a file in a window of a size, in light or dark, with JavaScript or without, at an anchor of it."""
        self.said.clear()
        self._call("Emulation.setScriptExecutionDisabled", value=not script)
        self._show(width, height, dark=dark)
        self._call("Page.navigate", url="about:blank")
        self._call("Page.navigate", url=f"{page.as_uri()}#{at}" if at else page.as_uri())
        end = time.monotonic() + _SECONDS
        while self.run("document.readyState + location.protocol") != "completefile:":
            assert time.monotonic() < end, "the page did not open"
            time.sleep(0.01)

    def look(
        self, *, width: int = 1400, height: int = 900, dark: bool = False, printed: bool = False
    ) -> None:
        """Look at the open page, as it is now, in a window of another size, in light or dark, or on paper."""
        self._show(width, height, dark=dark, printed=printed)
        self.run(
            "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
        )  # until it knows its size

    def _show(self, width: int, height: int, *, dark: bool, printed: bool = False) -> None:
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        wanted = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", media="print" if printed else "", features=[wanted])

    def run(self, expression: str) -> Any:
        """Return what JavaScript in the page gives."""
        answer = self._call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"], ensure_ascii=False))
        return answer["result"].get("value")

    def press(self, *keys: str) -> None:
        """Press keys one after the other: Tab, Enter, ArrowDown, Space."""
        codes = {"Tab": 9, "Enter": 13, "ArrowDown": 40, " ": 32}
        for key in keys:
            about = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": codes[key]}
            text = {"text": {"Enter": "\r", " ": " "}[key]} if key in ("Enter", " ") else {}
            self._call("Input.dispatchKeyEvent", type="keyDown", **about, **text)
            self._call("Input.dispatchKeyEvent", type="keyUp", **about)

    def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        self._call("Input.insertText", text=text)

    def print(self) -> bytes:
        """Return the page as a PDF, as a printer gets it."""
        answer = self._call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(answer["data"])

    def picture(self) -> bytes:
        """Return what is seen in the window, as a PNG."""
        return base64.b64decode(self._call("Page.captureScreenshot", format="png")["data"])

    def complaints(self) -> list[str]:
        """Return what breaks WCAG 2.1 AA, on which JIS X 8341-3 stands, or what axe calls good practice."""
        if not self.run("typeof axe === 'object'"):
            self.run(str(axe_source()))
        found = self.run(
            "axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
            " 'best-practice']}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map("
            "n => n.html.slice(0, 200) + ' ' + n.failureSummary).join(' / ')))"
        )
        return [str(one) for one in found]


def axe_source() -> str:
    """Return the script of axe."""
    path = axe()
    assert path
    return path.read_text(encoding="utf-8")
