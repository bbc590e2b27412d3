"""A way of delivery that was chosen and is not offered any more."""

from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.web.storefront.shopping import checkout_form, put


def test_a_way_that_is_gone_is_told_once_and_bars_no_order(client: Client, cast: Cast) -> None:
    put(client, factories.product(cast.seller_a))
    gone = {f"giao-{cast.seller_a.slug}": "laytaihtx"}
    refused = client.post("/dat-hang", data=checkout_form(client) | gone)
    assert refused.status_code == 409
    assert "Cách giao đã chọn không còn áp dụng" in refused.text
    assert client.post("/dat-hang", data=checkout_form(client)).status_code == 303
