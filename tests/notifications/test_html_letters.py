"""The HTML part of a letter says what its text says."""

import pytest
from flask import Flask

from marketplace import notifications
from marketplace.database import transaction
from marketplace.notifications.html_letters import as_html
from tests.mail_check import Reading, faults_in
from tests.smtp_server import smtp_server
from tests.work import work

BODY = """Chào Lan & Hoa,

- 2 × Mật ong <Green Life>: 330.000 ₫
- 1 × Chè: 50.000 ₫

Xem đơn đi tới đâu:

http://localhost/don

Viết cho hotro@example.test nếu sai.

Không muốn nhận thư như thế này nữa, mở liên kết này:

http://localhost/thu/abc

Gùi
"""


def test_the_first_link_is_a_button_and_the_way_out_stands_below(app: Flask) -> None:
    html = as_html("Đã nhận đơn", BODY, "vi", unsubscribe="http://localhost/thu/abc")
    assert '<p class="way"><a href="http://localhost/don">Xem đơn đi tới đâu</a></p>' in html
    assert "<li>2 × Mật ong &lt;Green Life&gt;: 330.000 ₫</li>" in html
    assert '<a href="mailto:hotro@example.test">' in html
    assert html.index("Thôi nhận thư này") > html.index('class="end"')
    assert Reading(html).lang == "vi"
    assert list(faults_in("Đã nhận đơn", BODY, "vi", "http://localhost/thu/abc")) == []


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("", "Chào"),
        ("Đơn None", "Chào"),
        ("Đơn", "Chào %(name)s"),
        ("Đơn", "Xem:\n\nhttp://127.0.0.1:5000/khong-co-trang-nay/nao/ca"),
    ],
)
def test_a_fault_in_a_letter_would_be_seen(app: Flask, subject: str, body: str) -> None:
    assert list(faults_in(subject, body, "vi"))


def test_a_server_gets_both_parts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction():
        notifications.enqueue_mail(recipient="lan@example.test", subject="Đã nhận đơn", body=BODY, locale="vi")
    with smtp_server() as (port, boxes):
        monkeypatch.setitem(app.config, "MAIL_BACKEND", "smtp")
        monkeypatch.setattr(app.extensions["mailman"], "server", "127.0.0.1")
        monkeypatch.setattr(app.extensions["mailman"], "port", port)
        work("mail")
    (read,) = boxes.taken
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    assert "Chào Lan & Hoa," in read.get_body(("plain",)).get_content()
    assert "Chào Lan &amp; Hoa," in read.get_body(("html",)).get_content()
