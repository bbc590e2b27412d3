"""What is kept for somebody is theirs by one press, on any device that has the link, and nobody else's."""

from sqlalchemy import select

from marketplace import stock, wishlist
from marketplace.database import db, transaction
from marketplace.stock import StockRight
from marketplace.wishlist.models import Reminder
from tests import factories
from tests.client import Client
from tests.work import queued_mails


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


def test_one_sold_out_pack_is_waited_for_while_the_others_are_there(client: Client) -> None:
    honey = factories.product(name="Mật ong", left=5)
    small = factories.pack(2, pack_vi="Hũ 250 ml", pack_en="250 ml jar", content_amount=250, price_vnd=90_000)
    honey.variants.append(small)
    db.session.commit()
    page = client.get(f"/p/{honey.slug}").text
    path = f"/p/{honey.slug}/nhac?goi={small.ref}"
    assert f'href="{path}"' in page
    assert f"goi={honey.variants[0].ref}" not in page
    form = client.get(path).text
    assert "Nhắc tôi khi có Mật ong, hũ 250" in form.replace("\u00a0", " ")
    assert client.get(f"/p/{honey.slug}/nhac?goi={honey.variants[0].ref}").status_code == 409
    assert client.get(f"/p/{honey.slug}/nhac?goi=%00x").status_code == 404
    assert client.send(path, {"email": "khong", "when": "co-hang"}).status_code == 422
    for _ in range(2):
        assert client.send(path, {"email": "lan@example.test", "when": "co-hang"}).status_code == 303
    (asked,) = db.session.scalars(select(Reminder)).all()
    with transaction():
        wishlist.confirm_reminder(asked.token)
        factories.lot(honey.variants[0], 3)
    assert stock.find_right(asked.token) is None, "the other pack is not what was wanted"
    with transaction():
        factories.lot(small, 1)
    right = stock.find_right(asked.token)
    assert right
    assert right.variant_id == small.id
    assert "Mật ong, hũ 250 ml" in queued_mails()[-1].subject.replace("\u00a0", " ")
    assert "Hũ 250" in client.get(f"/nhac/{asked.token}").text
    refused = client.send("/gio/them", {"ref": small.ref, "quantity": "1"})
    assert refused.status_code == 409, "it is kept for whoever waited"
