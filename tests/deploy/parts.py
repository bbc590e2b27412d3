"""What a machine of the shop consists of beside the shop: each part can be started, stopped and started again.

A part keeps its port and what it holds, so that a stop is what the shop would see of a restart or a fault.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Protocol

import boto3
import psycopg
from aiosmtpd.controller import Controller
from moto.server import ThreadedMotoServer
from redis import Redis
from redis.exceptions import RedisError

from tests.buckets import PLACE
from tests.databases import _binaries as binaries
from tests.deploy.root import Root, free_port
from tests.redis_server import binary as redis_binary
from tests.running import eventually
from tests.smtp_server import Mailboxes

PROGRAMS = {"nginx": "nginx", "openssl": "openssl", "curl": "curl", "git": "git"}
"""What a test of the deploy files needs beside Python's packages, with Debian's package of it."""


def program(name: str) -> str:
    """The path of a program. Raises AssertionError that names what to install."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert found, f"There is no {name}. Install the package {PROGRAMS[name]}."
    return found


class Part(Protocol):
    """Something of the machine that can fail."""

    def start(self) -> None:
        """Let it work, at the port it always had."""

    def stop(self) -> None:
        """Let it end as a fault would end it: at once."""


class Postgres:
    """A PostgreSQL that keeps what was committed through any end."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="gui-pg-", dir="/tmp"))
        self.user = "nobody" if os.geteuid() == 0 else None
        self.programs = binaries(self.folder)
        if self.user:
            shutil.chown(self.folder, self.user)

    def start(self) -> None:
        if not (self.folder / "data").exists():
            who_may = ("--username=postgres", "--auth-local=trust", "--auth-host=scram-sha-256")
            self.run("initdb", *who_may, "--encoding=UTF8", "--no-locale")
        self.run(
            "pg_ctl", "start", "--wait", f"--options=-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        )

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, name: str, *arguments: str) -> None:
        """Run one of its own programs on its data."""
        with (self.folder / "log").open("ab") as log:
            done = subprocess.run(
                [self.programs / name, "-D", self.folder / "data", *arguments],
                user=self.user, cwd=self.folder, stdout=log, stderr=log,
            )  # fmt: skip
        assert done.returncode == 0, (self.folder / "log").read_text(errors="replace")[-2000:]

    def address(self, role: str = "postgres", password: str = "") -> str:
        """How a role reaches the shop's database; the superuser by the socket, without a password."""
        if role == "postgres":
            return f"postgresql://postgres@/gui?host={self.folder}&port={self.port}"
        return f"postgresql://{role}:{password}@127.0.0.1:{self.port}/gui"

    def ask(self, question: str) -> list[tuple[object, ...]]:
        """What the superuser is answered."""
        with psycopg.connect(self.address()) as connection:
            return connection.execute(question).fetchall()  # type: ignore[call-overload,no-any-return]

    def tell(self, statement: str) -> None:
        """Let the superuser change something."""
        with psycopg.connect(self.address()) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


class RedisPart:
    """A Redis that forgets everything when it ends."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [redis_binary(), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert eventually(self._is_there)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def _is_there(self) -> bool:
        try:
            return bool(Redis.from_url(self.url).ping())
        except RedisError:
            return False


class Bucket:
    """A bucket that keeps its files while its server is away."""

    def __init__(self) -> None:
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.url = f"s3://k:s%2F%2B@anh/shop?endpoint={self.endpoint}"
        self.server: ThreadedMotoServer | None = None

    def start(self) -> None:
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self.server.start()
        if not any(each["Name"] == "anh" for each in self._client().list_buckets()["Buckets"]):
            self._client().create_bucket(Bucket="anh")

    def stop(self) -> None:
        if self.server:
            self.server.stop()
            self.server = None

    def names(self) -> set[str]:
        """The names of all files in it."""
        return {each["Key"] for each in self._client().list_objects_v2(Bucket="anh").get("Contents", [])}

    def _client(self) -> Any:
        return boto3.client("s3", endpoint_url=self.endpoint, **PLACE)


class Mailbox:
    """A mail server that takes everything."""

    def __init__(self) -> None:
        self.port = free_port()
        self.boxes = Mailboxes({})
        self.controller: Controller | None = None

    def start(self) -> None:
        self.controller = Controller(self.boxes, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None


class Nginx:
    """nginx with the configuration in the root's /etc/nginx, around which it has what Debian's own file has."""

    def __init__(self, root: Root, port: int) -> None:
        self.root, self.port = root, port
        self.main = root.path / "nginx.conf"
        self.process: subprocess.Popen[bytes] | None = None
        for folder in ("conf.d", "sites-enabled"):
            root.at(f"/etc/nginx/{folder}").mkdir(parents=True, exist_ok=True)
        for folder in ("/var/cache/nginx", "/var/log/nginx", "/var/lib/nginx"):
            root.at(folder).mkdir(parents=True, exist_ok=True)
        user = "user root;" if os.geteuid() == 0 else ""
        kinds = "body proxy fastcgi uwsgi scgi"
        temporary = "".join(
            f"{'client_body' if kind == 'body' else kind}_temp_path {root.at('/var/lib/nginx')}/{kind};"
            for kind in kinds.split()
        )
        types = Path("/etc/nginx/mime.types")
        self.main.write_text(
            f"{user} daemon off; worker_processes 2; pid {root.path}/nginx.pid; error_log {root.path}/nginx.log;"
            "events { worker_connections 1024; }"
            f"http {{ include {types}; default_type application/octet-stream; {temporary} access_log off;"
            f"include {root.at('/etc/nginx')}/conf.d/*.conf; include {root.at('/etc/nginx')}/sites-enabled/*; }}"
        )

    def test(self) -> None:
        """`nginx -t`."""
        command = [program("nginx"), "-t", "-c", str(self.main), "-p", str(self.root.path)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        command = [program("nginx"), "-c", str(self.main), "-p", str(self.root.path)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert eventually(self._is_there), (self.root.path / "nginx.log").read_text()

    def _is_there(self) -> bool:
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", self.port)) == 0

    def reload(self) -> None:
        """Read the configuration again; start when it does not run yet."""
        if self.process is None or self.process.poll() is not None:
            self.start()
        else:
            self.process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)
