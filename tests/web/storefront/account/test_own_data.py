"""A person takes all data along, and closes the account; what the law wants kept is kept."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine

from marketplace import addresses, own_data, policies
from marketplace.addresses import Told
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.states import OrderState
from marketplace.policies import Policy
from tests import factories, people
from tests.client import Client, visitor_of
from tests.people import Cast
from tests.work import work

SENTENCE = "Thơm, cả nhà thích."


def test_everything_of_a_person_comes_in_one_file_and_nothing_of_others(
    buyer: Client, cast: Cast, honey: Product
) -> None:
    addresses.keep(cast.buyer.id, Told("Mẹ Mẫu", "+84900000777", "01", "00004", "Số 8, ngõ 12"))
    policies.answer(cast.buyer, Policy.PRIVACY, version="1", is_given=True, digest="0" * 64, locale="vi")
    mine = factories.order(honey, buyer=cast.buyer).purchase
    other = factories.order(honey, buyer=cast.neighbour).purchase
    assert buyer.send("/tai-khoan/du-lieu").status_code == 303
    assert "Đang soạn" in buyer.get("/tai-khoan/du-lieu").text
    work()
    page = buyer.get("/tai-khoan/du-lieu").text
    path = page.split('href="/tai-khoan/du-lieu/', 1)[1].split('"', 1)[0]
    packed = buyer.get(f"/tai-khoan/du-lieu/{path}").get_data()
    told = json.loads(ZipFile(BytesIO(packed)).read("du-lieu.json"))
    assert [one["code"] for one in told["purchases"]] == [mine.code]
    assert told["addresses"][0]["street"] == "Số 8, ngõ 12"
    assert told["order_lines"][0]["name_vi"] == "Mật ong Green Life"
    assert told["consents"][0]["is_given"] is True
    text = json.dumps(told)
    assert not any(secret in text for secret in (other.code, mine.token, cast.buyer.password_hash, "commission"))
    assert (
        people.signed_in(visitor_of(buyer.application), cast.neighbour).get(f"/tai-khoan/du-lieu/{path}").status_code
        == 404
    )
    with time_machine.travel(now() + timedelta(days=8)), transaction():
        assert own_data.forget_old() == 1


@pytest.mark.parametrize("back", [True, False])
def test_an_account_is_closed_after_a_week_unless_its_owner_changes_their_mind(
    buyer: Client, cast: Cast, honey: Product, back: bool
) -> None:
    delivered = factories.delivered(honey, buyer=cast.buyer)
    review = factories.review(honey, body=SENTENCE)
    review.author_id, review.author = cast.buyer.id, "Mẫu M."
    addresses.keep(cast.buyer.id, Told("Mẹ Mẫu", "+84900000777", "01", "00004", "Số 8, ngõ 12"))
    assert close(buyer, "sai mật khẩu này").status_code == 422
    assert own_data.find_closing(cast.buyer.id) is None
    assert close(buyer).status_code == 303
    assert "Thôi, giữ tài khoản" in buyer.get("/tai-khoan/du-lieu").text
    if back:
        buyer.send("/tai-khoan/du-lieu/giu")
    with time_machine.travel(now() + own_data.UNDO_WITHIN + timedelta(minutes=1)), transaction():
        own_data.close_due()
    db.session.expire_all()
    assert (cast.buyer.name, cast.buyer.disabled_at is not None) == (("Chị Mẫu Mua", False) if back else ("•••", True))
    assert buyer.get("/tai-khoan").status_code == (200 if back else 303)
    assert len(addresses.addresses_of(cast.buyer.id)) == back
    assert delivered.purchase.recipient_name == "Nguyễn Thị Mẫu"
    assert (SENTENCE in visitor_of(buyer.application).get(f"/p/{honey.slug}").text, review.author) == (
        True,
        "Mẫu M." if back else "•••",
    )


def test_who_is_needed_is_told_why_the_account_stays(buyer: Client, cast: Cast, honey: Product) -> None:
    order = factories.order(honey, buyer=cast.buyer)
    refused = close(buyer)
    assert refused.status_code == 409
    assert "Còn đơn chưa xong" in refused.text
    order.state = OrderState.DELIVERED
    assert close(buyer).status_code == 303
    owner = people.signed_in(visitor_of(buyer.application), cast.owner_a)
    assert "Rời gian hàng" in close(owner).text
    operator = people.signed_in(visitor_of(buyer.application), cast.operator)
    assert "người quản lý quyền" in close(operator).text


def close(client: Client, password: str = people.PASSWORD):  # type: ignore[no-untyped-def]  # the client's own answer
    return client.send("/tai-khoan/du-lieu/dong", {"current": password})
