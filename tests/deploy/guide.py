"""The commands of docs/deploy.md, in their order, by the section they stand in."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "deploy.md"
HEREDOC = re.compile(r"<<'(\w+)'$")


def commands(page: Path = PAGE) -> Iterator[tuple[str, str]]:
    """Each command with the heading above it; what a command is fed (a here-document) is part of it."""
    heading, inside, ends_with, waiting = "", False, "", list[str]()
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            inside = line == "```sh"
        elif not inside:
            heading = line.lstrip("# ") if line.startswith("#") else heading
        else:
            waiting.append(line)
            if found := HEREDOC.search(line):
                ends_with = found[1]
            if not ends_with or line == ends_with:
                yield heading, "\n".join(waiting)
                waiting, ends_with = [], ""
