#!/usr/bin/env bash
# Where Flask-Mailman breaks a long subject that is not ASCII, and whose domain stands in the Message-ID.
#
# Guess: no line of a header is longer than 78 characters (RFC 5322, 2.1.1), as when the standard library folds a
#   subject; the Message-ID names the domain of the sender.
# Seen: the first line is folded as if "Subject: " did not stand before it, and comes out longer than 78. A subject
#   folded beforehand is refused: the check for line breaks comes first. The Message-ID names the machine's own host.
# Versions: Flask-Mailman 1.1.1, Flask 3.1.3.
# Why it matters: some filters hold long header lines, and a Message-ID of a foreign domain, against a letter.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet flask==3.1.3 flask-mailman==1.1.1

"$home/venv/bin/python" - <<'PY'
import sys
from email.header import Header

from flask import Flask
from flask_mailman import EmailMessage, Mail
from flask_mailman.message import BadHeaderError

app = Flask(__name__)
app.config.update(MAIL_DEFAULT_SENDER="shop@market.example")
Mail(app)
SUBJECT = "Đơn hàng của bạn đã được hợp tác xã nhận và đang đóng gói, ngày mai bưu tá đến lấy"
FOLDED = Header(SUBJECT, "utf-8", header_name="Subject").encode()


def message(subject):
    with app.app_context():
        return EmailMessage(subject, "", to=["buyer@market.example"]).message()


made = message(SUBJECT)
first = f"Subject: {made['Subject']}".splitlines()[0]
try:
    message(FOLDED)
    beforehand = "accepted"
except BadHeaderError:
    beforehand = "refused"
of_sender = made["Message-ID"].rstrip(">").endswith("@market.example")
print("standard library: first line", len(f"Subject: {FOLDED}".splitlines()[0]))
print("Flask-Mailman: first line", len(first), "folded beforehand:", beforehand, "Message-ID of the sender:", of_sender)
sys.exit(not (len(first) > 78 and beforehand == "refused" and not of_sender))
PY
echo "as described"
