"""What is kept for somebody is theirs by one press, on any device that has the link, and nobody else's."""

from sqlalchemy import select

from marketplace import stock, wishlist
from marketplace.database import db, transaction
from marketplace.stock import StockRight
from tests import factories
from tests.client import Client


def test_a_guest_buys_what_is_kept_by_the_link_and_a_stranger_reads_sold_out(client: Client) -> None:
    noodles = factories.product(name="Miến dong", left=0)
    db.session.commit()
    with transaction():
        asked = wishlist.remind(noodles.slug, email="lan@example.test", user=None, locale="vi", in_season=False)
        wishlist.confirm_reminder(asked.token)
    with transaction():
        stock.count(noodles.variants[0], left=1, by_id=factories.user().id)
    right = db.session.scalars(select(StockRight)).one()
    ref, path = noodles.variants[0].ref, f"/nhac/{right.token}"
    assert "Báo tôi khi có hàng" in client.get(f"/p/{noodles.slug}").text, "for strangers it is sold out"
    refused = client.send("/gio/them", {"ref": ref, "quantity": "1"})
    assert refused.status_code == 409
    page = client.get(path).text
    assert "Chợ giữ một phần cho bạn" in page
    put = client.send("/gio/them", {"ref": ref, "quantity": "1", "right": right.token}, form_at=path)
    assert put.status_code == 303
    assert "Miến dong" in client.get("/gio").text
    odd = client.send("/gio/them", {"ref": ref, "quantity": "1", "right": "\0%_'"}, form_at=path)
    assert odd.status_code in (303, 409)
