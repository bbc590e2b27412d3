"""One parcel at a time, as a checklist."""

from collections.abc import Callable

import pytest

from marketplace import orders, stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from marketplace.stock.models import Lot
from tests import factories
from tests.client import Client
from tests.people import Cast

OrderIn = Callable[..., Order]
SignIn = Callable[[User], Client]
ALL = ["take-1", "close", "label"]


@pytest.fixture
def lots(honey: Product) -> tuple[Lot, Lot]:
    """Two lots beside the first 38 jars: one that keeps longer, and one of a single jar."""
    return factories.lot(honey.variants[0], 20, code="LATER"), factories.lot(honey.variants[0], 1, code="ONE")


def page_of(order: Order) -> str:
    return f"/ban-hang/don/{order.number}/goi"


def lots_of(order: Order) -> dict[str, int]:
    line = order.lines[0].id
    return {share.lot_code: share.quantity for share in stock.lots_of_lines([line]).get(line, [])}


def seen(order: Order) -> str:
    return ",".join(f"{code}:{units}" for code, units in lots_of(order).items())


def send(client: Client, order: Order, *jobs: str, **more: str) -> tuple[int, str]:
    form = {"xong": list(jobs), "lo-take-1": seen(order), **more}
    answer = client.send(page_of(order), form)
    return answer.status_code, answer.location or answer.text


def mark(client: Client, order: Order, job: str, done: str = "1", lots: str | None = None) -> tuple[int, str]:
    form = {"viec": job, "xong": done, "lo": seen(order) if lots is None else lots}
    answer = client.send(f"{page_of(order)}/viec", form)
    return answer.status_code, answer.json["said"]


def choose(client: Client, order: Order, code: str, job: str = "take-1") -> tuple[int, str]:
    answer = client.send(f"{page_of(order)}/lo", {"viec": job, "lo": code})
    return answer.status_code, answer.location or answer.text


def ticked(order: Order) -> dict[str, int]:
    return {job.key: job.tick.by_id for job in orders.jobs_of(order) if job.tick}


def state_of(order: Order) -> str:
    db.session.refresh(order)
    return order.state


def test_the_page_says_what_to_take_from_which_lot_and_what_the_courier_collects(
    packer: Client, order_in: OrderIn
) -> None:
    order = order_in(OrderState.CONFIRMED)
    page = packer.get(page_of(order)).text
    [lot] = lots_of(order)
    assert "Lấy 2 × Mật ong Green Life, hũ 500\xa0ml" in page
    assert f"Lô {lot} × 2" in page
    assert f"Dán nhãn {order.box_code}" in page
    assert "Thu 360.000\xa0₫" in page
    assert "313.500" not in page
    assert "Lấy từ lô khác" not in page


def test_with_every_job_ticked_the_parcel_is_closed_and_the_next_opens(
    packer: Client, order_in: OrderIn, cast: Cast
) -> None:
    first, second = order_in(OrderState.CONFIRMED), order_in(OrderState.CONFIRMED)
    assert send(packer, first, *ALL) == (303, page_of(second))
    assert state_of(first) == OrderState.PACKED
    assert ticked(first) == dict.fromkeys(ALL, cast.packer_a.id)
    assert send(packer, second, *ALL) == (303, "/ban-hang/don?xem=cho-lay")


def test_what_is_not_ticked_is_told_and_the_ticks_stay(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    status, page = send(packer, order, "take-1")
    assert status == 400
    assert "Chưa gói xong: còn 2 việc chưa tích." in page
    assert state_of(order) == OrderState.CONFIRMED
    assert list(ticked(order)) == ["take-1"]
    assert 'value="take-1" data-lots="' in page
    assert page.count(" checked>") == 1


def test_ticks_are_kept_without_closing_and_taken_back(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    assert send(packer, order, *ALL, luu="1") == (303, page_of(order))
    assert list(ticked(order)) == ALL
    send(packer, order, "close", luu="1", truoc="label")
    assert list(ticked(order)) == ["take-1", "close"]


def test_a_colleagues_tick_is_not_taken_back_by_an_older_page(
    packer: Client, order_in: OrderIn, client_for: SignIn, cast: Cast
) -> None:
    order = order_in(OrderState.CONFIRMED)
    mark(packer, order, "close")
    send(client_for(cast.owner_a), order, "label", luu="1")
    assert ticked(order) == {"close": cast.packer_a.id, "label": cast.owner_a.id}


def test_each_tick_of_the_script_counts_once(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    assert mark(packer, order, "take-1") == mark(packer, order, "take-1") == (200, "")
    assert list(ticked(order)) == ["take-1"]
    assert mark(packer, order, "take-1", "0") == mark(packer, order, "take-1", "0") == (200, "")
    assert ticked(order) == {}


def test_two_packers_at_one_parcel_hear_of_each_other(
    packer: Client, order_in: OrderIn, client_for: SignIn, cast: Cast
) -> None:
    order = order_in(OrderState.CONFIRMED)
    mark(packer, order, "take-1")
    status, said = mark(client_for(cast.owner_a), order, "take-1")
    assert status == 200
    assert "Người đóng gói đã làm việc này lúc" in said
    assert ticked(order) == {"take-1": cast.packer_a.id}


def test_a_tick_that_comes_too_late_is_told(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    orders.cancel(order, by=None, role=ActorRole.SELLER, reason="Hết hàng")
    status, said = mark(packer, order, "take-1", lots="")
    assert status == 409
    assert said.startswith(f"{order.number}: Đơn đã đổi trạng thái")
    assert ticked(order) == {}


def test_a_tick_sent_again_after_packing_is_no_conflict(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    send(packer, order, *ALL)
    assert mark(packer, order, "label") == (200, "")


def test_another_lot_can_be_chosen_while_it_has_stock(
    packer: Client, order_in: OrderIn, lots: tuple[Lot, Lot], honey: Product
) -> None:
    order = order_in(OrderState.CONFIRMED)
    [first] = lots_of(order)
    assert choose(packer, order, "LATER") == (303, page_of(order))
    assert lots_of(order) == {"LATER": 2}
    assert "Lô LATER × 2" in packer.get(page_of(order)).text
    left = {lot.code: lot.on_hand for lot in db.session.query(Lot).populate_existing()}
    assert (left[first], left["LATER"], left["ONE"]) == (38, 18, 1)
    choose(packer, order, first)
    assert lots_of(order) == {first: 2}


def test_a_lot_that_holds_too_little_is_refused_with_what_is_left(
    packer: Client, order_in: OrderIn, lots: tuple[Lot, Lot]
) -> None:
    order = order_in(OrderState.CONFIRMED)
    before = lots_of(order)
    status, page = choose(packer, order, "ONE")
    assert status == 409
    assert "Lô ONE chỉ còn 1" in page
    assert lots_of(order) == before


@pytest.mark.parametrize("code", ["NONE", "", "\x00", "x" * 300])
def test_a_lot_that_is_not_there_is_refused(packer: Client, order_in: OrderIn, code: str) -> None:
    order = order_in(OrderState.CONFIRMED)
    assert choose(packer, order, code)[0] == 404
    assert choose(packer, order, code, job="close")[0] == 404
    assert mark(packer, order, code)[0] == 404


def test_another_shops_lot_is_not_there(packer: Client, order_in: OrderIn, cast: Cast) -> None:
    theirs = factories.product(cast.seller_b, left=0)
    factories.lot(theirs.variants[0], 9, code="THEIRS")
    assert choose(packer, order_in(OrderState.CONFIRMED), "THEIRS")[0] == 404


def test_changing_the_lot_takes_the_tick_back_and_an_old_tick_does_not_count(
    packer: Client, order_in: OrderIn, lots: tuple[Lot, Lot]
) -> None:
    order = order_in(OrderState.CONFIRMED)
    old = seen(order)
    mark(packer, order, "take-1")
    choose(packer, order, "LATER")
    assert ticked(order) == {}
    status, said = mark(packer, order, "take-1", lots=old)
    assert status == 409
    assert "vừa được đổi sang lô khác" in said
    assert mark(packer, order, "take-1") == (200, "")


def test_choosing_the_same_lot_again_keeps_the_tick(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    mark(packer, order, "take-1")
    choose(packer, order, next(iter(lots_of(order))))
    assert list(ticked(order)) == ["take-1"]


def test_a_recalled_lot_leaves_in_no_parcel(packer: Client, order_in: OrderIn, lots: tuple[Lot, Lot]) -> None:
    order = order_in(OrderState.CONFIRMED)
    first = db.session.query(Lot).filter_by(code=next(iter(lots_of(order)))).one()
    mark(packer, order, "take-1")
    stock.recall(first, reason_vi="Lẫn nước")
    page = packer.get(page_of(order)).text
    assert "Lô này đã bị thu hồi" in page
    assert "Đã bị thu hồi, không được gửi" in page
    status, page = send(packer, order, *ALL)
    assert status == 409
    assert "không được gửi" in page
    quick = packer.send(f"/ban-hang/don/{order.number}/packing")
    assert quick.status_code == 409
    assert "đã bị thu hồi" in quick.text
    assert state_of(order) == OrderState.CONFIRMED
    choose(packer, order, "LATER")
    assert send(packer, order, *ALL)[0] == 303
    assert state_of(order) == OrderState.PACKED


def test_an_order_that_is_not_being_packed_shows_as_it_is(packer: Client, order_in: OrderIn) -> None:
    for state in (OrderState.PLACED, OrderState.PACKED):
        order = order_in(state)
        assert "không có gì phải gói" in packer.get(page_of(order)).text
        status, page = send(packer, order, *ALL)
        assert status == 409
        assert "Xem đơn bây giờ" in page


def test_another_shops_parcel_does_not_exist(stranger: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    assert stranger.get(page_of(order)).status_code == 404
    assert [send(stranger, order, *ALL)[0], choose(stranger, order, "L")[0], mark(stranger, order, "close")[0]] == [
        404
    ] * 3
    assert ticked(order) == {}


def test_today_begins_with_the_first_parcel_to_pack(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    assert f'href="{page_of(order)}"' in packer.get("/ban-hang").text


def test_cold_and_fragile_goods_say_how_the_box_is_closed(packer: Client, cast: Cast) -> None:
    yoghurt = factories.product(cast.seller_a, "Sữa chua", storage_class="chilled", is_fragile=True)
    order = factories.order(yoghurt)
    orders.confirm(order, by=None)
    page = packer.get(page_of(order)).text
    assert "túi đá gel" in page
    assert "Đồ dễ vỡ" in page


def test_the_packer_sees_the_photo_of_what_to_take(packer: Client, honey: Product, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    drawing = f"art/{honey.picture}."
    assert drawing in packer.get(page_of(order)).text
    honey.photos = [{"ref": "h0ney", "alt_vi": "", "alt_en": "", "blur": "data:,", "width": 400, "height": 400}]
    db.session.flush()
    assert "h0ney" in packer.get(page_of(order)).text
