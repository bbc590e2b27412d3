"""gunicorn behind nginx: one process for each unit, which takes no more connections than it has threads.

Whoever comes while all threads are busy waits in the socket, where any process may fetch it. systemd holds the socket,
so a process that ends loses nobody: what it has in hand is finished, the rest waits there for the others.
"""

import os
import socket

workers = 1
worker_class = "gthread"
threads = worker_connections = 8  # as PAGE_THREADS: each takes one connection of the database at a time
keepalive = 0  # nginx stands beside; a kept connection could end while a request is on its way
timeout = 60  # seconds without a sign of life of the process itself; pages have their own limit
graceful_timeout = 30  # seconds for what is in hand when told to end; a page takes ten at most
limit_request_line = 8190
worker_tmp_dir = "/dev/shm"  # noqa: S108 - signs of life are written into memory, not to a disk that may be slow
control_socket_disable = True
told_at = os.environ.pop("NOTIFY_SOCKET", "")  # else the parent would say that all is ready before the shop is loaded


def post_worker_init(worker):
    """Tell systemd that the shop is loaded: until then the next unit is not restarted."""
    if told_at:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as service:
            service.connect(told_at.replace("@", "\0", 1) if told_at.startswith("@") else told_at)
            service.sendall(b"READY=1")
