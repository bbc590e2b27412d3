"""A buyer may have the goods brought by the seller or fetch them, and who chooses nothing gets the carriers."""

from marketplace import audit, ledger, orders, sellers
from marketplace.cash.models import Custody, Holder
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.ledger.accounts import seller as account_of
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import OrderState, Undelivered
from marketplace.sellers import DeliveryKind
from marketplace.stock import left_of
from tests import people
from tests.client import Client, visitor_of
from tests.own_deliveries import brings, keeps
from tests.people import Cast
from tests.web.storefront.shopping import RECIPIENT, checkout_form, order, put
from tests.work import queued_mails

HOUSE_FEE = "30.000"


def choices(client: Client, **more: str) -> str:
    page = client.send("/dat-hang/noi-nhan", RECIPIENT | more, form_at="/dat-hang").text
    return page.split('id="delivery-part"', 1)[1].split("</section>", 1)[0]


def placed() -> Order:
    (purchase,) = db.session.query(Purchase)
    (made,) = purchase.orders
    return made


def test_who_chooses_nothing_sees_the_choice_folded_and_gets_the_carriers(client: Client, honey: Product) -> None:
    put(client, honey)
    assert " hidden" in choices(client)[:120], "nothing is offered yet"
    brings(honey.seller)
    keeps(honey.seller)
    part = choices(client)
    assert "<details" in part
    assert '<details class="more" open' not in part
    assert part.count('type="radio"') == 3
    for words in (HOUSE_FEE, "15.000", "Miễn phí", "Nơi bán tự giao tận nơi", "Đến lấy tại HTX Green Life", "Lấy từ"):
        assert words in part
    order(client)
    assert placed().delivery_kind == DeliveryKind.HOUSE
    assert placed().pickup_code is None
    assert not placed().seller_earns_vnd


def test_a_guest_has_it_brought_and_the_seller_earns_the_fee_and_keeps_the_cash(
    client: Client, honey: Product, cast: Cast
) -> None:
    way = brings(honey.seller)
    put(client, honey)
    field = f"giao-{honey.seller.slug}"
    made_at = order(client, **{field: way.ref})
    made = placed()
    assert (made.shipping_vnd, made.total_vnd) == (15_000, 180_000)
    assert "Nơi bán tự giao tận nơi" in client.get(made_at.headers["Location"]).text
    owner = people.signed_in(visitor_of(client.application), cast.owner_a)
    page = f"/ban-hang/don/{made.number}"
    for step in ("confirmation", "packing"):
        owner.send(f"{page}/{step}", form_at=page)
    shown = owner.get(page).text
    assert "Mang đi giao" in shown
    assert "Mã vận đơn" not in shown
    refused = owner.send(f"{page}/shipment", {"carrier": "GHN", "tracking_number": "X1"}, form_at=page)
    assert refused.status_code == 409
    owner.send(f"{page}/san-sang", form_at=page)
    assert "Nơi bán đang giao" in client.get(f"/don/{made.purchase.token}").text
    owner.send(f"{page}/delivery", form_at=page)
    db.session.expire_all()
    assert made.state == OrderState.DELIVERED
    custody = db.session.query(Custody).one()
    assert (custody.collector, custody.open_vnd, custody.due_on) == (Holder.SELLER, 180_000, None)
    net_vnd = sum(line.net.net_vnd for line in made.lines)
    assert made.net_vnd == net_vnd + 15_000
    assert ledger.balances(account_of(made.seller_id)).posted_vnd == made.net_vnd
    assert audit.run(db.session()).summary == ""


def test_goods_are_fetched_with_a_code_that_only_the_buyer_sees(client: Client, honey: Product, cast: Cast) -> None:
    way = keeps(honey.seller, "Cửa hàng hội OCOP")
    put(client, honey)
    field = f"giao-{honey.seller.slug}"
    assert order(client, street="").status_code == 422, "a carrier needs a street"
    asked = client.send("/dat-hang/noi-nhan", RECIPIENT | {"street": "", field: way.ref}, form_at="/dat-hang").text
    assert "Bạn lấy tất cả tại nơi bán nên không cần ghi" in asked
    answer = order(client, **{field: way.ref}, email="mau@example.test", street="")
    made = placed()
    code = made.pickup_code or ""
    spaced = f"{code[:3]}\N{NO-BREAK SPACE}{code[3:]}"
    assert (made.shipping_vnd, len(code)) == (0, 6)
    for page in (answer.headers["Location"], f"/don/{made.purchase.token}"):
        text = client.get(page).text
        assert spaced in text
        assert "Cửa hàng hội OCOP" in text
        assert "7:30 đến 17:00" in text
    assert code in queued_mails()[-1].body
    packer = people.signed_in(visitor_of(client.application), cast.packer_a)
    page = f"/ban-hang/don/{made.number}"
    for step in ("confirmation", "packing"):
        packer.send(f"{page}/{step}", form_at=page)
    packer.send(f"{page}/san-sang", form_at=page)
    assert "đến lấy được rồi" in queued_mails()[-1].subject
    assert code not in packer.get(page).text
    assert spaced not in packer.get(page).text
    assert packer.send(f"{page}/delivery", form_at=page).status_code == 409
    wrong = packer.send(f"{page}/lay-hang", {"code": f"{(int(code) + 1) % 1_000_000:06}"}, form_at=page)
    assert wrong.status_code == 400
    assert "Không có kiện nào chờ lấy mang mã này" in wrong.text
    found = packer.send("/ban-hang/don/lay-hang", {"code": f"{code[:3]} {code[3:]}"})
    assert "Thu 165.000\N{NO-BREAK SPACE}₫ tiền mặt" in found.text
    assert packer.send(f"{page}/lay-hang", {"code": code}, form_at=page).status_code == 303
    db.session.expire_all()
    assert made.state == OrderState.DELIVERED
    assert spaced not in client.get(f"/don/{made.purchase.token}").text
    stranger = people.signed_in(visitor_of(client.application), cast.owner_b)
    assert stranger.send(f"{page}/lay-hang", {"code": code}, form_at="/ban-hang/don/lay-hang").status_code == 404


def test_what_nobody_fetches_goes_back_to_stock_and_nobody_pays(client: Client, honey: Product, cast: Cast) -> None:
    way = keeps(honey.seller)
    put(client, honey, 2)
    order(client, **{f"giao-{honey.seller.slug}": way.ref}, email="mau@example.test")
    made = placed()
    with transaction():
        orders.confirm(made, by=None)
        orders.pack(made, by=None)
        orders.set_out(made, by=None)
    with transaction():
        assert orders.put_away_uncollected() == 0
        made.due_at = now()
    with transaction():
        assert orders.put_away_uncollected() == 1
    assert (made.state, made.undelivered) == (OrderState.RETURNING, Undelivered.NOT_COLLECTED)
    assert {mail.subject for mail in queued_mails()} >= {f"Đơn {made.number} quá hạn lấy"}
    owner = people.signed_in(visitor_of(client.application), cast.owner_a)
    page = f"/ban-hang/don/{made.number}"
    assert "Khách đến lấy muộn?" in owner.get(page).text
    (line,) = made.lines
    owner.send(f"{page}/da-ve", {f"fit-{line.id}": "2"}, form_at=page)
    db.session.expire_all()
    assert made.state == OrderState.RETURNED
    assert left_of([honey.variants[0].id])[honey.variants[0].id] == 10
    assert made.purchase.due_vnd == 0


def test_a_way_that_is_gone_meanwhile_is_told_and_another_is_chosen(client: Client, honey: Product) -> None:
    way = brings(honey.seller)
    put(client, honey)
    form = checkout_form(client, **{f"giao-{honey.seller.slug}": way.ref})
    sellers.drop_delivery(honey.seller, way.ref)
    db.session.flush()
    answer = client.post("/dat-hang", data=form)
    assert answer.status_code == 409
    assert "không còn áp dụng" in answer.text
    assert db.session.query(Purchase).count() == 0


def test_operators_see_and_mend_what_shops_offer(client: Client, honey: Product, cast: Cast) -> None:
    way = brings(honey.seller)
    operator = people.signed_in(client, cast.operator)
    page = f"/van-hanh/cach-giao/{honey.seller.slug}/{way.ref}"
    assert "Nơi bán tự giao tận nơi" in operator.get("/van-hanh/cach-giao").text
    told = {"areas": "Hà Nội\nXã Mường Động, Phú Thọ", "fee": "12.000", "days": "2"}
    assert operator.send(page, told | {"areas": "Nơi nào đó"}).status_code == 422
    assert operator.send(page, told | {"fee": "900.000"}).status_code == 400
    assert operator.send(page, told).status_code == 303
    db.session.expire_all()
    (mended,) = sellers.deliveries_in(honey.seller.deliveries)
    assert (mended.areas, mended.fee_vnd, mended.days, mended.by_market) == (("01", "05014"), 12_000, 2, True)
    assert operator.send(f"{page}/bo", form_at=page).status_code == 303
    db.session.expire_all()
    assert honey.seller.deliveries == []


def test_who_lives_elsewhere_is_not_offered_what_is_brought_here(client: Client, honey: Product) -> None:
    brings(honey.seller, areas=("00008",))
    put(client, honey)
    assert 'type="radio"' not in choices(client)
    brings(honey.seller, areas=("01",))
    assert 'type="radio"' in choices(client)
