"""Who hears of each move of an order, whoever makes it, and in which language. Nobody else hears anything."""

import pytest
from flask import Flask

from marketplace import events, orders, payments
from marketplace.database import db, transaction
from marketplace.notices import CAN_STOP, CHOICES, NoticeKind
from marketplace.notifications.letters import TEMPLATES
from marketplace.notifications.table import WHO_HEARS, Channel
from marketplace.orders.models import Order
from marketplace.orders.reasons import OPERATORS, SELLERS
from marketplace.orders.states import MOVES, ActorRole, OrderState, PaymentMethod
from tests import factories, people
from tests.orders.steps import REASON, STEPS, order_in
from tests.people import Cast
from tests.work import queued_mails

BUYER, SHOP = "buyer@example.test", "htx@example.test"
ORDERED = {"vi": "Đã nhận đơn", "en": "received"}
SENT = {"vi": "đã gửi đi", "en": "is on its way"}
CANCELLED = {"vi": "đã hủy", "en": "was cancelled"}
TURNED = {"vi": "không giao được", "en": "was not delivered"}
BACK = {"vi": "đã về nơi bán", "en": "is back with the seller"}
LOST = {"vi": "thất lạc", "en": "was lost"}
NEWS: dict[tuple[OrderState, OrderState, ActorRole], dict[str, dict[str, str] | str]] = {
    (OrderState.AWAITING_PAYMENT, OrderState.PLACED, ActorRole.SYSTEM): {BUYER: ORDERED, SHOP: "Đơn mới"},
    (OrderState.CANCELLED, OrderState.PLACED, ActorRole.SYSTEM): {BUYER: ORDERED, SHOP: "Đơn mới"},
    (OrderState.PACKED, OrderState.SHIPPED, ActorRole.SELLER): {BUYER: SENT},
    (OrderState.PACKED, OrderState.SHIPPED, ActorRole.SYSTEM): {BUYER: SENT},
    (OrderState.SHIPPED, OrderState.RETURNING, ActorRole.SELLER): {BUYER: TURNED},
    (OrderState.SHIPPED, OrderState.RETURNING, ActorRole.OPERATOR): {BUYER: TURNED, SHOP: "kiện quay về"},
    (OrderState.SHIPPED, OrderState.RETURNING, ActorRole.SYSTEM): {BUYER: TURNED, SHOP: "kiện quay về"},
    (OrderState.SHIPPED, OrderState.LOST, ActorRole.OPERATOR): {BUYER: LOST, SHOP: "thất lạc"},
    (OrderState.RETURNING, OrderState.RETURNED, ActorRole.SELLER): {BUYER: BACK},
    (OrderState.RETURNING, OrderState.LOST, ActorRole.OPERATOR): {BUYER: LOST, SHOP: "thất lạc"},
    (OrderState.PLACED, OrderState.CANCELLED, ActorRole.BUYER): {SHOP: "không cần gói nữa"},
    **{
        (state, OrderState.CANCELLED, role): news
        for state in (OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED)
        for role, news in {
            ActorRole.SELLER: {BUYER: CANCELLED},
            ActorRole.OPERATOR: {BUYER: CANCELLED, SHOP: "không cần gói nữa"},
            ActorRole.SYSTEM: {BUYER: CANCELLED, SHOP: "không cần gói nữa"},
        }.items()
    },
}
"""The moves that somebody hears of: words of the subject by recipient. A shop's own language is Vietnamese."""
EVERY_MOVE = [
    (here, there, role)
    for here, moves in MOVES.items()
    for there, roles in moves.items()
    for role in sorted(roles)
    if there in STEPS  # that money is awaited once more is told below
]


@pytest.fixture
def cast(app: Flask) -> Cast:
    cast = people.gather()
    cast.seller_a.email = SHOP
    return cast


def heard() -> dict[str, str]:
    """The subjects of all mails by recipient, each of whom got one at most."""
    found = queued_mails()
    subjects = {mail.recipient: mail.subject for mail in found}
    assert len(subjects) == len(found)
    return subjects


def known(order: Order, locale: str) -> Order:
    """The buyer left an address and reads this language."""
    order.purchase.email, order.purchase.locale = BUYER, locale
    db.session.commit()
    return order


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(("here", "there", "role"), EVERY_MOVE)
def test_a_move_is_told_to_those_whom_it_concerns(
    cast: Cast, here: OrderState, there: OrderState, role: ActorRole, locale: str
) -> None:
    order = known(order_in(here, cast), locale)
    with transaction():
        STEPS[there](order, role)
    expected = NEWS.get((here, there, role), {})
    subjects = heard()
    assert set(subjects) == set(expected)
    for recipient, words in expected.items():
        assert (words if isinstance(words, str) else words[locale]) in subjects[recipient]
        assert (order.purchase.code if there == OrderState.PLACED and recipient == BUYER else order.number) in subjects[
            recipient
        ]


def test_every_move_that_is_told_of_is_in_the_state_table() -> None:
    assert set(NEWS) <= set(EVERY_MOVE)


def test_a_cancellation_carries_its_reason_to_both(cast: Cast) -> None:
    order = known(order_in(OrderState.CONFIRMED, cast), "en")
    with transaction():
        STEPS[OrderState.CANCELLED](order, ActorRole.OPERATOR)
    bodies = [mail.body for mail in queued_mails()]
    assert len(bodies) == 2
    assert all(REASON in body for body in bodies)


@pytest.mark.parametrize("reason", [*SELLERS, *OPERATORS])
def test_a_ready_reason_is_read_in_the_readers_language(cast: Cast, reason: str) -> None:
    order = known(order_in(OrderState.CONFIRMED, cast), "en")
    with transaction():
        orders.cancel(order, by=None, role=ActorRole.OPERATOR, reason=reason)
    bodies = {mail.recipient: mail.body for mail in queued_mails()}
    assert reason in bodies[SHOP]
    assert reason not in bodies[BUYER]
    assert bodies[BUYER].split("The reason:")[1].split("\n")[2].isascii(), "English"


def test_own_words_stay_as_typed(cast: Cast) -> None:
    order = known(order_in(OrderState.CONFIRMED, cast), "en")
    with transaction():
        orders.cancel(order, by=None, role=ActorRole.SELLER, reason="Đăng nhập")
    (mail,) = queued_mails()
    assert "Đăng nhập" in mail.body


def test_the_seller_reads_nothing_of_the_buyer_in_a_cancellation(cast: Cast) -> None:
    order = known(order_in(OrderState.PLACED, cast), "vi")
    with transaction():
        STEPS[OrderState.CANCELLED](order, ActorRole.BUYER)
    (mail,) = queued_mails()
    purchase = order.purchase
    assert not any(secret in mail.body for secret in (purchase.recipient_name, purchase.phone, purchase.street, BUYER))


def test_a_purchase_of_two_sellers_is_one_mail_to_the_buyer_and_one_to_each_seller(cast: Cast) -> None:
    cast.seller_b.email = "son-nam@example.test"
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b)
    to = factories.BA_DINH.__class__(**{**vars(factories.BA_DINH), "email": BUYER})
    with transaction():
        factories.purchase((honey.variants[0], 1), (eggs.variants[0], 1), recipient=to)
    assert set(heard()) == {BUYER, SHOP, "son-nam@example.test"}


def test_sellers_hear_nothing_of_an_order_before_its_money_has_come(cast: Cast) -> None:
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b)
    wanted = (honey.variants[0], 1), (eggs.variants[0], 1)
    with transaction():
        bought = factories.purchase(*wanted, paying=PaymentMethod.TRANSFER)
        bought.email = BUYER
    assert heard() == {BUYER: f"Chờ bạn chuyển 390.000\u00a0₫ cho đơn {bought.code}"}
    with transaction():
        factories.pay(bought.code)
    assert sorted(mail.recipient for mail in queued_mails()) == [BUYER, BUYER, SHOP]


def test_a_seller_hears_that_an_order_waits_for_its_money_once_more(cast: Cast) -> None:
    order = known(order_in(OrderState.AWAITING_PAYMENT, cast), "vi")
    purchase = order.purchase
    due_vnd = purchase.due_vnd
    with transaction():
        factories.pay(purchase.code)
    told = len(queued_mails())
    with transaction():
        payments.take_back(payments.get_purchase(purchase.code), due_vnd)
    to_shop, to_buyer = sorted(queued_mails()[told:], key=lambda mail: mail.recipient, reverse=True)
    assert (to_shop.recipient, "khoan gói" in to_shop.subject) == (SHOP, True)
    assert (to_buyer.recipient, "Chờ bạn chuyển" in to_buyer.subject) == (BUYER, True)


def test_no_seller_hears_of_an_order_whose_money_never_came(cast: Cast) -> None:
    order = known(order_in(OrderState.AWAITING_PAYMENT, cast), "vi")
    with transaction():
        payments.expire(payments.get_purchase(order.purchase.code))
    assert heard() == {BUYER: f"Chưa thấy tiền của đơn {order.purchase.code}"}


def test_what_is_rolled_back_is_told_to_nobody(cast: Cast) -> None:
    order = known(order_in(OrderState.PLACED, cast), "vi")
    with pytest.raises(ZeroDivisionError), transaction():
        STEPS[OrderState.CANCELLED](order, ActorRole.SELLER)
        raise ZeroDivisionError
    with transaction():
        orders.confirm(orders.get_order(order.number, lock=True), by=None)
    assert heard() == {}


def test_every_letter_stands_in_the_table_of_who_hears_what_and_nothing_else_does() -> None:
    written = {path.stem for path in TEMPLATES.glob("*.txt") if not path.stem.startswith("_")}
    assert set(WHO_HEARS) == written


def test_every_event_that_is_told_of_stands_in_the_table() -> None:
    """And every one in it has a handler; reminders come by the clock, recalls by a job, and a notice is no event."""
    told = {
        kind.__name__
        for kind, handlers in events._handlers.items()
        if any(handler.__module__.startswith("marketplace.notifications.") for handler in handlers)
    }
    in_table = {name for line in WHO_HEARS.values() for name in line.events.split()}
    assert in_table - {"reminders", "Recall"} == told - {"Due"}


def test_what_is_owed_to_people_cannot_be_stopped() -> None:
    assert {kind for kind in NoticeKind if kind not in CAN_STOP} >= {NoticeKind.ORDERS, NoticeKind.MONEY}
    secrets = {"password_reset", "contact_proof", "code"}
    assert not any(Channel.NOTICE in WHO_HEARS[name].channels for name in secrets)


def test_what_can_be_chosen_is_what_the_table_says_and_goes_by_these_channels() -> None:
    for party, kinds in CHOICES.items():
        told = [line for line in WHO_HEARS.values() if line.party == party]
        for kind, channels in kinds.items():
            used = {channel for line in told if line.kind == kind for channel in line.channels}
            assert used - {Channel.NOTICE} == channels, (party, kind)
