"""What other programs find by reading the project."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent


def read_with(program: str, *arguments: str) -> None:
    """Fail with what the program prints when it is not content."""
    result = subprocess.run([PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        pytest.fail(f"{program}:\n{result.stdout}{result.stderr}", pytrace=False)


@pytest.mark.lint
def test_ruff_has_nothing_to_say() -> None:
    read_with("ruff", "check", "--quiet", "--output-format", "concise", ".")


@pytest.mark.lint
def test_djlint_has_nothing_to_say_about_the_templates() -> None:
    read_with("djlint", "--lint", "--quiet", "templates")


@pytest.mark.lint
def test_every_imported_package_is_required_and_every_required_one_is_imported() -> None:
    read_with("deptry", "--no-ansi", ".")


@pytest.mark.types
def test_mypy_has_nothing_to_say() -> None:
    read_with("mypy", "--no-error-summary")
