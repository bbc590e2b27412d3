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


def test_a_kept_page_goes_out_under_the_shops_own_name_only(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["shop.example"])
    for host, answer in {"shop.example": 200, "evil.example": 400, "shop.example.evil.example": 400}.items():
        for _time in range(2):
            page = client.get("/danh-muc", headers={"Host": host})
            assert page.status_code == answer
            assert "evil" not in page.text
