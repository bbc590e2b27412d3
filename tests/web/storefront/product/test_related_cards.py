from marketplace.catalogue.models import Product
from tests import factories
from tests.client import Client


def test_cards_below_a_product_have_their_heart_and_basket(client: Client, honey: Product) -> None:
    other = factories.product(honey.seller, "Mật ong hoa nhãn")
    ref = other.variants[0].ref
    page = client.get(f"/p/{honey.slug}").text
    for form in ("w", "b"):
        assert f'<button form="{form}" name="ref" value="{ref}">' in page
        assert page.count(f'<form id="{form}"') == 1
    answer = client.send("/gio/them", {"ref": ref}, form_at=f"/p/{honey.slug}")
    assert answer.status_code == 303
    assert "Mật ong hoa nhãn" in client.get("/gio").text


def test_a_product_without_others_beside_it_has_no_forms_for_cards(client: Client, honey: Product) -> None:
    assert '<form id="w"' not in client.get(f"/p/{honey.slug}").text
