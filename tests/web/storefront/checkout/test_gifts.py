"""What goes to somebody else as a gift: from the checkout through the shop's hands to whoever it is for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from marketplace import audit, orders, stock
from marketplace.accounts.models import User
from marketplace.catalogue.gift_boxes import BoxTerms, offer_box
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.orders.gift_models import Gift
from marketplace.orders.models import Purchase
from marketplace.orders.reasons import TIME_RAN_OUT
from marketplace.orders.states import ActorRole, OrderState
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.shopper import Fields
from tests.web.storefront.shopping import RECIPIENT, checkout_form, order, put
from tests.work import queued_mails

SignIn = Callable[[User], Client]
GIFT = {
    "gift": "y",
    "sender_name": "Lan và các cháu",
    "buyer_phone": "0987 654 321",
    "card_text": "Chúc bà mạnh khỏe!",
    "hides_prices": "y",
    "payment": "transfer",
}


@pytest.fixture
def boxed(cast: Cast, honey: Product) -> Product:
    """Seller A puts honey into boxes of 25,000 dong, and has three."""
    box = offer_box(honey.seller, BoxTerms(25_000, "hộp giấy nâu", "brown paper box", 400))
    stock.count(box, left=3, by_id=cast.owner_a.id)
    db.session.commit()
    return honey


def placed() -> Purchase:
    return db.session.query(Purchase).one()


def token_of(purchase: Purchase) -> str:
    assert purchase.gift_of
    return purchase.gift_of.token


def day_ahead(days: int = 30) -> str:
    """A day on which carriers work."""
    wished = today() + timedelta(days=days)
    return f"{wished + timedelta(days=wished.weekday() == 6):%d/%m/%Y}"


def _with_prices_shown(form: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in form.items() if name != "hides_prices"}


def test_a_gift_goes_through_every_hand_and_its_receiver_sees_no_price(
    client: Client, boxed: Product, cast: Cast, client_for: SignIn, app: Flask
) -> None:
    put(client, boxed)
    page = client.get("/dat-hang").text
    assert "Hộp quà của HTX Green Life: hộp giấy nâu, thêm 25.000" in page
    plain = int(checkout_form(client)["shown_total"])
    form = checkout_form(client, **GIFT, box=boxed.seller.slug)
    assert int(form["shown_total"]) == plain + 25_000, "the box is in the total before anything is ordered"
    assert client.post("/dat-hang", data=form).status_code == 303
    bought = placed()
    assert [line.name_vi for line in bought.orders[0].lines] == [boxed.name_vi, "Hộp quà"]
    assert bought.total_vnd == plain + 25_000

    mine = client.get(f"/don/{bought.token}").text
    assert "Chúc bà mạnh khỏe!" in mine
    theirs = client.get(f"/qua/{token_of(bought)}").text
    assert "Bạn có quà từ Lan và các cháu" in theirs
    assert "Chúc bà mạnh khỏe!" in theirs
    assert boxed.name_vi in theirs
    for secret in ("165.000", "25.000", "₫", "0987", "987654321", bought.token, bought.phone):
        assert secret not in theirs

    with transaction():
        factories.pay(bought.code)
    parcel = bought.orders[0]
    with transaction():
        orders.confirm(parcel, by=cast.owner_a)
    owner = client_for(cast.owner_a)
    packing = owner.get(f"/ban-hang/don/{parcel.number}/goi").text
    assert "Bỏ thiệp vào thùng" in packing
    assert "Không bỏ vào thùng giấy nào có giá" in packing
    assert "Hộp quà" in packing
    slip = owner.get(f"/ban-hang/don/{parcel.number}/phieu").text.split('class="slip"', 1)[1]
    assert "Quà tặng, không thu tiền" in slip
    assert "₫" not in slip
    for size in ("a6", "a5", "khac"):
        card = owner.get(f"/ban-hang/don/{parcel.number}/thiep.pdf?giay={size}")
        assert card.data.startswith(b"%PDF")
    assert not audit.check(db.session()), "money and stock agree"


def test_the_receiver_finds_the_gift_and_the_buyer_the_order_by_the_same_code(client: Client, honey: Product) -> None:
    put(client, honey)
    order(client, **GIFT)
    bought = placed()
    found = client.send("/don", {"phone": RECIPIENT["phone"], "code": bought.code})
    assert found.location == f"/qua/{token_of(bought)}"
    found = client.send("/don", {"phone": GIFT["buyer_phone"], "code": bought.code})
    assert found.location == f"/don/{bought.token}"


def test_nobody_takes_in_an_order_that_was_given_to_them(client: Client, honey: Product, cast: Cast) -> None:
    put(client, honey)
    order(client, **GIFT)
    receiver = cast.neighbour
    receiver.phone, receiver.phone_confirmed_at = placed().phone, placed().placed_at
    db.session.commit()
    assert orders.claimable(receiver) == []


def test_a_gift_that_hides_its_price_is_paid_before(client: Client, honey: Product) -> None:
    put(client, honey)
    answer = order(client, **{**GIFT, "payment": "cod"})
    payment = answer.text.split('id="payment-part"', 1)[1].split("</section>", 1)[0]
    assert answer.status_code == 400
    assert "người giao đòi tiền là người nhận biết giá" in payment
    assert "Chúc bà mạnh khỏe!" in answer.text, "what was typed is kept"
    shown = {name: text for name, text in GIFT.items() if name != "hides_prices"}
    assert "người nhận không phải trả tiền" in order(client, **{**shown, "payment": "cod"}).text
    assert db.session.query(Purchase).count() == 0
    own = {**shown, "payment": "cod", "buyer_phone": RECIPIENT["phone"]}
    form = _with_prices_shown(checkout_form(client, **own))
    assert client.post("/dat-hang", data=form).status_code == 303, "who brings it by hand pays as always"


def test_a_bad_gift_is_refused_in_words_and_nothing_is_ordered(client: Client, boxed: Product) -> None:
    put(client, boxed)
    wrong = {"sender_name": "", "buyer_phone": "12", "card_text": "á" * 161, "wished_on": "hôm nao"}
    answer = order(client, **{**GIFT, **wrong})
    assert answer.status_code == 422
    for sentence in ("Ghi tên người tặng", "Dài nhất 160 ký tự", "Ngày viết chưa đúng"):
        assert sentence in answer.text
    assert order(client, **GIFT, box="khong-co").status_code == 409
    assert db.session.query(Purchase).count() == 0


def test_a_box_that_ran_out_is_told_before_anything_is_paid(client: Client, boxed: Product, cast: Cast) -> None:
    put(client, boxed)
    form = checkout_form(client, **GIFT, box=boxed.seller.slug)
    box = db.session.query(Product).filter(Product.is_gift_box).one().variants[0]
    stock.count(box, left=0, by_id=cast.owner_a.id)
    db.session.commit()
    answer = client.post("/dat-hang", data=form)
    assert answer.status_code == 409
    assert "Hộp quà vừa hết" in answer.text
    assert "đang hết" in answer.text
    assert db.session.query(Purchase).count() == 0


def test_a_wished_day_decides_when_it_is_sent(client: Client, honey: Product) -> None:
    put(client, honey)
    answer = order(client, **GIFT, wished_on=day_ahead())
    assert answer.status_code == 303, answer.text
    parcel = placed().orders[0]
    arrives, leaves = parcel.arrives_to_on, parcel.ships_from_on
    assert f"{arrives:%d/%m/%Y}" == day_ahead()
    assert leaves is not None
    assert parcel.arrives_from_on > leaves > today() + timedelta(days=20)
    orders.cancel(parcel, by=None, role=ActorRole.SYSTEM, reason=TIME_RAN_OUT)
    orders.revive(parcel)
    assert parcel.state == OrderState.PLACED
    assert (parcel.arrives_to_on, parcel.ships_from_on) == (arrives, leaves), "paid late, it arrives on the day still"


def test_what_was_filled_in_counts_after_a_walk_away(client: Client, boxed: Product) -> None:
    put(client, boxed)
    plain = int(checkout_form(client)["shown_total"])
    sent = checkout_form(client, **GIFT, box=boxed.seller.slug, wished_on=day_ahead())
    assert client.post("/dat-hang/giu", data=sent).status_code == 303
    page = client.get("/dat-hang").text
    form = Fields(page, "/dat-hang").found
    assert int(form["shown_total"]) == plain + 25_000
    assert form["wished_on"] == day_ahead()
    box = page.split(f'id="box-{boxed.seller.slug}"', 1)[1].split("</label>", 1)[0]
    assert " checked" in box.split(">", 1)[0]
    assert "<img" in box, "one sees what one buys"
    assert client.post("/dat-hang", data={**RECIPIENT, **GIFT, **form, "payment": "transfer"}).status_code == 303
    bought = placed()
    assert f"{bought.orders[0].arrives_to_on:%d/%m/%Y}" == day_ahead()
    assert bought.total_vnd == plain + 25_000
    assert GIFT["card_text"] in page


def test_whoever_takes_the_tick_away_sends_no_gift_though_words_stay(client: Client, boxed: Product) -> None:
    put(client, boxed)
    plain = checkout_form(client)["shown_total"]
    filled = {**GIFT, "box": boxed.seller.slug}
    assert "gift_asked" not in checkout_form(client)
    page = client.post("/dat-hang/noi-nhan", data=checkout_form(client, **filled)).text
    form = {name: text for name, text in Fields(page, "/dat-hang").found.items() if name != "gift"}
    assert form["gift_asked"] == "1"
    form |= RECIPIENT | {"card_text": GIFT["card_text"]}
    again = client.post("/dat-hang/noi-nhan", data=form).text
    shown = {**RECIPIENT, **Fields(again, "/dat-hang").found, "card_text": GIFT["card_text"]}
    assert shown["shown_total"] == plain
    assert GIFT["card_text"] in again, "who sets the tick again finds the words"
    assert client.post("/dat-hang", data={**shown, "payment": "cod"}).status_code == 303
    assert not placed().is_gift
    assert placed().total_vnd == int(plain)


def test_what_one_buyer_gets_counts_by_who_gives_and_not_by_who_receives(client: Client, honey: Product) -> None:
    honey.variants[0].most_per_buyer = 1
    db.session.commit()
    receivers = ("0912 345 601", "0912 345 602")
    put(client, honey)
    assert order(client, **GIFT, phone=receivers[0], email="lan@example.test").status_code == 303
    assert "Chào Lan và các cháu," in queued_mails()[-1].body, "the letter is the giver's"
    assert RECIPIENT["name"] not in queued_mails()[-1].body.split("\n\n")[1]
    put(client, honey)
    refused = order(client, **GIFT, phone=receivers[1])
    assert refused.status_code == 409
    assert "tối đa 1" in refused.text
    own = {"phone": receivers[0], "payment": "cod", "buyer_phone": ""}
    assert order(client, **own).status_code == 303, "a present takes nothing from whoever gets it"


@pytest.mark.parametrize(("days", "sentence"), [(1, "Không chắc kịp ngày"), (90, "Chỉ hẹn trước được đến")])
def test_a_day_that_cannot_be_promised_says_why_and_when_else(
    client: Client, honey: Product, days: int, sentence: str
) -> None:
    put(client, honey)
    answer = order(client, **GIFT, wished_on=f"{today() + timedelta(days=days):%d/%m/%Y}")
    assert sentence in answer.text
    assert db.session.query(Purchase).count() == 0


def test_days_off_around_the_wished_day_name_the_days_before_and_after(client: Client, honey: Product) -> None:
    first, last = today() + timedelta(days=10), today() + timedelta(days=40)
    honey.seller.days_off = [[f"{first}", f"{last}", True]]
    db.session.commit()
    put(client, honey)
    answer = order(client, **GIFT, wished_on=f"{today() + timedelta(days=30):%d/%m/%Y}")
    assert "nơi bán hoặc người giao nghỉ" in answer.text
    assert db.session.query(Purchase).count() == 0


def test_what_somebody_wrote_on_a_card_is_forgotten_with_the_order(client: Client, honey: Product, cast: Cast) -> None:
    put(client, honey)
    own = {**GIFT, "payment": "cod", "buyer_phone": RECIPIENT["phone"]}
    client.post("/dat-hang", data=_with_prices_shown(checkout_form(client, **own)))
    bought = placed()
    orders.cancel(bought.orders[0], by=None, role=ActorRole.BUYER, reason="Đổi ý")
    before = bought.placed_at - timedelta(days=5_000)
    bought.placed_at = before
    for event in bought.orders[0].events:
        event.at = before
    db.session.commit()
    assert orders.forget_people() == 1
    db.session.expire_all()
    kept = db.session.query(Gift).one()
    assert (kept.card_text, kept.phone) == ("", "•••")
