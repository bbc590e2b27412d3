"""The first page of the practice shop: what there is to practise, what is done, and the money as it would arrive."""

from dataclasses import dataclass
from typing import Final

from flask import Response, flash, render_template, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_login import current_user

from marketplace import practice
from marketplace.database import transaction
from marketplace.orders.states import OrderState
from marketplace.practice import Exercise, Parcel, Step
from marketplace.web.locale import gettext
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other
from marketplace.web.seller import order_labels
from marketplace.web.seller.practice.pages import my_parcels, my_shop, practice_pages

blueprint = practice_pages("shop_practice", __name__)

EXERCISES: Final[dict[Exercise, tuple[LazyString, LazyString]]] = {
    Exercise.ACCEPT: (_("Nhận một đơn"), _("Xem đủ hàng rồi bấm nhận. Khách thật sẽ biết ngay.")),
    Exercise.LABEL: (_("In một nhãn"), _("Nhãn có chữ TẬP chạy ngang. Không có máy in thì viết mã lên thùng.")),
    Exercise.PACK: (_("Gói một kiện"), _("Tích từng việc: lấy từ lô nào, đóng thùng, dán nhãn.")),
    Exercise.HAND_OVER: (_("Giao cho bưu tá"), _("Ghi mã vận đơn. Khi tập, gõ gì cũng được.")),
    Exercise.CALL_OFF: (_("Từ chối một đơn thiếu hàng"), _("Kho tập chỉ còn 3 gói mà khách đặt 5. Hủy và nói vì sao.")),
    Exercise.MONEY: (_("Xem tiền về"), _("Tiền hàng trừ phí chợ, trừ thuế nếu có, còn lại bao nhiêu.")),
}


@dataclass(frozen=True)
class ToPractise:
    """An exercise in words, with where it is done."""

    name: LazyString
    detail: LazyString
    is_done: bool
    url: str


@blueprint.get("")
@signed_in
def show() -> str:
    shop = practice.find_shop(current_user.id)
    if shop is None:
        return render_template("seller/practice/begin.html", exercises=EXERCISES.values())
    steps = [_in_words(step) for step in practice.steps_of(shop)]
    return render_template(
        "seller/practice/show.html",
        steps=steps,
        following=next((step for step in steps if not step.is_done), None),
        done=sum(step.is_done for step in steps),
        parcels=[(each.order, order_labels.reading(each.order)) for each in practice.parcels_of(shop)],
    )


@blueprint.post("")
@signed_in
def begin() -> Response:
    """Begin, or begin anew."""
    with transaction():
        practice.start(current_user.user)
    flash(gettext("Gian hàng tập đã sẵn sàng, ba đơn đang chờ."))
    return see_other(".show")


@blueprint.get("/tien")
@signed_in
def money() -> str:
    shop, sent = practice.find_shop(current_user.id), my_parcels(*_SENT)
    return render_template(
        "seller/practice/money.html",
        parcels=[(each.order, order_labels.amounts(each.order)) for each in sent],
        sums=_sums(sent),
        net_vnd=sum(each.order.net_vnd for each in sent),
        is_seen=shop is not None and shop.money_seen_at is not None,
    )


@blueprint.post("/tien")
@signed_in
def see_money() -> Response:
    with transaction():
        practice.note_money(my_shop(lock=True))
    return see_other(".show")


_SENT: Final = (OrderState.SHIPPED, OrderState.DELIVERED)


def _sums(sent: list[Parcel]) -> list[tuple[str, int]]:
    """The same rows as those of the parcels, added up."""
    sums: dict[str, int] = {}
    for label, amount_vnd in (row for each in sent for row in order_labels.amounts(each.order)):
        sums[label] = sums.get(label, 0) + amount_vnd
    return list(sums.items())


def _in_words(step: Step) -> ToPractise:
    name, detail = EXERCISES[step.exercise]
    return ToPractise(name, detail, step.is_done, _url(step))


def _url(step: Step) -> str:
    if step.exercise == Exercise.MONEY:
        return url_for("shop_practice.money")
    if not step.number:
        return ""
    page = "shop_practice_packing.show" if step.exercise == Exercise.PACK else "shop_practice_orders.show"
    return url_for(page, parcel=step.number)
