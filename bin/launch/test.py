"""bin/test: everything that tells whether the project is sound, in an environment of its own."""

import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace

from environment import ROOT, prepare

REQUIREMENTS = (
    "requirements.txt",
    "requirements-traces.txt",
    "requirements-serve.txt",
    "requirements-test.txt",
    "requirements-lint.txt",
)
DATABASES = ("sqlite", "postgresql")
PARTS = (*DATABASES, "benchmark", "browser", "deploy", "house", "lint", "pooler", "types")
WORKERS = ("--numprocesses", "2", "--dist", "worksteal")  # one that is done takes tests over from the other
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DEPLOYED = {"nginx": "nginx", "openssl": "openssl", "curl": "curl", "git": "git", "systemd-analyze": "systemd"}
"""What the deploy files are tried with, each with Debian's package of it."""


def parse() -> Namespace:
    """The options; what follows -- is meant for pytest."""
    parser = ArgumentParser(
        prog="bin/test",
        description="Runs every check: rules and flows on SQLite and PostgreSQL, pages on SQLite and a smoke set of "
        "them on PostgreSQL. A check that cannot run fails the run, unless it is left out by name.",
        epilog="What follows -- goes to pytest: bin/test --without postgresql -- tests/orders -k refused",
    )
    parser.add_argument("--everything", action="store_true", help="all pages on both databases, in every window")
    parser.add_argument("--only", action="append", choices=PARTS, default=[], help="run this part (repeatable)")
    parser.add_argument("--without", action="append", choices=PARTS, default=[], help="leave it out (repeatable)")
    parser.add_argument("pytest", nargs="*", metavar="-- ARGUMENT", help="for pytest: paths, -k, -x ...")
    return parser.parse_args()


def main() -> None:
    """Install what the checks need, then become pytest."""
    options = parse()
    python = prepare(".venv-test", *REQUIREMENTS)
    if wanted("browser", options):
        os.environ["CHROMIUM"] = find_browser(python)
    if wanted("deploy", options):
        find_deployed()
    if wanted("pooler", options) and wanted("postgresql", options):
        find_pooler()
    os.chdir(ROOT)
    os.execv(python, [python, "-m", "pytest", *WORKERS, *selection(options), *options.pytest])


def wanted(part: str, options: Namespace) -> bool:
    """Whether this part takes place."""
    return part not in options.without and (not options.only or part in options.only)


def selection(options: Namespace) -> list[str]:
    """The options that tell pytest which parts to run."""
    named = [name for name in DATABASES if name in options.only] or DATABASES
    databases = [f"--database={name}" for name in named if name not in options.without]
    marks = [f"({' or '.join(options.only)})"] if options.only else []
    marks += [f"not {part}" for part in options.without]
    if "deploy" not in options.only and not options.everything:
        marks.append("not long")
    everything = ["--everything"] if options.everything else []
    return [*everything, *databases, "-m", " and ".join(marks)]


def find_browser(python: str) -> str:
    """The path of Chromium: from PATH, else from the system's packages, else the one that Playwright brings."""
    path = on_path(*BROWSERS) or install("chromium") or on_path(*BROWSERS)
    if path:
        return path
    if subprocess.run([python, "-m", "playwright", "install", "chromium"]).returncode != 0:
        sys.exit("There is no Chromium for the browser tests. Install it, or leave them out: --without browser")
    return ""


def find_deployed() -> None:
    """Install what is missing of the programs that the deploy files are tried with, or say what it is and end."""
    if missing := [package for program, package in DEPLOYED.items() if not on_path(program)]:
        install(*missing)
    if missing := [package for program, package in DEPLOYED.items() if not on_path(program)]:
        sys.exit(f"The tests of deploy/ need {', '.join(missing)}. Install it, or leave them out: --without deploy")


def find_pooler() -> None:
    """Install PgBouncer where that is ours to do; elsewhere its tests say what is missing."""
    if not on_path("pgbouncer"):
        install("pgbouncer")


def install(*packages: str) -> None:
    """Install the system's packages where that is possible without asking."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "--quiet"])
        subprocess.run(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages])


def on_path(*names: str) -> str:
    """The path of the first of these programs that is installed already, else nothing."""
    places = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"  # where servers are, which not every PATH names
    return next((path for name in names if (path := shutil.which(name, path=places))), "")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
