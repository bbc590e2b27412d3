"""An operator plans a campaign; shops agree with their own goods, or the market bears it by its voucher."""

import re
from datetime import timedelta

from marketplace.campaigns import CampaignEntry
from marketplace.clock import pretending, today
from marketplace.database import db
from marketplace.prices import Promotion
from marketplace.vouchers import Bearer, Voucher
from tests import people
from tests.client import Client
from tests.people import Cast
from tests.promotions.promoting import honey, midnight, promote

DESK, SHOP = "/van-hanh/chuong-trinh", "/ban-hang/khuyen-mai"
LOWER = "148.500\u00a0₫"


def asked(**more: str) -> dict[str, str]:
    days = {"first_day": f"{today() + timedelta(1):%d/%m/%Y}", "last_day": f"{today() + timedelta(5):%d/%m/%Y}"}
    return {"name": "Tuần mật ong", "rate": "10", "families": "mat-ong", **days, **more}


def announced(desk: Client, **more: str) -> str:
    """Where the campaign stands that was announced after its preview."""
    seen = desk.send(DESK, asked(**more))
    assert seen.status_code == 200
    digest = re.findall(r'name="confirmed"[^>]*value="(\w{32})"', seen.text)[0]
    return str(desk.send(DESK, asked(confirmed=digest, **more)).headers["Location"])


def test_shops_join_with_the_goods_that_they_choose_and_the_campaign_ends_them_all(client: Client, cast: Cast) -> None:
    jar, taken, other = honey(of=cast.seller_a), honey(of=cast.seller_a, name="Mật sú"), honey(of=cast.seller_b)
    promote(taken)
    db.session.commit()
    desk = people.signed_in(client, cast.operator)
    for wrong, told in (
        ({"rate": "60"}, "từ 1 đến 50 phần trăm"),
        ({"families": "thu-cong"}, "Chưa có món nào đang bán hợp"),
        ({"products": "khong-co\0"}, "không"),
        ({"last_day": "01/01/2020"}, "ngày cuối không trước ngày đầu"),
    ):
        refused = desk.send(DESK, asked(**wrong))
        assert refused.status_code in (400, 404, 422)
        assert told in refused.text
        assert "Tuần mật ong" in refused.text
    page = announced(desk)
    assert "Chưa nơi bán nào tham gia" in desk.get(page).text
    assert db.session.query(Promotion).count() == 1, "nobody's price falls without a yes"

    owner = people.signed_in(client, cast.owner_a)
    invited = owner.get(SHOP).text
    link = re.findall(r'href="(/ban-hang/khuyen-mai/cho/\w+)"', invited)[0]
    form = owner.get(link).text
    assert f"Khách trả {LOWER} thay vì 165.000" in form
    assert "đã có khuyến mãi" in form
    assert "Pay" not in form
    assert owner.send(link, {"packs": ""}).status_code in (400, 422)
    assert owner.send(link, {"packs": other.variants[0].ref}).status_code == 422
    assert owner.send(link, {"packs": jar.variants[0].ref}).status_code == 303
    entry = db.session.query(CampaignEntry).one()
    assert (entry.by_id, entry.promotion.seller_id) == (cast.owner_a.id, cast.seller_a.id)
    with pretending(midnight(1)):
        assert LOWER in client.get(f"/p/{jar.slug}").text
        assert other.variants[0].asked_vnd == 165_000
    desk = people.signed_in(client, cast.operator)
    assert "đồng ý lúc" in desk.get(page).text
    table = desk.get(f"{page}/mon-tham-gia.csv").text
    assert "148500" in table
    assert "Ghi lý do" in desk.send(f"{page}/dung", {"stop_reason": ""}).text
    assert desk.send(f"{page}/dung", {"stop_reason": "Giá nhập tăng"}).status_code == 303
    assert "Đã dừng" in desk.get(page).text
    assert "Stopped" in desk.get(f"{page}?hl=en").text
    with pretending(midnight(1)):
        assert LOWER not in client.get(f"/p/{jar.slug}").text
    assert people.signed_in(client, cast.owner_a).send(link, {"packs": jar.variants[0].ref}).status_code == 409


def test_what_the_market_bears_is_a_voucher_of_its_own_and_no_shop_is_asked(client: Client, cast: Cast) -> None:
    honey(of=cast.seller_a)
    db.session.commit()
    desk = people.signed_in(client, cast.operator)
    page = announced(desk, code="MATONG10", most="50.000", most_uses="1.000")
    voucher = db.session.query(Voucher).one()
    assert (voucher.bearer, voucher.basis_points, voucher.families) == (Bearer.MARKET, 1_000, ["mat-ong"])
    assert (voucher.most_vnd, voucher.most_uses, voucher.is_public) == (50_000, 1_000, True)
    assert "Chợ chịu, nơi bán nhận đủ giá" in desk.get(page).text
    owner = people.signed_in(client, cast.owner_a)
    assert "Chợ mời tham gia" not in owner.get(SHOP).text
    assert owner.get(page.replace(DESK, f"{SHOP}/cho")).status_code == 404
    desk = people.signed_in(client, cast.operator)
    desk.send(f"{page}/dung", {"stop_reason": "Hết tiền"})
    assert db.session.query(Voucher).one().is_over
