"""A purchase that is rehearsed goes the whole way, for whoever knows the token, and nothing of it stays."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.catalogue.models import Product
from marketplace.database import Base, db
from marketplace.orders.models import Order
from marketplace.web.permissions import SMOKE_HEADER
from tests.client import Client
from tests.web.storefront.shopping import checkout_form, order, put
from tests.work import queued_mails

TOKEN = "a-token-that-is-long-enough-for-it"
HERE = "/dat-hang/thu"


@pytest.fixture(autouse=True)
def token(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SMOKE_TOKEN", TOKEN)
    monkeypatch.setitem(app.config, "TRUSTED_HOPS", 1)  # nobody here is the developer


def rows() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def test_it_is_answered_as_a_purchase_and_leaves_no_row_behind(client: Client, honey: Product) -> None:
    put(client, honey, 2)
    form, before = checkout_form(client, email="thu@example.test"), rows()
    answer = client.post(HERE, data=form, headers={SMOKE_HEADER: TOKEN})
    assert answer.status_code == 200, answer.text
    assert answer.json | {"code": ""} == {"code": "", "kept": False, "orders": 1, "total_vnd": 360_000}
    assert rows() == before
    assert queued_mails() == []
    assert order(client).status_code == 303, "the basket is as it was"
    assert db.session.scalars(select(Order.total_vnd)).all() == [360_000]


def test_what_no_purchase_can_be_made_of_is_refused_with_the_reason(client: Client, honey: Product) -> None:
    put(client, honey)
    form = checkout_form(client)
    changed = client.post(HERE, data=form | {"shown_total": "1"}, headers={SMOKE_HEADER: TOKEN})
    assert (changed.status_code, list(changed.json or {})) == (409, ["problem"])
    empty = client.post(HERE, data=form | {"phone": ""}, headers={SMOKE_HEADER: TOKEN})
    assert (empty.status_code, empty.json) == (422, {"problem": "the form was refused: phone"})


@pytest.mark.parametrize("said", ["", "another-token-that-is-long-enough"])
def test_for_whom_the_token_is_unknown_there_is_no_such_page(said: str, client: Client, honey: Product) -> None:
    put(client, honey)
    assert client.post(HERE, data=checkout_form(client), headers={SMOKE_HEADER: said}).status_code == 404


def test_without_a_token_in_the_settings_none_opens_it(
    app: Flask, client: Client, honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SMOKE_TOKEN", "")
    put(client, honey)
    assert client.post(HERE, data=checkout_form(client), headers={SMOKE_HEADER: ""}).status_code == 404
