"""What is written: masked, counted, limited, and answered after how long."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from marketplace import messages
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.messages import Side, Thread, Words
from marketplace.messages.actions import MOST_OF_NEW
from marketplace.messages.errors import AlreadyReported, BlockedWords, OwnShop, ThreadNotFound, TooManyMessages
from marketplace.reviews import ReportReason
from marketplace.reviews.errors import TextMissing, TextTooLong
from tests import factories, people
from tests.people import Cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


def asked(cast: Cast, body: str = "Còn hàng không?") -> Thread:
    product = factories.product(cast.seller_a)
    return messages.write_about_product(product, Words(body), by=cast.buyer).thread


def answer(cast: Cast, thread: Thread, body: str = "Còn ạ.") -> None:
    messages.write(thread, Words(body), side=Side.SELLER, by=cast.owner_a)


def test_a_thread_counts_for_the_other_side_and_answering_opens_it(cast: Cast) -> None:
    thread = asked(cast, "Gọi tôi 0912 345 678 nhé")
    messages.write(thread, Words("Còn hàng không?"), side=Side.BUYER, by=cast.buyer)
    assert (thread.seller_unread, thread.buyer_unread) == (2, 0)
    first = messages.messages_in(thread)[0]
    assert (first.body, first.was_masked) == ("Gọi tôi 09••\u00a0•••\u00a0••• nhé", True)
    answer(cast, thread)
    assert (thread.seller_unread, thread.buyer_unread, thread.last_words) == (0, 1, "Còn ạ.")
    messages.see(thread, Side.BUYER)
    assert thread.buyer_unread == 0


def test_what_cannot_be_sent_is_refused_and_leaves_nothing(cast: Cast) -> None:
    thread = asked(cast)
    for body, refusal in (("  ", TextMissing), ("a" * 1001, TextTooLong)):
        with pytest.raises(refusal):
            messages.write(thread, Words(body), side=Side.BUYER, by=cast.buyer)
    with pytest.raises(BlockedWords):
        answer(cast, thread, "Mật này chữa bệnh tiểu đường")
    with pytest.raises(OwnShop):
        messages.write_about_product(factories.product(cast.seller_a), Words("Alo"), by=cast.owner_a)
    assert len(messages.messages_in(thread)) == 1


def test_a_new_account_and_a_guest_write_ten_messages_an_hour_and_later_more(cast: Cast) -> None:
    order = factories.order(factories.product(cast.seller_a))
    for by in (cast.buyer, None):
        for _ in range(MOST_OF_NEW):
            messages.write_about_order(order, Words("Alo"), by=by)
        with pytest.raises(TooManyMessages):
            messages.write_about_order(order, Words("Alo"), by=by)
    with time_machine.travel(now() + timedelta(minutes=61), tick=False):
        messages.write_about_order(order, Words("Alo"), by=None)
    cast.buyer.created_at = now() - timedelta(days=8)
    messages.write_about_order(order, Words("Alo"), by=cast.buyer)


def test_a_shop_is_as_quick_as_it_was_and_not_quicker_by_leaving_people_alone(cast: Cast) -> None:
    begun = now()
    threads = []
    with time_machine.travel(begun, tick=False):
        order = [factories.order(factories.product(cast.seller_a)) for _ in range(7)]
        threads = [messages.write_about_order(each, Words("Bao giờ gửi?"), by=None).thread for each in order]
    for hours, thread in zip((1, 2, 3, 4), threads, strict=False):
        with time_machine.travel(begun + timedelta(hours=hours), tick=False):
            assert messages.answer_time(cast.seller_a.id) is not None
            answer(cast, thread)
    with time_machine.travel(begun + timedelta(hours=48), tick=False):
        assert messages.answer_time(cast.seller_a.id) == timedelta(hours=4), "three still wait, since two days"
    assert messages.answer_time(cast.seller_b.id) is None


def test_operators_read_what_was_reported_and_nothing_else(cast: Cast) -> None:
    thread = asked(cast)
    with pytest.raises(ThreadNotFound):
        messages.get_reported_thread(thread.ref)
    messages.report(thread, side=Side.BUYER, reason=ReportReason.INSULT)
    assert messages.get_reported_thread(thread.ref) is thread
    with pytest.raises(AlreadyReported), transaction():
        messages.report(messages.get_reported_thread(thread.ref), side=Side.BUYER, reason=ReportReason.SPAM)


def test_a_thread_of_three_years_ago_is_forgotten_with_all_that_is_in_it(cast: Cast) -> None:
    old, new = asked(cast), asked(cast)
    old.last_at = now() - timedelta(days=1097)
    assert messages.forget_old() == 1
    assert messages.threads_of_buyer(cast.buyer.id, limit=9) == [new]
