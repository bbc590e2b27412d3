"""Text messages reach the gateway, or say why not."""

import socket
from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask

from marketplace.gateways import sms
from tests.texts import KEY, Texts


@pytest.fixture
def other_talk() -> Iterator[str]:
    """The address of a server that does not speak HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(b"220 mail.example ESMTP\r\n")

        thread = Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/messages"
        thread.join(5)


def test_a_message_arrives_with_the_key(texts: Texts) -> None:
    sms.send(phone="+84912345678", text="Mã của bạn")
    assert texts.sent == [("+84912345678", "Mã của bạn")]
    assert texts.keys == {f"Bearer {KEY}"}


@pytest.mark.parametrize("status", [401, 429])
def test_a_refusal_is_reported(texts: Texts, status: int) -> None:
    texts.refuses = status
    with pytest.raises(sms.TextNotSent, match=str(status)):
        sms.send(phone="+84912345678", text="Mã")


@pytest.mark.parametrize("status", [301, 303, 307, 500, 503])
def test_an_error_or_a_redirect_leaves_it_open_and_takes_the_key_nowhere(texts: Texts, status: int) -> None:
    texts.refuses = status
    with pytest.raises(sms.TextUnclear, match=str(status)):
        sms.send(phone="+84912345678", text="Mã")
    assert texts.asked == []


def test_an_answer_that_is_no_http_is_reported(
    app: Flask, texts: Texts, monkeypatch: pytest.MonkeyPatch, other_talk: str
) -> None:
    monkeypatch.setitem(app.config, "SMS_URL", other_talk)
    with pytest.raises(sms.TextUnclear):
        sms.send(phone="+84912345678", text="Mã")


def test_a_gateway_that_is_away_is_reported(app: Flask, texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SMS_URL", "http://127.0.0.1:1/messages")
    with pytest.raises(sms.TextNotSent, match="Refused"):
        sms.send(phone="+84912345678", text="Mã")


def test_without_a_gateway_nothing_is_sent(app: Flask) -> None:
    assert not sms.is_on()
    with pytest.raises(sms.TextNotSent):
        sms.send(phone="+84912345678", text="Mã")
