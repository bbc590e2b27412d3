import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import DOMAIN, ROOT, nodes

WEB = {"flask", "flask_login", "flask_wtf", "flask_babel", "wtforms", "werkzeug", "stripe", "jinja2"}
TEMPLATES_OF_MAILS = "marketplace/notifications/letters.py"
STATES = {"state", "payment_state"}
SELF = {"self", "g"}  # `g` is what Flask keeps for one request
OWN_STATES = (
    "marketplace/certification/",
    "marketplace/dispatches/",
    "marketplace/imports/",
    "marketplace/payments/",
    "marketplace/sellers/",
)
BRINGS_THE_VERSION = "marketplace/web/page_cache.py"  # which begins to watch the database
ENVIRONMENT = {"environ", "environb", "getenv"}


def test_imports_run_from_the_edge_to_the_rules_and_never_back() -> None:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        pytest.fail(result.stdout + result.stderr, pytrace=False)


@pytest.mark.parametrize("package", DOMAIN)
def test_the_rules_do_not_know_the_web(package: str) -> None:
    found = [place for place, node in nodes(f"marketplace/{package}") if imported(node) & WEB]
    assert [place for place in found if not place.startswith(TEMPLATES_OF_MAILS)] == []


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


def test_no_view_holds_the_database() -> None:
    found = [place for place, node in nodes("marketplace/web") if brings_the_database(node)]
    assert [place for place in found if not place.startswith(BRINGS_THE_VERSION)] == []


def brings_the_database(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and "db" in {alias.name for alias in node.names}


def test_a_state_is_written_by_the_thing_itself_or_by_its_own_package() -> None:
    found = [place for place, node in nodes("marketplace") if writes_a_state(node) and not place.startswith(OWN_STATES)]
    assert found == []


def writes_a_state(node: ast.AST) -> bool:
    """Whether it gives another thing a state, by hand or in a statement: `Order.enter` alone may, with its event."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "values":
        return bool({keyword.arg for keyword in node.keywords} & STATES)
    targets = [each for target in getattr(node, "targets", []) for each in ast.walk(target)]
    return any(isinstance(each, ast.Attribute) and each.attr in STATES and owner(each) not in SELF for each in targets)


def owner(attribute: ast.Attribute) -> str:
    return str(getattr(attribute.value, "id", ""))
