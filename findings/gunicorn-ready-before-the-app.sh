#!/bin/sh
# Guess: a service of Type=notify that runs gunicorn is ready when gunicorn says READY=1, that is, when it can serve.
# Seen:  the parent says READY=1 before any worker has loaded the application; here the application never loads at all,
#        and systemd was told that the service is ready.
# Versions: gunicorn 27.0.1
# Why it matters: two instances restarted one after the other, each waited for, leave a time in which nobody serves. The
#        word has to be kept from the parent and said by a worker once the application is there (post_worker_init).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check gunicorn==27.0.1
cat > "$folder/never.py" <<'PYTHON'
raise RuntimeError("the application cannot be loaded")
PYTHON
cat > "$folder/watch.py" <<'PYTHON'
import os
import socket
import subprocess
import sys

folder = sys.argv[1]
notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
notices.bind(f"{folder}/notices")
notices.settimeout(20)
command = [f"{folder}/env/bin/gunicorn", "--bind", f"unix:{folder}/web", "never:app"]
environment = os.environ | {"NOTIFY_SOCKET": f"{folder}/notices"}
gunicorn = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
told = notices.recv(200).decode().splitlines()[0]
ended = gunicorn.wait(60)
print("guess: READY=1 is said once requests can be served")
print(f"seen: {told} was said, then gunicorn ended with {ended}: its application cannot be loaded")
sys.exit(told != "READY=1" or ended == 0)
PYTHON
"$folder/env/bin/python" -c 'import gunicorn; print("gunicorn", gunicorn.__version__)'
"$folder/env/bin/python" "$folder/watch.py" "$folder"
