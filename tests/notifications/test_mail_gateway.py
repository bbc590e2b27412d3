import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from flask import Flask

from marketplace import create_app
from marketplace.gateways import mail
from marketplace.gateways.mailbox import find_mail, mails_in
from marketplace.text import clean_line
from tests.silent import silent_server
from tests.smtp_server import smtp_server

LETTER = {
    "recipient": "lan@example.test",
    "subject": "Đơn của bạn đã tới Đà Bắc",
    "body": "Chào Lan,\n\nMật ong tới rồi.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mailbox"


@pytest.fixture
def filing(folder: Path) -> Any:
    """An application that puts its mails into a folder."""
    settings = {"SQLALCHEMY_DATABASE_URI": "sqlite://", "MAIL_BACKEND": "file", "MAIL_FILE_PATH": str(folder)}
    app: Flask = create_app({"TESTING": True, **settings})
    with app.app_context():
        yield app


def test_a_mail_to_the_folder_reads_back_as_it_was_written(filing: Flask, folder: Path) -> None:
    mail.send(**LETTER)
    (found,) = mails_in(folder)
    assert {"recipient": found.recipient, "subject": found.subject, "body": found.body} == LETTER
    assert find_mail(folder, found.name) == found


def test_the_newest_mail_comes_first(filing: Flask, folder: Path) -> None:
    for number in range(3):
        mail.send(**(LETTER | {"subject": f"thư {number}"}))
    assert [found.subject for found in mails_in(folder)] == ["thư 2", "thư 1", "thư 0"]


@pytest.mark.parametrize("name", ["../secret-key", "nothing", "", "*"])
def test_only_mails_are_read_from_the_folder(filing: Flask, folder: Path, name: str) -> None:
    mail.send(**LETTER)
    (folder.parent / "secret-key.log").write_text("secret")
    assert find_mail(folder, name) is None


def test_an_empty_or_missing_folder_has_no_mails(folder: Path) -> None:
    assert mails_in(folder) == []


def test_a_line_break_in_the_subject_makes_no_header(filing: Flask, folder: Path) -> None:
    mail.send(**(LETTER | {"subject": "Chào\r\nBcc: x@example.test"}))
    assert mails_in(folder)[0].subject == "Chào Bcc: x@example.test"


def test_a_line_break_in_the_address_is_refused(filing: Flask, folder: Path) -> None:
    with pytest.raises(mail.MailNotSent, match="line break"):
        mail.send(**(LETTER | {"recipient": "lan@example.test\nBcc: x@example.test"}))
    assert mails_in(folder) == []


@contextmanager
def posting(port: int) -> Iterator[None]:
    """An application that gives its mails to the server at this port."""
    server = {"MAIL_BACKEND": "smtp", "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_TIMEOUT": 1}
    app: Flask = create_app({"TESTING": True, "SQLALCHEMY_DATABASE_URI": "sqlite://", **server})
    with app.app_context():
        yield


def test_a_server_that_does_not_answer_is_reported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]  # bound and not listening: connections are refused
        with posting(port), pytest.raises(mail.MailNotSent, match="ConnectionRefusedError"):
            mail.send(**LETTER)


def test_a_server_that_says_nothing_is_given_up_and_reported() -> None:
    began = monotonic()
    with silent_server() as server, posting(server.port), pytest.raises(mail.MailNotSent, match="timed out"):
        mail.send(**LETTER)
    assert monotonic() - began < 20


def test_a_server_gets_the_mail_as_it_was_written() -> None:
    with smtp_server() as (port, boxes), posting(port):
        mail.send(**LETTER)
    (read,) = boxes.taken
    assert (read["To"], read["Subject"]) == (LETTER["recipient"], LETTER["subject"])
    assert read.get_content().replace("\r\n", "\n").strip() == LETTER["body"].strip()


@pytest.mark.parametrize(
    ("answer", "is_final"),
    [
        ("550 5.1.1 no such person here", True),
        ("553 5.1.3 not an address", True),
        ("550 5.7.1 we do not relay", False),
        ("552 5.2.2 the box is full", False),
        ("550 no", False),
        ("451 4.1.1 come again later", False),
    ],
)
def test_only_an_address_that_does_not_exist_is_given_up_at_once(answer: str, is_final: bool) -> None:
    with smtp_server(lan=answer) as (port, boxes), posting(port), pytest.raises(mail.MailNotSent) as refused:
        mail.send(**LETTER)
    assert (refused.value.is_final, boxes.taken) == (is_final, [])


def headers_of(filing: Flask, subject: str = "Thư", sender: str = "", **more: str) -> tuple[str, Any]:
    """The mail as it travels and as it is read."""
    box: list[Any] = []
    settings = {"SQLALCHEMY_DATABASE_URI": "sqlite://", "MAIL_BACKEND": "locmem"}
    app: Flask = create_app({"TESTING": True, **settings, "MAIL_DEFAULT_SENDER": sender or "cho@gui.example"})
    app.extensions["mailman"].outbox = box
    with app.app_context():
        mail.send(**(LETTER | {"subject": subject} | more))
        raw = box[0].message().as_bytes(linesep="\r\n")
    return raw.decode(), message_from_bytes(raw, _class=EmailMessage, policy=default)


def test_a_mail_says_who_writes_and_that_no_machine_should_answer(filing: Flask) -> None:
    _, read = headers_of(filing)
    assert str(read["From"]) == "Gùi <cho@gui.example>"
    assert read["Message-ID"].rstrip(">").endswith("@gui.example")
    assert read["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in read


def test_the_operator_may_name_the_sender_otherwise(filing: Flask) -> None:
    _, read = headers_of(filing, sender="Chợ Đà Bắc <cho@dabac.example>")
    assert str(read["From"]) == "Chợ Đà Bắc <cho@dabac.example>"
    assert read["Message-ID"].rstrip(">").endswith("@dabac.example")


def test_what_may_be_stopped_says_how_at_a_press(filing: Flask) -> None:
    _, read = headers_of(filing, unsubscribe="https://gui.example/thu/abc")
    assert read["List-Unsubscribe"] == "<https://gui.example/thu/abc>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


LONG = "Có người hỏi về Mật ong rừng nguyên chất của hợp tác xã Đà Bắc, hũ thủy tinh 500 ml, mùa hoa nhãn năm nay"


@pytest.mark.parametrize("subject", [LONG, LONG * 3, "Đ" * 150, "Order received, " * 9, "Short"])
def test_a_long_subject_folds_within_the_line_and_reads_as_it_was(filing: Flask, subject: str) -> None:
    raw, read = headers_of(filing, subject)
    assert str(read["Subject"]) == clean_line(subject)
    head = raw.split("\r\n\r\n")[0].split("\r\n")
    assert max(map(len, head)) <= 78
