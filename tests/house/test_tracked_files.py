"""What the project keeps: what the owner fixed and what every project has, nothing that a run of the shop makes."""

import subprocess

from tests.house.sources import ROOT

FOLDERS = {".ci", "benchmark", "bin", "deploy", "docs", "findings", "marketplace", "migrations", "scripts", "static"}
FOLDERS |= {"templates", "tests", "translations"}


def test_no_data_folder_is_kept_with_the_code() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert {path.split("/")[0] for path in listed.splitlines() if "/" in path} - FOLDERS == set()
