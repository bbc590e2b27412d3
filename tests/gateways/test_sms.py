"""Text messages reach the gateway, or say why not."""

import pytest
from flask import Flask

from marketplace.gateways import sms
from tests.texts import KEY, Texts


def test_a_message_arrives_with_the_key(texts: Texts) -> None:
    sms.send(phone="+84912345678", text="Mã của bạn")
    assert texts.sent == [("+84912345678", "Mã của bạn")]
    assert texts.keys == {f"Bearer {KEY}"}


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_refusal_is_reported(texts: Texts, status: int) -> None:
    texts.refuses = status
    with pytest.raises(sms.TextNotSent, match=str(status)):
        sms.send(phone="+84912345678", text="Mã")


def test_a_gateway_that_is_away_is_reported(app: Flask, texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SMS_URL", "http://127.0.0.1:1/messages")
    with pytest.raises(sms.TextNotSent, match="refused"):
        sms.send(phone="+84912345678", text="Mã")


def test_without_a_gateway_nothing_is_sent(app: Flask) -> None:
    assert not sms.is_on()
    with pytest.raises(sms.TextNotSent):
        sms.send(phone="+84912345678", text="Mã")
