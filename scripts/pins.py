"""What requirements.txt pins: read by the list of parts (sbom.py) and the check for known faults (advisories.py)."""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)\s*(;\s*(?P<marker>[^\\]+))?")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass
class Pin:
    """A package at a version, with the digests of its files and the condition under which it is installed."""

    name: str
    version: str
    marker: str = ""
    hashes: list[str] = field(default_factory=list)


def read(path: Path) -> list[Pin]:
    """All pins of a file. Raises ValueError for a line that is none, so that nothing is left out unnoticed."""
    pins: list[Pin] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.strip().removesuffix("\\").strip()
        if not text or text.startswith("#"):
            continue
        if digest := HASH.fullmatch(text):
            pins[-1].hashes.append(digest[1])
        elif pin := PIN.fullmatch(text):
            pins.append(Pin(normal(pin["name"]), pin["version"], (pin["marker"] or "").strip()))
        else:
            raise ValueError(f"{path.name}: not a pinned package: {line}")
    return pins


def normal(name: str) -> str:
    """The name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
