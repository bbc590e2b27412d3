"""A virtual environment that holds exactly the pinned packages; made once, made anew when the pins change.

Runs before anything is installed, so it uses the standard library alone.
"""

import hashlib
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def prepare(name: str, *requirements: str) -> str:
    """Make sure that the environment `name` holds what the requirement files pin; returns the path of its Python.

    Ends the program with a sentence and its remedy when that cannot be done.
    """
    folder = ROOT / name
    python = folder / "bin" / "python"
    stamp = folder / "installed"
    wanted = _fingerprint(requirements)
    if not (python.exists() and stamp.exists() and stamp.read_text() == wanted):
        print(f"Installing what is needed into {name} (once, about a minute) ...", flush=True)
        _create(folder)
        _install(python, requirements)
        stamp.write_text(wanted)
    return str(python)


def _fingerprint(requirements: tuple[str, ...]) -> str:
    pins = b"".join((ROOT / file).read_bytes() for file in requirements)
    return f"{sys.version_info.major}.{sys.version_info.minor} {hashlib.sha256(pins).hexdigest()}"


def _create(folder: Path) -> None:
    if find_spec("ensurepip") is None:
        sys.exit("Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv")
    try:
        venv.create(folder, clear=True, symlinks=True, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"The folder {folder} could not be made ({error}). Check that {folder.parent} can be written to.")


def _install(python: Path, requirements: tuple[str, ...]) -> None:
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--only-binary", ":all:"]
    for file in requirements:
        command += ["--requirement", ROOT / file]
    if subprocess.run(command).returncode != 0:
        sys.exit("The packages could not be installed; pip says why above. Check the network, then start again.")
