"""The buyer's link of a refund: an account is named and changed until the money goes, and it tells where that is."""

from datetime import timedelta

import pytest

from marketplace import clock, payments
from marketplace.accounts.models import User
from marketplace.database import transaction
from marketplace.orders.models import Order
from marketplace.orders.states import PaymentMethod
from marketplace.payments.refund_accounts import LINK_KEPT
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason, RefundState
from marketplace.sealing import unseal
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.work import queued_mails, work

ACCOUNT = {"bank": "970436", "account": "0123 456 789", "holder": "Nguyễn Thị Mẫu"}


@pytest.fixture
def cast(app: object) -> Cast:
    return people.gather()


@pytest.fixture
def honey(cast: Cast) -> Order:
    order = factories.delivered(factories.product(cast.seller_a), quantity=2, paying=PaymentMethod.TRANSFER)
    tell_mails_to(order)
    return order


@pytest.fixture
def refund(honey: Order, cast: Cast) -> Refund:
    return asked(honey, cast.operator)


def tell_mails_to(order: Order) -> None:
    with transaction():
        payments.get_purchase(order.purchase.code).email = "mau@example.test"


def asked(order: Order, by: User) -> Refund:
    with transaction():
        payments.get_purchase(order.purchase.code)
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SELLER, "note": "Hũ vỡ."}
        return payments.request_refund(order, quantities={order.lines[0].id: 1}, by=by, **why)


def named(client: Client, refund: Refund, **changed: str) -> int:
    return client.send(f"/hoan-tien/{refund.token}", ACCOUNT | changed).status_code


def subjects() -> list[str]:
    return [mail.subject for mail in queued_mails() if mail.recipient == "mau@example.test"]


def test_the_buyer_is_asked_by_mail_and_names_an_account_that_nobody_can_read(client: Client, refund: Refund) -> None:
    assert any(f"/hoan-tien/{refund.token}" in mail.body for mail in queued_mails())
    assert named(client, refund) == 303
    assert (refund.account_bank, refund.account_end, refund.account_holder) == ("970436", "6789", "NGUYEN THI MAU")
    assert "0123456789" not in (refund.account_sealed or "")
    assert unseal(refund.account_sealed or "") == "0123456789"
    page = client.get(f"/hoan-tien/{refund.token}").text
    assert "•••• 6789" in page
    assert "0123456789" not in page
    assert any("6789" in mail.subject for mail in queued_mails())


@pytest.mark.parametrize(
    "wrong", [{"bank": ""}, {"bank": "123456"}, {"account": ""}, {"account": "12"}, {"account": "số"}, {"holder": "@"}]
)
def test_a_wrong_account_is_told_beside_its_field_and_kept_out(
    client: Client, refund: Refund, wrong: dict[str, str]
) -> None:
    answer = client.send(f"/hoan-tien/{refund.token}", ACCOUNT | wrong)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert refund.account_sealed is None


def test_the_account_can_be_changed_until_the_money_is_on_its_way(client: Client, refund: Refund) -> None:
    named(client, refund)
    assert named(client, refund, account="9990001112") == 303
    assert refund.account_end == "1112"
    with transaction():
        payments.mark_sent(payments.get_refund(refund.ref))
    assert named(client, refund) in (409, 400)
    assert refund.account_end == "1112"
    assert '<form method="post" class="card' not in client.get(f"/hoan-tien/{refund.token}").text


def test_a_neighbour_without_the_link_finds_nothing(client: Client, refund: Refund) -> None:
    for token in (refund.ref, refund.purchase.token, "x" * 43):
        assert client.get(f"/hoan-tien/{token}").status_code == 404
        assert client.send(f"/hoan-tien/{token}", ACCOUNT, form_at="/don").status_code == 404


def test_an_old_link_takes_no_account_and_a_new_one_does(client: Client, refund: Refund, cast: Cast) -> None:
    old = refund.token
    with clock.pretending(clock.now() + LINK_KEPT + timedelta(hours=1)):
        assert client.send(f"/hoan-tien/{old}", ACCOUNT, form_at="/don").status_code == 410
        assert "hết hạn" in client.get(f"/hoan-tien/{old}").text
        with transaction():
            payments.ask_again(payments.get_refund(refund.ref), by=cast.operator)
        assert client.get(f"/hoan-tien/{old}").status_code == 404
        assert named(client, refund) == 303


def test_who_does_not_answer_is_reminded_twice_and_then_called(client: Client, refund: Refund, cast: Cast) -> None:
    for days, reminders in ((2, 0), (3, 1), (4, 1), (10, 2), (40, 2)):
        with clock.pretending(clock.now() + timedelta(days=days, minutes=1)):
            work("refund_accounts")
            assert payments.show_refund(refund.ref).reminders == reminders
    with clock.pretending(clock.now() + timedelta(days=15)):
        assert refund.order
        assert refund.order.number in people.signed_in(client, cast.operator).get("/van-hanh/hoan-tien").text
    assert refund.is_reserved


def test_what_the_bank_returned_is_asked_about_and_goes_out_again(client: Client, refund: Refund) -> None:
    named(client, refund)
    with transaction():
        found = payments.get_refund(refund.ref)
        payments.mark_sent(found)
        payments.fail_refund(found, "Tài khoản đã đóng")
    page = client.get(f"/hoan-tien/{refund.token}").text
    assert "Tài khoản đã đóng" in page
    assert refund.account_sealed is None
    assert named(client, refund, account="9990001112") == 303
    assert refund.state == RefundState.REQUESTED


def test_the_order_tells_where_the_money_is_at_each_step(client: Client, refund: Refund) -> None:
    page = f"/don/{refund.purchase.token}"
    assert "Chờ bạn ghi tài khoản" in client.get(page).text
    named(client, refund)
    assert "Đang chuẩn bị hoàn" in client.get(page).text
    for step, words in (
        (payments.mark_sent, "Đang trên đường về bạn"),
        (payments.confirm_refund, "Đã chuyển xong"),
    ):
        with transaction():
            step(payments.get_refund(refund.ref))
        assert words in client.get(page).text
    assert any("đã hoàn" in subject for subject in subjects())


def test_a_refund_that_needs_a_second_person_is_no_news_before(honey: Order, cast: Cast) -> None:
    dear = factories.delivered(
        factories.product(cast.seller_a, price_vnd=2_500_000), quantity=1, paying=PaymentMethod.TRANSFER
    )
    tell_mails_to(dear)
    refund = asked(dear, cast.operator)
    assert not any(refund.token in mail.body for mail in queued_mails())
    with transaction():
        payments.approve_refund(payments.get_refund(refund.ref), by=factories.user())
    assert any(refund.token in mail.body for mail in queued_mails())


def test_the_seller_sees_who_bears_it_and_what_it_takes(client: Client, refund: Refund, cast: Cast) -> None:
    assert refund.order
    page = people.signed_in(client, cast.owner_a).get(f"/ban-hang/don/{refund.order.number}").text
    assert "Gian hàng chịu" in page
    assert "Hũ vỡ." in page
    assert people.signed_in(client, cast.owner_b).get(f"/ban-hang/don/{refund.order.number}").status_code == 404
