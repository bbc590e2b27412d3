"""The bill of materials names what is pinned, and known faults are found in a copy of the list, without a network."""

import json
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.house.sources import ROOT

PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[.*\])?==([^ ;\\]+)", re.MULTILINE)


def pinned() -> set[str]:
    return {f"{name}@{version}" for name, version in PINNED.findall((ROOT / "requirements.txt").read_text("utf-8"))}


def test_the_bill_of_materials_names_exactly_what_is_pinned() -> None:
    bill = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = [component["purl"].removeprefix("pkg:pypi/") for component in bill["components"]]
    assert set(named) == pinned(), "run scripts/sbom.py"
    assert len(named) == len(set(named))
    assert all(component["hashes"] for component in bill["components"])
    written = subprocess.run(
        [sys.executable, "-c", "import sbom; print(sbom.bill(sbom.ROOT / 'requirements.txt'), end='')"],
        cwd=ROOT / "scripts",
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(written.stdout) == bill, "run scripts/sbom.py"


def advisory(name: str = "flask-login", *, days_ago: int = 1, **changed: Any) -> dict[str, Any]:
    modified = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat().replace("+00:00", "Z")
    package = {"package": {"ecosystem": "PyPI", "name": name}}
    events = [{"introduced": "0"}, {"fixed": "1.2"}, {"introduced": "2.0"}, {"last_affected": "2.3"}]
    return {
        "id": "PYSEC-1",
        "modified": modified,
        "affected": [{**package, "ranges": [{"type": "ECOSYSTEM", "events": events}], **changed}],
    }


def checked(folder: Path, *, version: str = "2.1") -> tuple[int, str]:
    requirements = folder.parent / "pins.txt"
    requirements.write_text(f"flask-login=={version} \\\n    --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    command = [sys.executable, ROOT / "scripts" / "advisories.py", folder, "--requirements", requirements]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def copied(tmp_path: Path, *found: dict[str, Any]) -> Path:
    folder = tmp_path / "osv"
    folder.mkdir()
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        for number, one in enumerate(found):
            archive.writestr(f"{number}.json", json.dumps(one))
    return folder


@pytest.mark.parametrize("version", ["1.0", "1.1.9", "2.0", "2.3"])
def test_a_version_with_a_fault_is_named(version: str, tmp_path: Path) -> None:
    status, said = checked(copied(tmp_path, advisory(), advisory("other")), version=version)
    assert (status, said.splitlines()[0]) == (1, f"flask-login {version}: PYSEC-1")


@pytest.mark.parametrize("version", ["1.2", "1.10", "2.3.1", "10"])
def test_a_version_without_it_is_not(version: str, tmp_path: Path) -> None:
    status, said = checked(copied(tmp_path, advisory()), version=version)
    assert (status, "No known fault in 1 packages among 1 advisories" in said) == (0, True)


def test_names_are_compared_as_pypi_does_and_listed_versions_count(tmp_path: Path) -> None:
    assert checked(copied(tmp_path, advisory("Flask_Login", versions=["3.0"], ranges=[])), version="3.0")[0] == 1


def test_what_was_withdrawn_is_no_fault(tmp_path: Path) -> None:
    assert checked(copied(tmp_path, advisory() | {"withdrawn": "2026-01-01T00:00:00Z"}))[0] == 0


def test_a_copy_that_is_old_or_missing_says_so(tmp_path: Path) -> None:
    assert checked(tmp_path / "none")[0] == 2
    status, said = checked(copied(tmp_path, advisory(days_ago=40)), version="9")
    assert (status, "NOT CHECKED: the copy is of" in said) == (3, True)
    (tmp_path / "osv" / "all.zip").write_bytes(b"PK damaged")
    status, said = checked(tmp_path / "osv")
    assert (status, "cannot be read" in said) == (2, True)
