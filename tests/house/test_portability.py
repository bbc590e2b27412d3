import re

import pytest

from tests.house.sources import files, name

TEXTS = {".cfg", ".css", ".html", ".in", ".js", ".json", ".md", ".py", ".sh", ".toml", ".tsv", ".txt", ".yml", ""}
FOREIGN = {
    "a path of one machine": re.compile(r"(?<![\w.:/-])/(?:work|root|tmp|farm|home/\w+|Users/\w+)/\w"),
    "an address of a package index": re.compile(r"file:/{3}|--(extra-)?index-u(rl)|--find-l(inks)|pythonhosted\.org"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_the_project_names_nothing_that_only_one_machine_has(kind: str) -> None:
    found = [
        f"{name(path)}: {match[0]}"
        for path in files("*")
        if path.suffix in TEXTS and (match := FOREIGN[kind].search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []
