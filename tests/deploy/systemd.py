"""As much of systemd as the units in deploy/ need, so that the tests start what the units say and nothing else.

A unit that says something this file does not know fails, so that no line of a unit stays without a look at it.
"""

import contextlib
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from tests.deploy.root import Root

ACTED_ON = {"Type", "ExecStart", "Sockets", "Restart", "RestartSec", "TimeoutStartSec", "TimeoutStopSec", "KillMode"}
ACTED_ON |= {"WorkingDirectory", "EnvironmentFile", "Environment", "LoadCredential", "UMask"}
OF_THE_KERNEL = re.compile(
    r"User|Group|NotifyAccess|Nice|MemoryMax|NoNewPrivileges|CapabilityBoundingSet|Private\w+|Protect\w+|ProcSubset"
    r"|ReadWritePaths|LockPersonality|Restrict(Namespaces|Realtime|SUIDSGID|AddressFamilies)|RemoveIPC|SystemCall\w+"
)
PATIENCE_HERE = 3
"""How much longer a start may take than on a machine of its own: here many things are started at once."""
SOCKET_LAUNCHER = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.environ['LISTEN_PID'] = str(os.getpid()); "
SOCKET_LAUNCHER += "os.execv(sys.argv[2], sys.argv[2:])"


class Service:
    """A service of the machine, such as `gui-web@1`; it is started again when it ends by itself."""

    def __init__(self, root: Root, folder: Path, name: str, path: str) -> None:
        self.root, self.name, self.path = root, name, path
        template = re.sub(r"@\w+", "@", name)
        self.lines = [
            *_lines((folder / f"{template}.service").read_text(encoding="utf-8")),
            *_lines((folder / "gui-.service.d" / "common.conf").read_text(encoding="utf-8")),
        ]
        unknown = {key for key, _ in self.lines} - ACTED_ON
        assert {key for key in unknown if not OF_THE_KERNEL.fullmatch(key)} == set(), name
        self.process: subprocess.Popen[bytes] | None = None
        self.name_server: dict[str, str] = {}
        """What lets it find the shop by its public name, which is known on this machine alone."""
        self.wanted = Event()
        self.log = root.path / f"{name}.log"

    def all(self, key: str) -> list[str]:
        """What the unit says of this, each time."""
        index = self.name.partition("@")[2]
        return [
            value.replace("%i", index).replace("%d", str(self.credentials)) for name, value in self.lines if name == key
        ]

    def last(self, key: str, default: str = "") -> str:
        """What the unit says of this in the end."""
        return ([default, *self.all(key)])[-1]

    @property
    def credentials(self) -> Path:
        """The folder with this service's copies of its secrets."""
        return self.root.path / "credentials" / self.name

    def environment(self) -> dict[str, str]:
        """What the unit gives, and nothing of this process's own but where programs are."""
        given = {"PATH": self.path, "LANG": "C.UTF-8"}
        for line in self.all("Environment"):
            given |= dict([line.split("=", 1)])
        for file in self.all("EnvironmentFile"):
            said = Path(file).read_text(encoding="utf-8").splitlines()
            given |= dict(line.split("=", 1) for line in said if "=" in line and not line.startswith("#"))
        self.credentials.mkdir(parents=True, exist_ok=True)
        for name, _, folder in (line.partition(":") for line in self.all("LoadCredential")):
            for file in Path(folder).iterdir():
                shutil.copyfile(file, self.credentials / f"{name}_{file.name}")
        return given | self.name_server | {"CREDENTIALS_DIRECTORY": str(self.credentials)}

    def start(self, listener: socket.socket | None = None) -> None:
        """Start it, and wait until it says that it is ready when it is of that kind. A oneshot must succeed."""
        if self.last("Type") == "oneshot":
            for command in self.all("ExecStart"):
                code = self._run(shlex.split(command)).wait()
                assert code == 0, f"{self.name}: {command} ended with {code}\n{self.log.read_text()[-4000:]}"
            return
        self.wanted.set()
        self._start(listener)
        Thread(target=self._keep, args=[listener], daemon=True).start()

    def run_with(self, **settings: str) -> int:
        """The status with which its command ends under other settings."""
        (command,) = self.all("ExecStart")
        return self._run(shlex.split(command), None, **settings).wait()

    def stop(self) -> None:
        """Tell it to end, as its unit says, and wait."""
        self.wanted.clear()
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds(self.last("TimeoutStopSec", "90")))
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"{self.name} did not end when it was told to") from None

    def kill(self) -> None:
        """End all of its processes at once, as the kernel does that has no memory left."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _start(self, listener: socket.socket | None) -> None:
        (command,) = self.all("ExecStart")
        at = self.root.path / f"notify-{self.name}"
        at.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices:
            notices.bind(str(at))
            self.process = self._run(shlex.split(command), listener, NOTIFY_SOCKET=str(at))
            if self.last("Type") == "notify":
                self._await_ready(notices, seconds(self.last("TimeoutStartSec", "90")) or 0)

    def _await_ready(self, notices: socket.socket, patience: float) -> None:
        notices.settimeout(0.2)
        ends_at = monotonic() + PATIENCE_HERE * patience
        while self.process and self.process.poll() is None and self.wanted.is_set():
            with contextlib.suppress(TimeoutError):
                if b"READY=1" in notices.recv(200):
                    return
            assert monotonic() < ends_at, f"{self.name} did not become ready\n{self.log.read_text()[-4000:]}"
        assert not self.wanted.is_set(), f"{self.name} ended while it started\n{self.log.read_text()[-4000:]}"

    def _run(self, command: list[str], listener: socket.socket | None = None, **more: str) -> subprocess.Popen[bytes]:
        environment = self.environment() | more
        if listener:
            command = [sys.executable, "-c", SOCKET_LAUNCHER, str(listener.fileno()), *command]
            environment["LISTEN_FDS"] = "1"
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                env=environment,
                cwd=Path(self.last("WorkingDirectory")).resolve(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=int(self.last("UMask", "0022"), 8),
                pass_fds=[listener.fileno()] if listener else [],
            )

    def _keep(self, listener: socket.socket | None) -> None:
        """Restart=always."""
        while self.process:
            self.process.wait()
            if not self.wanted.is_set() or self.last("Restart") != "always":
                return
            Event().wait(seconds(self.last("RestartSec", "1")))
            if self.wanted.is_set():
                self._start(listener)


def listen(folder: Path) -> socket.socket:
    """The socket of the web processes, as its unit describes it; it is open for as long as the machine runs."""
    said = dict(_lines((folder / "gui-web.socket").read_text(encoding="utf-8")))
    path = Path(said["ListenStream"])
    path.parent.mkdir(parents=True, exist_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    path.chmod(int(said["SocketMode"], 8))
    listener.listen(int(said["Backlog"]))
    return listener


def seconds(text: str) -> float | None:
    """A time as units say it; None for ever."""
    number, unit = re.fullmatch(r"(\d+)(\w*)", text).groups() if text[0].isdigit() else (0, text)  # type: ignore[union-attr]
    return None if unit == "infinity" else int(number) * {"": 1, "s": 1, "min": 60, "h": 3_600}[unit]


def _lines(text: str) -> list[tuple[str, str]]:
    """The lines of a unit's own section, in their order."""
    found, is_own = [], False
    for line in text.splitlines():
        if line.startswith("["):
            is_own = line in {"[Service]", "[Socket]"}
        elif is_own and line and not line.startswith(("#", ";")):
            key, _, value = line.partition("=")
            found.append((key, value))
    return found
