"""A shop plans a promotion, sees first what it makes of its goods, and stops it; operators stop any."""

import re
from datetime import timedelta

from marketplace.clock import today
from marketplace.database import db
from marketplace.promotions import Promotion
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.promotions.promoting import honey, promote

PATH = "/ban-hang/khuyen-mai"


def test_a_shop_sees_first_what_a_promotion_makes_of_its_goods_then_runs_and_stops_it(
    client: Client, cast: Cast
) -> None:
    jar, owner = honey(of=cast.seller_a), people.signed_in(client, cast.owner_a)
    days = {"first_day": f"{today():%d/%m/%Y}", "last_day": f"{today() + timedelta(2):%d/%m/%Y}"}
    form = {"packs": jar.variants[0].ref, "rate": "60", "most_units": "20", **days}
    refused = owner.send(PATH, form)
    assert refused.status_code == 400
    assert "Luật cho giảm nhiều nhất 50 %" in refused.text
    assert 'value="60"' in refused.text
    seen = owner.send(PATH, form | {"rate": "10"})
    assert seen.status_code == 200
    assert "Khách trả 148.500\u00a0₫, trước là 165.000\u00a0₫" in seen.text
    assert "Khách thấy giá thường gạch ngang" in seen.text
    assert db.session.query(Promotion).count() == 0
    digest = re.findall(r'name="confirmed"[^>]*value="(\w{32})"', seen.text)[0]
    changed = owner.send(PATH, form | {"rate": "20", "confirmed": digest})
    assert "Khách trả 132.000\u00a0₫" in changed.text  # not what was seen: once more
    made = owner.send(PATH, form | {"rate": "10", "confirmed": digest})
    assert made.status_code == 303
    assert "148.500\u00a0₫" in client.get(f"/p/{jar.slug}").text
    page = owner.get(made.headers["Location"]).text
    assert "Đang chạy" in page
    assert owner.send(f"{made.headers['Location']}/dung", {}).status_code == 303
    assert "Đã dừng" in owner.get(PATH).text
    assert "Stopped" in owner.get(f"{PATH}?hl=en").text
    assert "Plan a promotion" in owner.get(f"{PATH}/moi").text
    assert "148.500" not in client.get(f"/p/{jar.slug}").text


def test_another_shops_goods_and_promotions_are_not_there(client: Client, cast: Cast) -> None:
    other, owner = factories.product(cast.seller_b, "Chè"), people.signed_in(client, cast.owner_a)
    days = {"first_day": f"{today():%d/%m/%Y}", "last_day": f"{today():%d/%m/%Y}"}
    assert owner.send(PATH, {"packs": other.variants[0].ref, "rate": "5", **days}).status_code == 422
    assert owner.send(f"{PATH}/{promote(other).ref}/dung", {}).status_code == 404


def test_an_operator_stops_a_promotion_with_a_reason_that_the_shop_reads(client: Client, cast: Cast) -> None:
    made = promote(honey(of=cast.seller_a), first=today())
    desk = people.signed_in(client, cast.operator)
    page = f"/van-hanh/khuyen-mai/{made.ref}"
    assert "Ghi lý do" in desk.send(f"{page}/dung", {"stop_reason": ""}).text
    assert desk.send(f"{page}/dung", {"stop_reason": "Giá gạch gây hiểu lầm"}).status_code == 303
    assert "Đã dừng" in desk.get(page).text
    owner = people.signed_in(client, cast.owner_a)
    assert "Giá gạch gây hiểu lầm" in owner.get(f"{PATH}/{made.ref}").text
