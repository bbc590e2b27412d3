"""A shop makes vouchers at its own cost, and nobody else's."""

from datetime import timedelta

from marketplace.clock import today
from marketplace.database import db
from marketplace.vouchers import Bearer, Voucher
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.vouchers.buying import bought

PATH = "/ban-hang/ma-giam-gia"


def test_a_shop_makes_a_voucher_for_one_of_its_goods_and_stops_it(client: Client, cast: Cast) -> None:
    honey = factories.product(cast.seller_a)
    owner = people.signed_in(client, cast.owner_a)
    days = {"first_day": f"{today():%d/%m/%Y}", "last_day": f"{today() + timedelta(9):%d/%m/%Y}"}
    wrong = owner.send(PATH, {"code": "KHACHQUEN", "kind": "amount", "amount": "", "product": "", **days})
    assert wrong.status_code == 400
    assert "Ghi mức giảm" in wrong.text
    form = {"code": "KHACHQUEN", "kind": "amount", "amount": "20k", "least": "150k", "product": f"{honey.id}", **days}
    made = owner.send(PATH, form)
    assert made.status_code == 303
    voucher = db.session.query(Voucher).one()
    assert (voucher.bearer, voucher.seller_id, voucher.product_ids) == (Bearer.SELLER, cast.seller_a.id, [honey.id])
    purchase = bought((honey.variants[0], 1), codes=("KHACHQUEN",))
    assert (purchase.goods_vnd, purchase.seller_discount_vnd) == (145_000, 20_000)
    page = owner.get(made.headers["Location"]).text
    assert purchase.code in page
    assert "giảm 20.000\u00a0₫, đơn từ 150.000\u00a0₫" in page
    owner.send(f"{PATH}/{voucher.ref}/tam-ngung", {})
    assert "Tạm ngừng" in owner.get(PATH).text


def test_a_shop_names_no_goods_of_another_one(client: Client, cast: Cast) -> None:
    other = factories.product(cast.seller_b, "Chè")
    owner = people.signed_in(client, cast.owner_a)
    days = {"first_day": f"{today():%d/%m/%Y}", "last_day": f"{today():%d/%m/%Y}"}
    refused = owner.send(PATH, {"code": "KHACHQUEN", "kind": "percent", "rate": "5", "product": f"{other.id}", **days})
    assert refused.status_code == 422
    assert db.session.query(Voucher).count() == 0
