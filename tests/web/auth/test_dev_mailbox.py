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


@pytest.mark.parametrize("host", ["localhost", "localhost:5000", "127.0.0.1:5099", "[::1]:5000"])
def test_the_mailbox_opens_at_the_names_of_this_machine(mailbox: Path, client: Client, host: str) -> None:
    for page in ("/dev/mail", "/_components"):
        assert client.get(page, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:5000", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.7:5000"]
)
def test_a_foreign_name_that_leads_here_opens_nothing(mailbox: Path, client: Client, host: str) -> None:
    for page in ("/dev/mail", "/dev/mail/x", "/_components"):
        assert client.get(page, headers={"Host": host}).status_code == 404


@pytest.mark.parametrize(
    "told",
    [
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_X_REAL_IP": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
        {"HTTP_VIA": "1.1 proxy"},
        {"SERVER_PROTOCOL": "HTTP/1.0"},
    ],
)
def test_nobody_reads_the_mailbox_through_a_proxy_on_this_machine(
    mailbox: Path, client: Client, told: dict[str, str]
) -> None:
    for page in ("/dev/mail", "/_components"):
        assert client.get(page, environ_overrides=told).status_code == 404


def test_a_shop_that_expects_a_proxy_has_no_mailbox(
    mailbox: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.application.config, "TRUSTED_HOPS", 1)
    assert client.get("/dev/mail").status_code == 404


def test_nobody_else_on_the_network_reads_the_mailbox(client: Client) -> None:
    answer = client.get("/dev/mail", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 404
