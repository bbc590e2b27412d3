from pathlib import Path

import pytest
from flask import Flask

from marketplace.gateways import mail
from tests.client import Client


@pytest.fixture
def mailbox(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The development mailbox, empty."""
    monkeypatch.setattr(app.extensions["mailman"], "backend", "file")
    monkeypatch.setattr(app.extensions["mailman"], "file_path", str(tmp_path))
    monkeypatch.setitem(app.config, "MAIL_FILE_PATH", str(tmp_path))
    return tmp_path


def test_a_sent_mail_can_be_read_on_the_development_page(mailbox: Path, client: Client) -> None:
    assert "Chưa có thư nào" in client.get("/dev/mail").text
    mail.send(
        recipient="lan@example.test",
        subject="Đơn mới",
        body="Xem http://127.0.0.1:5000/don/x\n<script>alert(1)</script>\n",
    )
    (path,) = mailbox.iterdir()
    assert "Đơn mới" in client.get("/dev/mail").text
    page = client.get(f"/dev/mail/{path.stem}").text
    assert 'href="http://127.0.0.1:5000/don/x"' in page
    assert "&lt;script&gt;alert(1)" in page


def test_there_is_no_mail_behind_a_made_up_name(mailbox: Path, client: Client) -> None:
    assert client.get("/dev/mail/..%2f..%2fsecret-key").status_code == 404
    assert client.get("/dev/mail/nothing").status_code == 404


def test_the_mailbox_is_closed_in_production(mailbox: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(client.application.config, "PRODUCTION", True)
    for page in ("/dev/mail", "/dev/mail/x", "/_components"):
        assert client.get(page).status_code == 404


def test_nobody_else_on_the_network_reads_the_mailbox(client: Client) -> None:
    answer = client.get("/dev/mail", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 404
