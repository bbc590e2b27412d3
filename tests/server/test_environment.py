"""The virtual environment that bin/run and bin/test make before anything else."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

LAUNCH = Path(__file__).parents[2] / "bin" / "launch"


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, at work in an empty folder where nothing is pinned."""
    monkeypatch.syspath_prepend(LAUNCH)
    module = import_module("environment")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    (tmp_path / "pins.txt").write_text("# nothing\n")
    return module


def test_only_changed_pins_are_installed_anew(
    environment: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    python = environment.prepare(".venv", "pins.txt")
    capfd.readouterr()
    assert environment.prepare(".venv", "pins.txt") == python
    assert capfd.readouterr().out == ""

    (tmp_path / "pins.txt").write_text("# something else\n")
    environment.prepare(".venv", "pins.txt")
    assert "Installing" in capfd.readouterr().out


def test_what_is_not_pinned_by_hash_is_refused(environment: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "pins.txt").write_text("flask==3.1.3\n")
    with pytest.raises(SystemExit, match="could not be installed"):
        environment.prepare(".venv", "pins.txt")
    assert not (tmp_path / ".venv" / "installed").exists()


def test_a_missing_venv_module_names_the_package(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        environment.prepare(".venv", "pins.txt")


def test_a_folder_that_cannot_be_made_is_named(environment: ModuleType, tmp_path: Path) -> None:
    (tmp_path / ".venv").touch()
    with pytest.raises(SystemExit, match="could not be made"):
        environment.prepare(".venv", "pins.txt")


def test_an_old_python_is_told_what_is_needed(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    result = subprocess.run(["/bin/sh", LAUNCH / "python"], env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert (result.returncode, result.stderr.split(" was ")[0]) == (1, "Python 3.11 or later is needed and")


def test_a_python_under_another_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "python3.12").symlink_to(sys.executable)
    command = ["/bin/sh", LAUNCH / "python", "-c", "print('found')"]
    result = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert result.stdout == "found\n"
