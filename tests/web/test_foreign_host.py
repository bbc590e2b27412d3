"""A request that comes by a name that is not the shop's."""

import pytest
from flask import Flask

from tests.client import Client


def test_it_gets_a_sentence_and_no_link(app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["shop.example"])
    answer = client.get("/dang-nhap", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert "evil.example" not in answer.text
    assert client.get("/dang-nhap", headers={"Host": "shop.example"}).status_code == 200
