"""The schema of EPCIS 2.0 as GS1 publishes it, which lies beside the project and is not ours to hand on."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft7Validator

FOLDER: Final = Path(__file__).parents[2] / "shared" / "epcis"


def faults_of(document: dict[str, Any]) -> list[str]:
    """What the schema finds wrong."""
    return [f"{fault.json_path}: {fault.message}" for fault in _validator().iter_errors(document)]


@cache
def _validator() -> Draft7Validator:
    return Draft7Validator(_published("EPCIS-JSON-Schema.json"))


@cache
def context() -> dict[str, Any]:
    """The words that the schema's documents are written in."""
    return _published("epcis-context.jsonld")


def examples() -> list[dict[str, Any]]:
    """Documents that GS1 gives as examples."""
    _published("epcis-context.jsonld")
    return [json.loads(path.read_text()) for path in sorted((FOLDER / "examples").glob("*.jsonld"))]


def _published(name: str) -> dict[str, Any]:
    """Skips the test, saying so in red, where the file is not."""
    if not FOLDER.is_dir():
        pytest.skip("NOT CHECKED: EPCIS documents against their published schema, which is in shared/epcis.")
    found: dict[str, Any] = json.loads((FOLDER / name).read_text())
    return found
