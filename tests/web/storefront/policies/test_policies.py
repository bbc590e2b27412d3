"""The pages that a marketplace owes: what they say is what the shop does."""

from dataclasses import replace
from datetime import timedelta
from html import unescape
from itertools import pairwise

import pytest
from flask import Flask

from marketplace import orders, policies, retention, returns
from marketplace.cart.models import MOST_LINES, MOST_OF_ONE
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.money import format_vnd
from marketplace.orders import cash_limits, deadlines, pickup_terms
from marketplace.orders.deadlines import deadlines_of
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.policies import Policy, PolicyConsent, versions
from marketplace.shipping import Zone, rates
from marketplace.web.storefront.catalogue.listing import ORDERS
from marketplace.web.storefront.payment.transfer import hold_until
from marketplace.web.storefront.policies import delivering, privacy
from marketplace.web.storefront.policies.routes import PAGES
from tests import factories
from tests.carriers import carriers
from tests.client import Client
from tests.people import Cast

OWNER = {"OWNER_NAME": "Công ty Mẫu", "OWNER_ADDRESS": "Số 1, phố Mẫu, Hà Nội", "OWNER_TAX_CODE": "0100233488"}


def text_of(client: Client, name: str, language: str = "vi") -> str:
    return unescape(client.get(f"/quy-dinh/{name}?hl={language}").text).replace("\u00a0", " ")


def said(amount_vnd: int) -> str:
    return format_vnd(amount_vnd, "vi").replace("\u00a0", " ")


def test_every_page_stands_in_both_languages_and_every_foot_leads_there(client: Client, honey: Product) -> None:
    for name in PAGES:
        assert text_of(client, name) != text_of(client, name, "en")
    for path in ("/", f"/p/{honey.slug}", "/quet", "/don", "/khong-co"):
        assert 'href="/quy-dinh"' in client.get(path).text
    assert client.get("/quy-dinh/khong-co").status_code == 404


def test_a_trial_shop_says_so_and_a_real_one_names_its_owner(client: Client, app: Flask) -> None:
    assert "Đây là chợ chạy thử" in text_of(client, "chu-cho")
    app.config.update(OWNER)
    try:
        page = text_of(client, "chu-cho")
    finally:
        app.config.update(dict.fromkeys(OWNER, ""))
    assert "chạy thử" not in page
    assert all(value in page for value in OWNER.values())


def test_deadlines_on_the_pages_are_those_of_orders(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(deadlines_of().to_act, OrderState.PLACED, timedelta(hours=31))
    monkeypatch.setitem(deadlines_of().to_act, OrderState.CONFIRMED, timedelta(days=5))
    for name in ("dieu-khoan", "giao-hang", "khieu-nai", "quyen-nghia-vu"):
        assert "31 giờ" in text_of(client, name)
    assert "gói trong 5 ngày" in text_of(client, "giao-hang")
    order = factories.order(factories.product(cast.seller_a))
    assert due_in(order) == timedelta(hours=31)
    orders.confirm(order, by=cast.owner_a)
    assert due_in(order) == timedelta(days=5)


def due_in(order: Order) -> timedelta:
    """How long the seller has for the next step."""
    assert order.due_at
    return order.due_at - order.events[-1].at


def test_what_follows_when_a_time_passes_is_what_the_page_says(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = replace(
        deadlines_of(),
        confirm_again=timedelta(hours=17),
        answer_cancellation=timedelta(hours=19),
        received=timedelta(days=8),
    )
    monkeypatch.setattr(deadlines, "all_deadlines", lambda: (terms,))
    page = text_of(client, "dieu-khoan")
    assert "Thêm 17 giờ vẫn không trả lời thì đơn tự hủy" in page
    assert "trả lời trong 19 giờ; không trả lời thì đơn tự hủy" in page
    assert "trong 8 ngày bạn không báo gì thì tính là đã nhận" in page
    honey = factories.product(cast.seller_a)
    silent = factories.order(honey)
    assert silent.due_at
    with pretending(silent.due_at + timedelta(minutes=1)):
        orders.pass_overdue()
    assert silent.lapses_at
    assert silent.late_told_at
    assert silent.lapses_at - silent.late_told_at == timedelta(hours=17)
    accepted = factories.confirmed((honey.variants[0], 1))
    asked = orders.ask_to_cancel(accepted, by=None, reason="Đổi ý")
    assert asked.answer_by - asked.asked_at == timedelta(hours=19)


def test_goods_lie_ready_as_long_as_the_page_says_and_carriers_are_those_that_are_on(
    client: Client, app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pickup_terms, "kept_days", lambda: 9)
    monkeypatch.setattr(orders, "kept_days", lambda: 9)
    page = text_of(client, "giao-hang")
    assert f"đọc mã {pickup_terms.CODE_DIGITS} số" in page
    assert "Hàng để sẵn 9 ngày" in page
    assert "Chọn hãng" not in page
    assert pickup_terms.kept_to(now()) == today() + timedelta(days=9)
    with carriers(app, "GHTK"):
        assert "Chọn hãng: GHTK giao theo giá" in text_of(client, "giao-hang")


def test_fees_on_the_page_are_those_that_parcels_cost(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    dearer = replace(
        rates.FIRST_TABLE,
        rates=rates.FIRST_TABLE.rates | {Zone.SAME_PROVINCE: rates.Rate(23_100, 2_700)},
        remote_vnd=12_300,
        free_from_vnd=654_000,
    )
    monkeypatch.setattr(delivering, "table_on", lambda _day: dearer)
    page = text_of(client, "giao-hang")
    assert all(said(amount) in page for amount in (23_100, 2_700, 12_300, 654_000))


def test_what_may_be_paid_in_cash_and_how_long_a_transfer_has(
    client: Client, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = replace(cash_limits.rules_on(today()), parcel_most_vnd=7_654_000, call_from_vnd=1_234_000)
    monkeypatch.setattr(cash_limits, "_rules", lambda: (rules,))
    monkeypatch.setitem(app.config, "LIMITS", replace(app.config["LIMITS"], transfer_minutes=47))
    page = text_of(client, "thanh-toan")
    assert said(7_654_000) in page
    assert said(1_234_000) in page
    assert cash_limits.check_cod("+84900000123", None, [7_654_001]).refusal is not None
    assert cash_limits.check_cod("+84900000123", None, [7_654_000]).refusal is None
    assert "47 phút" in page
    assert timedelta(minutes=46) < hold_until() - now() <= timedelta(minutes=47)
    assert "không đổi ra tiền mặt" in page


def test_the_windows_of_claims_are_those_that_claims_go_by(
    client: Client, honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = replace(returns.terms_of(), keep=timedelta(days=11), answer=timedelta(hours=33), appeal=timedelta(days=9))
    terms = replace(terms, fresh=timedelta(hours=31))
    monkeypatch.setattr(returns.terms, "all_terms", lambda: (terms,))
    assert "hàng để được lâu báo trong 11 ngày" in text_of(client, "doi-tra")
    page = text_of(client, "khieu-nai")
    assert all(told in page for told in ("11 ngày", "33 giờ", "9 ngày"))
    for path in ("/", f"/p/{honey.slug}", "/tro-giup"):
        assert "31 giờ" in client.get(path).text, path
    order = factories.delivered(honey)
    window = returns.window_of(order)
    assert window
    assert window.until - order.events[-1].at == timedelta(days=11)


def test_limits_and_kept_data_are_those_of_the_shop(client: Client, app: Flask) -> None:
    assert f"{MOST_LINES} loại gói, mỗi loại nhiều nhất {MOST_OF_ONE}" in text_of(client, "dieu-khoan")
    page = text_of(client, "rieng-tu")
    for name, what in privacy.KEPT.items():
        row = page.split(what, 1)[1].split("</tr>", 1)[0]
        days = retention.kept()[name]["days"]
        assert (f"{days} ngày" if days < 365 else f"{days // 365} năm") in row


def test_goods_are_ranked_as_the_page_says(client: Client, cast: Cast) -> None:
    page = text_of(client, "xep-hang")
    told = ("tên món bắt đầu bằng các chữ", "tên món có các chữ", "các chữ ấy có ở nơi khác")
    assert all(page.index(one) < page.index(after) for one, after in pairwise(told))
    assert all(text.lower() in page for sort, text in ORDERS.items() if sort not in ("fit", "popular"))
    elsewhere = factories.product(cast.seller_a, "Quà Tết", keywords="chè xanh", sold_units=900)
    inside = factories.product(cast.seller_a, "Kẹo chè xanh", sold_units=50)
    begun = factories.product(cast.seller_a, "Chè xanh Mẫu", sold_units=1)
    sold_more = factories.product(cast.seller_a, "Chè xanh Hai", sold_units=7)
    found = client.get("/tim?q=chè+xanh").text
    places = [found.index(f'href="/p/{one.slug}') for one in (sold_more, begun, inside, elsewhere)]
    assert places == sorted(places)


def answers(cast: Cast) -> list[tuple[str, bool]]:
    rows = db.session.scalars(db.select(PolicyConsent).where(PolicyConsent.user_id == cast.buyer.id))
    return [(row.version, row.is_given) for row in rows.all()]


def test_a_person_answers_changes_their_mind_and_is_asked_again_by_a_new_version(
    buyer: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Chợ hỏi ý bạn" in buyer.get("/tai-khoan").text
    say(buyer, "dong-y")
    say(buyer, "dong-y")
    assert "Chợ hỏi ý bạn" not in buyer.get("/tai-khoan").text
    say(buyer, "khong")
    assert answers(cast) == [("1", True), ("1", False)]
    assert db.session.scalars(db.select(PolicyConsent.digest)).first() == privacy.digest()
    older = policies.version_of(Policy.PRIVACY)
    newer = replace(older, number="2", first_day=today(), news_vi="Thêm nơi giữ dữ liệu.")
    monkeypatch.setattr(versions, "versions_of", lambda _policy: (older, newer))
    assert "Thêm nơi giữ dữ liệu." in buyer.get("/tai-khoan").text
    refused = buyer.send("/tai-khoan/rieng-tu", {"ban": "1", "tra-loi": "dong-y"})
    assert refused.status_code == 409
    assert "Quy định vừa có bản mới" in refused.text
    assert buyer.send("/tai-khoan/rieng-tu", {"ban": "2"}).status_code == 422
    assert len(answers(cast)) == 2
    say(buyer, "dong-y", version="2")
    assert answers(cast)[-1] == ("2", True)


def say(client: Client, answer: str, version: str = "1") -> None:
    assert client.send("/tai-khoan/rieng-tu", {"ban": version, "tra-loi": answer}).status_code == 303


def test_a_changed_text_is_a_new_version(app: Flask) -> None:
    """The newest block of policies/data/versions.toml needs this digest, in a block of its own once it holds."""
    with app.test_request_context("/"):
        assert policies.versions_of(Policy.PRIVACY)[-1].digest == privacy.digest()
