"""Writes docs/sbom.cdx.json: the packages that the shop runs on, as a CycloneDX bill of materials.

It names exactly what requirements.txt pins and holds no date, so that it changes only when that does. A test compares
the two; run this after requirements.txt has changed.
"""

import json
import sys
from pathlib import Path

from pins import ROOT, Pin, read

TARGET = ROOT / "docs" / "sbom.cdx.json"


def component(pin: Pin) -> dict[str, object]:
    """A package as CycloneDX names it, with the digests of all its files, of which one is installed."""
    purl = f"pkg:pypi/{pin.name}@{pin.version}"
    condition = {"properties": [{"name": "requirement:marker", "value": pin.marker}]} if pin.marker else {}
    named = {"type": "library", "bom-ref": purl, "name": pin.name, "version": pin.version, "purl": purl}
    return {**named, "hashes": _hashes(pin), **condition}


def _hashes(pin: Pin) -> list[dict[str, str]]:
    return [{"alg": "SHA-256", "content": digest} for digest in pin.hashes]


def bill(requirements: Path) -> str:
    """The whole document."""
    shop = {"type": "application", "bom-ref": "gui", "name": "gui"}
    components = [component(pin) for pin in read(requirements)]
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": shop},
        "components": components,
        "dependencies": [{"ref": "gui", "dependsOn": [each["bom-ref"] for each in components]}],
    }
    return json.dumps(document, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(bill(ROOT / "requirements.txt"), encoding="utf-8")
    sys.stdout.write(f"wrote {TARGET}\n")
