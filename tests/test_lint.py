"""What other programs find by reading the project."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent


def findings(program: str, *arguments: str) -> str:
    """What the program prints when it is not content, else nothing."""
    result = subprocess.run([PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True)
    return result.stdout + result.stderr if result.returncode else ""


@pytest.mark.lint
def test_ruff_has_nothing_to_say() -> None:
    assert findings("ruff", "check", "--quiet", ".") == ""


@pytest.mark.lint
def test_djlint_has_nothing_to_say_about_the_templates() -> None:
    assert findings("djlint", "--lint", "--quiet", "templates") == ""


@pytest.mark.lint
def test_every_imported_package_is_required_and_every_required_one_is_imported() -> None:
    assert findings("deptry", "--no-ansi", ".") == ""


@pytest.mark.types
def test_mypy_has_nothing_to_say() -> None:
    assert findings("mypy", "--no-error-summary") == ""
