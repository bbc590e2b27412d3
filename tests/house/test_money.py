import ast
import re

from tests.house.sources import nodes

WHOLE = re.compile(r"\b(int|Dong)\b")


def is_money(node: ast.AST) -> bool:
    return any(str(getattr(part, "id", getattr(part, "attr", ""))).endswith("_vnd") for part in ast.walk(node))


def test_money_is_never_a_fraction() -> None:
    found = [
        place
        for place, node in nodes("marketplace")
        if (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and is_money(node))
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"float", "Decimal"} and is_money(node))
    ]
    assert found == []


def test_nobody_brings_decimals() -> None:
    found = [
        place
        for place, node in nodes("marketplace")
        if (isinstance(node, ast.ImportFrom) and node.module == "decimal")
        or (isinstance(node, ast.Import) and any(alias.name == "decimal" for alias in node.names))
    ]
    assert found == []


def test_what_is_called_vnd_is_a_whole_number() -> None:
    found = [(place, kind) for place, node in nodes("marketplace") if (kind := kind_of_money(node))]
    assert [(place, kind) for place, kind in found if not WHOLE.search(kind)] == []


def kind_of_money(node: ast.AST) -> str:
    """The annotation of an argument or field whose name ends in _vnd."""
    name = getattr(node, "arg", "") or getattr(getattr(node, "target", None), "id", "")
    annotation = getattr(node, "annotation", None)
    return ast.unparse(annotation) if annotation and name.endswith("_vnd") else ""
