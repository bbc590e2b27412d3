"""The project's own files, for tests that read them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = re.compile(r"(data|\.git|\.venv.*)/|(.*/)?(__pycache__|\.\w+_cache|\.hypothesis)/")
NO_RULES = {"web", "demo", "art", "gateways", "release", "job_handlers", "__pycache__"}
DOMAIN = sorted(path.name for path in (ROOT / "marketplace").iterdir() if path.is_dir() and path.name not in NO_RULES)


def files(pattern: str, *folders: str) -> list[Path]:
    """The project's files that match, below the folders or everywhere."""
    found = [path for folder in folders or ("",) for path in (ROOT / folder).rglob(pattern)]
    return sorted(path for path in found if path.is_file() and not NOT_OURS.match(name(path)))


def name(path: Path) -> str:
    """The path as seen from the project's folder."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> list[tuple[str, ast.AST]]:
    """Every node of the file, each with the place to name in a message."""
    file = name(path)
    return [(f"{file}:{getattr(node, 'lineno', 0)}", node) for node in ast.walk(tree(path))]


def nodes(*folders: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node of every Python file below the folders."""
    for path in files("*.py", *folders):
        yield from nodes_of(path)
