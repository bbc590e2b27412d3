"""The refund desk: counted before it is asked for, agreed to by two above the limit, tried again, called off, saved."""

from dataclasses import dataclass

import pytest
from flask import Flask

from marketplace import payments
from marketplace.accounts import OperatorRole, make_operator
from marketplace.database import transaction
from marketplace.orders.models import Order
from marketplace.orders.states import PaymentMethod
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundState
from tests import factories, people
from tests.client import Client
from tests.people import Cast

DESK = "/van-hanh/hoan-tien"


@dataclass(frozen=True)
class Form:
    """The page that asks for a refund of an order, as an operator fills it in."""

    browser: Client
    order: Order

    @property
    def path(self) -> str:
        return f"/van-hanh/don/{self.order.number}/hoan-tien"

    def answers(self, units: int = 1, **others: str) -> dict[str, str]:
        said = {"units_1": str(units), "reason": "damaged", "bearer": "seller", "note": "Ảnh cho thấy hũ vỡ."}
        return said | others

    def ask(self, units: int = 1, *, total: int, ref: str = "0123456789ab", seen: int = 0, **others: str) -> int:
        data = self.answers(units, **others) | {"total": str(total), "ref": ref, "seen": str(seen)}
        return self.browser.send(self.path, data, form_at="/").status_code


@pytest.fixture
def honey(cast: Cast) -> Order:
    """Three jars of 100,001 dong, paid by transfer and delivered."""
    return factories.delivered(
        factories.product(cast.seller_a, price_vnd=100_001), quantity=3, paying=PaymentMethod.TRANSFER
    )


@pytest.fixture
def form(operator: Client, honey: Order) -> Form:
    return Form(operator, honey)


@pytest.fixture
def second(app: Flask, cast: Cast) -> Client:
    colleague = factories.user("Chị Kế Toán")
    colleague.password_hash = cast.operator.password_hash
    make_operator(colleague)
    browser = app.test_client()
    assert isinstance(browser, Client)
    return people.signed_in(browser, colleague)


def only(order: Order) -> Refund:
    [refund] = payments.refunds_of_order(order)
    return refund


def test_what_goes_back_is_counted_with_who_bears_it_and_nothing_is_written(form: Form) -> None:
    page = form.browser.get(form.path, query_string=form.answers(with_shipping="y", goodwill="2.000")).text
    amount = 100_001 + form.order.shipping_vnd + 2_000
    assert f"Hoàn {amount:,}".replace(",", ".") in page
    assert "HTX Green Life bị trừ" in page
    assert "Chợ trả lại phí" in page
    assert payments.refunds_of_order(form.order) == []


def test_a_jar_is_given_back_with_the_sum_in_the_button(form: Form) -> None:
    assert form.ask(total=100_001) == 303
    refund = only(form.order)
    assert (refund.state, refund.amount_vnd, refund.note) == ("requested", 100_001, "Ảnh cho thấy hũ vỡ.")
    page = form.browser.get(f"{DESK}/{refund.ref}").text
    assert "100.001" in page
    assert "Ảnh cho thấy hũ vỡ." in page
    assert form.order.number in form.browser.get(f"{DESK}?xem=cho-tai-khoan").text


def test_the_same_page_sent_twice_gives_back_once(form: Form) -> None:
    assert [form.ask(total=100_001), form.ask(total=100_001)] == [303, 303]
    assert only(form.order).amount_vnd == 100_001


def test_of_two_operators_who_looked_at_the_same_order_the_second_is_told(form: Form, second: Client) -> None:
    assert form.ask(0, total=20_000, goodwill="20.000") == 303
    late = Form(second, form.order)
    assert late.ask(0, total=20_000, goodwill="20.000", ref="ab0123456789") == 409
    assert only(form.order).requested_by_id is not None


def test_a_sum_that_was_changed_on_its_way_gives_nothing_back(form: Form) -> None:
    assert form.ask(total=1) == 400
    assert payments.refunds_of_order(form.order) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"units_1": "4"},
        {"units_1": "-1"},
        {"units_1": "một"},
        {"units_1": "0"},
        {"goodwill": "nhiều"},
        {"goodwill": "9.000.000"},
        {"reason": ""},
        {"bearer": "nobody"},
        {"note": " "},
    ],
)
def test_bad_input_is_told_keeps_what_was_typed_and_changes_nothing(form: Form, wrong: dict[str, str]) -> None:
    answers = form.answers() | wrong
    page = form.browser.get(form.path, query_string=answers)
    assert page.status_code in (400, 422)
    assert 'class="esum"' in page.text
    confirmed = answers | {"total": "100001", "ref": "0123456789ab", "seen": "0"}
    assert form.browser.send(form.path, confirmed, form_at="/").status_code in (400, 422)
    assert payments.refunds_of_order(form.order) == []


def test_above_the_limit_the_sum_is_typed_and_somebody_else_approves(
    operator: Client, second: Client, cast: Cast
) -> None:
    dear = factories.delivered(
        factories.product(cast.seller_a, price_vnd=2_500_000), quantity=1, paying=PaymentMethod.TRANSFER
    )
    form = Form(operator, dear)
    assert 'name="total" required' in operator.get(form.path, query_string=form.answers()).text
    assert form.ask(total=2_500_001) == 400
    assert form.ask(total=2_500_000) == 303
    refund = only(dear)
    assert dear.number in operator.get(DESK).text
    assert operator.send(f"{DESK}/{refund.ref}/duyet").status_code == 409
    assert refund.state == RefundState.REQUESTED
    assert "Duyệt hoàn 2.500.000" in second.get(f"{DESK}/{refund.ref}").text
    assert second.send(f"{DESK}/{refund.ref}/duyet").status_code == 303
    assert only(dear).state == RefundState.APPROVED


def test_a_refund_is_called_off_with_a_reason_and_its_sum_can_be_asked_for_again(form: Form) -> None:
    form.ask(3, total=300_003)
    refund = only(form.order)
    assert form.browser.send(f"{DESK}/{refund.ref}/thoi", {"note": ""}).status_code == 422
    assert form.browser.send(f"{DESK}/{refund.ref}/thoi", {"note": "Khách đổi ý"}).status_code == 303
    assert (only(form.order).state, form.order.given_back_vnd) == ("cancelled", 0)
    assert form.ask(3, total=300_003, ref="ab0123456789") == 303


def test_what_has_gone_cannot_be_called_off(form: Form) -> None:
    form.ask(total=100_001)
    ref = only(form.order).ref
    with transaction():
        payments.mark_sent(payments.get_refund(ref))
    assert form.browser.send(f"{DESK}/{ref}/thoi", {"note": "Nhầm"}).status_code == 409
    assert only(form.order).state == RefundState.SENT


def test_an_order_that_was_not_sent_offers_no_refund_but_says_what_to_do(operator: Client, cast: Cast) -> None:
    form = Form(operator, factories.order(factories.product(cast.seller_a)))
    assert "Hủy đơn hoặc bỏ bớt món" in operator.get(form.path).text
    assert form.ask(total=100_000) in (409, 422)
    assert form.path not in operator.get(f"/van-hanh/don?xem=tat-ca&don={form.order.number}").text


def test_the_list_can_be_saved_and_is_found_by_number(form: Form) -> None:
    form.ask(total=100_001)
    table = form.browser.get(f"{DESK}/xuat.csv?xem=tat-ca").text
    assert form.order.number in table
    assert ",100001," in table.replace(";", ",")
    assert form.order.number in form.browser.get(f"{DESK}?xem=tat-ca&q={form.order.number.lower()}").text
    assert "Không có khoản hoàn nào" in form.browser.get(f"{DESK}?xem=tat-ca&q=khong-co").text


def test_whoever_only_looks_may_not_decide(app: Flask, form: Form, cast: Cast) -> None:
    form.ask(total=100_001)
    ref = only(form.order).ref
    watcher = factories.user("Anh Xem")
    watcher.password_hash = cast.operator.password_hash
    make_operator(watcher, {OperatorRole.READ_ONLY})
    browser = app.test_client()
    assert isinstance(browser, Client)
    people.signed_in(browser, watcher)
    assert "Thôi hoàn" not in browser.get(f"{DESK}/{ref}").text
    assert browser.send(f"{DESK}/{ref}/thoi", {"note": "x"}, form_at="/").status_code == 403
    assert only(form.order).state == RefundState.REQUESTED
