"""The checkout asks for what it needs, and only once."""

import pytest

from marketplace import payments
from marketplace.catalogue.models import Product
from marketplace.orders.states import PaymentMethod
from tests.client import Client
from tests.web.storefront.shopping import put


def test_a_place_is_found_by_a_search_or_chosen_in_lists_but_not_asked_twice(client: Client, honey: Product) -> None:
    put(client, honey)
    page = client.get("/dat-hang").text
    assert page.index("data-place-search") < page.index("data-place-lists") < page.index('name="province_code"')
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    page = client.get("/dat-hang").text
    assert "data-place-search" not in page
    assert 'value="00004" selected' in page or 'selected value="00004"' in page


def test_a_single_way_to_pay_is_told_and_not_asked(
    client: Client, honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payments.offers, "_offered", [PaymentMethod.COD])
    put(client, honey)
    page = client.get("/dat-hang").text
    assert 'type="radio"' not in page
    assert "Tiền mặt khi nhận (COD)" in page
