import ast

from tests.house.sources import files, name, nodes

LONGEST_FUNCTION = 40
LONGEST_FILE = 300


def test_functions_stay_short() -> None:
    found = [
        f"{place} {node.name}"
        for place, node in nodes("marketplace", "bin", "scripts")
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert found == []


def test_files_stay_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files("*.py")}
    long = [f"{name(path)}: {length}" for path, length in lengths.items() if length > LONGEST_FILE]
    assert [name for name in long if not name.startswith("migrations/")] == []
