"""A plain folder that stands for the root of a machine: files of deploy/ with their paths and ports replaced."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.house.sources import ROOT as PROJECT

PLACES = ("/opt/gui", "/etc/gui", "/etc/nginx", "/etc/systemd", "/etc/letsencrypt", "/run/gui")
PLACES += ("/var/lib/gui", "/var/backups/gui", "/var/cache/nginx", "/var/log/nginx", "/var/www")
PLACE = re.compile(rf"(?<![\w.])({'|'.join(PLACES)})")
UNSHIPPED = ("tests/", "benchmark/", "findings/", "docs/images/")
"""What a running shop never reads, so that a version is quickly copied."""


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Root:
    """The folder. `replaced` maps what the files say, such as a port, to what holds in this test."""

    def __init__(self, replaced: Mapping[str, str]) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="gui-", dir="/tmp"))  # short: sockets have short paths
        self.replaced = dict(replaced)
        self.origin = self.path / "origin"
        for place in PLACES:
            self.at(place).parent.mkdir(parents=True, exist_ok=True)
        self.at("/etc/systemd/system").mkdir(parents=True)

    def at(self, path: str) -> Path:
        """Where a path of the machine is."""
        return self.path / path.lstrip("/")

    def text(self, text: str) -> str:
        """The text as it must read here."""
        for said, here in self.replaced.items():
            text = text.replace(said, here)
        return PLACE.sub(lambda found: f"{self.path}{found[1]}", text)

    def adapt(self, *paths: Path) -> None:
        """Let these files, or those in these folders, name what is here."""
        for path in paths:
            for file in [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]:
                if not file.is_symlink():
                    file.write_text(self.text(file.read_text(encoding="utf-8")), encoding="utf-8")

    def publish(self, **changes: str) -> None:
        """Make a version that can be cloned from `origin`: the project's files, with changes by path."""
        if not self.origin.exists():
            _copy(PROJECT, self.origin)
            self.adapt(self.origin / "deploy" / "gui")
            _git(self.origin, "init", "--quiet", "--initial-branch=main")
        for path, content in changes.items():
            (self.origin / path).parent.mkdir(parents=True, exist_ok=True)
            (self.origin / path).write_text(content, encoding="utf-8")
        _git(self.origin, "add", "--all")
        _git(self.origin, "-c", "user.name=T", "-c", "user.email=t@t.test", "commit", "--quiet", "--message", "Next")

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.path, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=source,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if not name.startswith(UNSHIPPED) and (source / name).is_file() and not (source / name).is_symlink():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, target / name)


def _git(folder: Path, *command: str) -> None:
    subprocess.run(["git", *command], cwd=folder, check=True, env=os.environ | {"GIT_CONFIG_GLOBAL": "/dev/null"})
