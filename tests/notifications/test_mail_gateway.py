import socket
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from marketplace import create_app
from marketplace.gateways import mail
from marketplace.gateways.mailbox import find_mail, mails_in

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


def test_a_server_that_does_not_answer_is_reported(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]  # bound and not listening: connections are refused
        app = create_app(
            {"TESTING": True, "MAIL_BACKEND": "smtp", "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_TIMEOUT": 2}
        )
        with app.app_context(), pytest.raises(mail.MailNotSent, match="ConnectionRefusedError"):
            mail.send(**LETTER)
