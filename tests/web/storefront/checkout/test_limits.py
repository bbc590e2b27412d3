"""How often one may order: cash at the door costs nothing to order."""

from marketplace.stock import left_of
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.web.storefront.shopping import checkout_form, order, put


def test_one_phone_number_cannot_order_the_shelves_empty(client: Client, cast: Cast) -> None:
    tea = factories.product(cast.seller_b, "Chè Sông Bôi", left=60, category="che")
    for _ in range(20):
        put(client, tea)
        assert order(client, phone="0912 345 678").status_code == 303
    put(client, tea)
    refused = order(client, phone="+84 912.345.678")
    assert refused.status_code == 429
    assert "Chờ vài phút" in refused.text
    assert order(client, phone="0912 345 679").status_code == 303
    assert left_of([tea.variants[0].id])[tea.variants[0].id] == 39


def test_a_form_that_is_sent_again_and_gives_the_same_order_counts_once(client: Client, cast: Cast) -> None:
    tea = factories.product(cast.seller_b, "Chè Sông Bôi", left=60, category="che")
    put(client, tea)
    form = checkout_form(client)
    answers = [client.post("/dat-hang", data=form) for _ in range(25)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, answers[0].location)}
    put(client, tea)
    assert order(client).status_code == 303


def test_an_empty_basket_that_is_sent_counts_for_nothing(client: Client, cast: Cast) -> None:
    tea = factories.product(cast.seller_b, "Chè Sông Bôi", left=60, category="che")
    put(client, tea)
    form = checkout_form(client)
    client.send("/gio/xoa", {"ref": tea.variants[0].ref}, form_at="/gio")
    assert {client.post("/dat-hang", data=form).location for _ in range(25)} == {"/gio"}
    put(client, tea)
    assert order(client).status_code == 303
