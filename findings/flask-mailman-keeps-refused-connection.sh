#!/usr/bin/env bash
# What becomes of the connection to the mail server when it refuses a recipient.
#
# Guess: `EmailMessage.send()` opens a connection, sends and closes it, whatever the server answers; Flask-Mailman is a
#   port of Django's mail, where the closing stands in a `finally`.
# Seen: after a mail that was taken the session has ended with QUIT. After a recipient that was refused it is still open at
#   the server, for as long as anything holds the message or the exception, and QUIT never comes.
#   With `with message.get_connection() as server: server.send_messages([message])` it ends in both cases.
# Versions: Flask-Mailman 1.1.1, Flask 3.1.2, aiosmtpd 1.4.6.
# Why it matters: a worker that notes refusals and goes on holds one session more for each of them, and mail servers
#   allow one client only a few at a time.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet flask-mailman==1.1.1 flask==3.1.2 aiosmtpd==1.4.6
"$home/venv/bin/python" - <<'PY'
import smtplib
import socket
import sys

from aiosmtpd.controller import Controller
from flask import Flask
from flask_mailman import EmailMessage, Mail

said = []


class Boxes:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == "gone@example.test":
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        said.append("QUIT")
        return "221 Bye"


def by_itself(message):
    message.send()


def in_a_block(message):
    with message.get_connection() as server:
        server.send_messages([message])


def seen(send, recipient):
    """Whether the session ended with QUIT, and whether our side is still open while the message is held."""
    said.clear()
    message = EmailMessage("Hello", "A jar is on its way.\n", "shop@example.test", [recipient])
    try:
        send(message)
    except smtplib.SMTPRecipientsRefused:
        pass
    return bool(said), message.connection.connection is not None


with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
controller = Controller(Boxes(), hostname="127.0.0.1", port=port)
controller.start()
app = Flask("shop")
app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=port, MAIL_BACKEND="smtp", MAIL_TIMEOUT=5)
Mail(app)
with app.app_context():
    result = {
        (send.__name__, name): seen(send, f"{name}@example.test")
        for send in (by_itself, in_a_block)
        for name in ("there", "gone")
    }
controller.stop()
print("Flask-Mailman 1.1.1, aiosmtpd 1.4.6")
print("guess: (QUIT said, still open) is (True, False) in all four cases")
for (way, name), what in result.items():
    print(f"seen:  {way}, {name}@example.test: {what}")
sys.exit(list(result.values()) != [(True, False), (False, True), (True, False), (True, False)])
PY
echo "as described"
