"""A machine of the shop from nothing: the commands of docs/deploy.md, run in a plain folder that stands for its root.

What only a real machine has (packages, users, systemd, a certificate from outside) is stood in for here, each by as
little as the commands need; everything else is what the page says.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.deploy.guide import commands
from tests.deploy.parts import Bucket, Mailbox, Nginx, Postgres, RedisPart, program
from tests.deploy.root import Root, free_port
from tests.deploy.systemd import Service, listen
from tests.deploy.visitors import HOST, Visitor

NAMES = Path(__file__).parent / "names"
SHIMS = Path(__file__).parent / "shims"
PROJECT = Path(__file__).parents[2]


class Machine:
    """Every part of a shop on this machine; those that come with packages run already, unless nginx is enough."""

    def __init__(self, *, with_parts: bool = True) -> None:
        self.redis, self.bucket, self.mailbox = RedisPart(), Bucket(), Mailbox()
        self.postgres = Postgres()
        self.http, self.https = free_port(), free_port()
        self.root = Root(
            {
                "@127.0.0.1/": f"@127.0.0.1:{self.postgres.port}/",
                "redis://127.0.0.1:6379/0": self.redis.url,
                "smtp://user:password@smtp.example:587": f"smtp://127.0.0.1:{self.mailbox.port}",
                "s3://key:secret@bucket?endpoint=https://s3.example&region=name": self.bucket.url,
                "listen 80": f"listen 127.0.0.1:{self.http}",
                "listen 443": f"listen 127.0.0.1:{self.https}",
                "    listen [::]:80 default_server;\n": "",
                "    listen [::]:443 ssl default_server;\n": "",
                "    listen [::]:443 ssl http2;\n": "",
                "shop.example": HOST,
            }
        )
        self.root.replaced["https://git.example/gui.git"] = str(self.root.origin)
        self.nginx = Nginx(self.root, self.https)
        self.units = self.root.at("/etc/systemd/system")
        self.services: dict[str, Service] = {}
        self.timers: set[str] = set()
        self.listener = None
        for part in (self.postgres, self.redis, self.bucket, self.mailbox) if with_parts else ():
            part.start()

    @property
    def certificate(self) -> Path:
        """Whom visitors believe that this is the shop."""
        return self.root.at(f"/etc/letsencrypt/live/{HOST}/fullchain.pem")

    @property
    def path(self) -> str:
        """Where programs are found."""
        return f"{self.postgres.programs}:{Path(sys.executable).parent}:{os.environ['PATH']}:/usr/sbin:/sbin"

    def visitor(self) -> Visitor:
        """Somebody at an address of their own."""
        return Visitor(self.https, self.certificate)

    def follow(self, *sections: str) -> None:
        """Run the commands of these sections of the page, one after the other.

        Raises AssertionError with what the first one said that failed.
        """
        for heading, command in commands():
            if heading in sections:
                self.run(command)

    def database(self, role: str) -> str:
        """How this role of the shop reaches its database, as its secret says."""
        folder = "owner" if role == "gui_owner" else "secrets"
        return self.root.at(f"/etc/gui/{folder}/DATABASE_URL").read_text().strip()

    def run(self, command: str) -> str:
        """Run one command of the page; what it says. Raises AssertionError when it fails."""
        command = self.root.text(command)
        first, *arguments = shlex.split(command.partition("<<")[0]) if "|" not in command else [""]
        stands_in: dict[str, Callable[..., None]] = {
            "apt-get": _packages,
            "useradd": _packages,
            "usermod": _packages,
            "systemctl": self.systemctl,
            "certbot": self.certbot,
            "nginx": self.check_nginx,
        }
        if first in stands_in:
            stands_in[first](*arguments)
            return ""
        environment = os.environ | {
            "PATH": f"{SHIMS}:{self.path}",
            "PGHOST": str(self.postgres.folder),
            "PGPORT": str(self.postgres.port),
            "PGUSER": "postgres",
            "CURL_HOME": str(self.root.path),
            "TMPDIR": str(self.root.path),
            "PYTHON": sys.executable,
            "PIP_DRY_RUN": "1",
            "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def systemctl(self, verb: str, *names: str) -> None:
        """What systemd would do."""
        if verb == "daemon-reload":
            self.root.adapt(self.units)
            return
        for name in names:
            if name == "nginx":
                self.nginx.reload()
            elif name == "gui-web.socket":
                self.listener = listen(self.units)
            elif name.endswith(".timer"):
                assert (self.units / name).exists()
                self.timers.add(name)
            elif not name.startswith("-"):
                self._service(verb, name)

    def service(self, name: str) -> Service:
        """A service by its name."""
        if name not in self.services:
            self.services[name] = made = Service(self.root, self.units, name, self.path)
            if name == "gui-smoke":
                place = f"{HOST}=127.0.0.1:{self.https}"
                made.name_server = {"PYTHONPATH": str(NAMES), "SHOP_AT": place, "SSL_CERT_FILE": str(self.certificate)}
        return self.services[name]

    def _service(self, verb: str, name: str) -> None:
        service = self.service(name)
        if verb == "restart":
            service.stop()
        service.start(self.listener if service.all("Sockets") else None)

    def certbot(self, *_arguments: str) -> None:
        """A certificate that nobody but the visitors of this test believes."""
        self.certificate.parent.mkdir(parents=True)
        command = [program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        command += ["-nodes", "-days", "90", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
        command += ["-keyout", str(self.certificate.with_name("privkey.pem")), "-out", str(self.certificate)]
        subprocess.run(command, check=True, capture_output=True)
        (self.root.path / ".curlrc").write_text(
            f'cacert = "{self.certificate}"\nconnect-to = "{HOST}:443:127.0.0.1:{self.https}"\n'
        )

    def check_nginx(self, *_arguments: str) -> None:
        """`nginx -t`, once the files name what is here."""
        self.root.adapt(self.root.at("/etc/nginx"))
        self.nginx.test()

    def flask(self, *command: str) -> str:
        """What a command of the shop says, run as deploy/gui runs it."""
        return self.run(shlex.join(["/opt/gui/deploy/gui", *command]))

    def remove(self) -> None:
        """End everything, and leave nothing behind."""
        for service in self.services.values():
            service.wanted.clear()
        for service in self.services.values():
            service.kill()
        if self.listener:
            self.listener.close()
        for part in (self.nginx, self.mailbox, self.bucket, self.redis):
            with suppress(OSError):
                part.stop()
        self.postgres.remove()
        self.root.remove()


@contextmanager
def machine() -> Iterator[Machine]:
    """A machine for as long as the block lasts."""
    made = Machine()
    try:
        made.root.publish()
        yield made
    finally:
        made.remove()


def _packages(*_arguments: str) -> None:
    """Packages and users belong to a real machine; the programs themselves are asked for where they are started."""
