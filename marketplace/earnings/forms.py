"""The names of the tax office's forms (data/forms.toml)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class TaxForm:
    """What a paper is called, and where that is laid down. Both in Vietnamese, as the tax office reads them."""

    name: str
    legal_basis: str


_TABLE: Final = tomllib.loads((Path(__file__).with_name("data") / "forms.toml").read_text(encoding="utf-8"))
CERTIFICATE: Final = TaxForm(**_TABLE["certificate"])
DECLARATION: Final = TaxForm(**_TABLE["declaration"])
