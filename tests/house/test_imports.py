import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import DOMAIN, ROOT, nodes

WEB = {"flask", "flask_login", "flask_wtf", "flask_babel", "wtforms", "werkzeug", "stripe"}
ENVIRONMENT = {"environ", "environb", "getenv"}


def test_imports_run_from_the_edge_to_the_rules_and_never_back() -> None:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        pytest.fail(result.stdout + result.stderr, pytrace=False)


@pytest.mark.parametrize("package", DOMAIN)
def test_the_rules_do_not_know_the_web(package: str) -> None:
    found = [place for place, node in nodes(f"marketplace/{package}") if imported(node) & WEB]
    assert found == []


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    return {(node.module or "").split(".")[0]} if isinstance(node, ast.ImportFrom) else set()


def test_only_the_settings_read_the_environment() -> None:
    found = [
        place
        for place, node in nodes("marketplace")
        if (isinstance(node, ast.Attribute) and ast.unparse(node) in {f"os.{name}" for name in ENVIRONMENT})
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and ENVIRONMENT & {one.name for one in node.names})
    ]
    assert found == []
