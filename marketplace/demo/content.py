"""Reads the demo shop's texts and figures from its TOML files."""

import tomllib
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def rows(name: str, file: str = "") -> list[Row]:
    """The entries called `name` of a file, by default of `data/<name>s.toml`."""
    found: list[Row] = _read(file or f"{name}s")[name]
    return found


def table(name: str, file: str) -> Row:
    """The table called `name` of a file."""
    found: Row = _read(file)[name]
    return found


def products() -> list[Row]:
    """The goods, each completed with what its family of care says about keeping and labelling."""
    care = _read("care")
    return [care[row["care"]] | row for row in rows("product")]


def _read(name: str) -> Row:
    return tomllib.loads((Path(__file__).with_name("data") / f"{name}.toml").read_text(encoding="utf-8"))
