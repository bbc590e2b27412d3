"""nginx before two shops, as small as it can be: whoever refuses a connection is passed by."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIGURATION = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream shops {{
        server 127.0.0.1:{first} max_fails=1 fail_timeout=1s;
        server 127.0.0.1:{second} max_fails=1 fail_timeout=1s;
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://shops;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-Proto $scheme;
            # each connection is a visitor of its own, as far as the shop's limits are concerned
            proxy_set_header X-Forwarded-For "2001:db8:$connection::1";
        }}
    }}
}}
"""


@contextmanager
def balancer(folder: Path, port: int, first: int, second: int) -> Iterator[None]:
    """nginx listens at the port for as long as the block lasts."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    assert program, "There is no nginx. Install the package nginx."
    folder.mkdir()
    written = folder / "nginx.conf"
    user = "user root;" if Path.home() == Path("/root") else ""
    written.write_text(CONFIGURATION.format(folder=folder, user=user, port=port, first=first, second=second))
    with subprocess.Popen([program, "-p", folder, "-e", folder / "error.log", "-c", written]) as running:
        try:
            yield
        finally:
            running.terminate()
