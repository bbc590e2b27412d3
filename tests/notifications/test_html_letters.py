"""The HTML part of a letter says what its text says."""

import re
from pathlib import Path

import pytest
from flask import Flask

from marketplace import notifications
from marketplace.database import transaction
from marketplace.notifications.html_letters import as_html
from tests.mail_check import Reading, faults_in
from tests.smtp_server import smtp_server
from tests.work import work

ROOT = Path(__file__).parents[2]
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


def test_the_last_line_of_a_paragraph_names_the_button(app: Flask) -> None:
    html = as_html("Đã gửi", "Nhận 03/12.\nXem đơn đi tới đâu:\n\nhttp://localhost/don\n", "vi")
    assert '<p class="way"><a href="http://localhost/don">Xem đơn đi tới đâu</a></p>' in html
    assert "<p>Nhận 03/12.</p>" in html


def test_letters_have_the_colours_of_the_design_in_light_and_dark(app: Flask) -> None:
    """Each word stands out from what is behind it: 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    light, _, dark = as_html("Đã gửi", "Xem:\n\nhttp://localhost/don\n", "vi").partition("prefers-color-scheme: dark")
    for sheet in (light, dark):
        ground = colour(sheet, "body", "background"), colour(sheet, ".sheet", "background")
        worst = min(contrast(colour(sheet, "body", "color"), each) for each in ground)
        worst = min(worst, *(contrast(colour(sheet, "a", "color"), each) for each in ground))
        worst = min(worst, contrast(colour(sheet, ".way a", "color"), colour(sheet, ".way a", "background")))
        assert worst >= 4.5
        assert contrast(colour(sheet, ".end", "color"), ground[0]) >= 4.5
    tokens = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", light + dark)) <= set(re.findall(r"#[0-9a-f]{3,6}\b", tokens))


def colour(sheet: str, rule: str, name: str) -> str:
    """The colour that a rule of a style sheet gives."""
    found = re.search(rf"(?m)^ *{re.escape(rule)} {{[^}}]*?(?<![-\w]){name}: (#[0-9a-f]+)", sheet)
    assert found, (rule, name)
    return found[1]


def contrast(one: str, other: str) -> float:
    """By the formula of WCAG 2.2."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(shade: str) -> float:
    """How bright it is, from 0 to 1."""
    digits = shade[1:] if len(shade) == 7 else "".join(each * 2 for each in shade[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
