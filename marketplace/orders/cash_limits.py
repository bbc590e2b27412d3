"""Who may pay at the door, and how much; data/cash_limits.toml says it, with the day from which on it is so."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Final

from sqlalchemy import and_, case, func, or_, select

from marketplace.clock import now, today
from marketplace.database import db
from marketplace.day_spans import in_force
from marketplace.errors import DomainError
from marketplace.money import format_vnd
from marketplace.orders.call_models import CallReason
from marketplace.orders.errors import CashRefused
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import CALLED_OFF, OrderState, PaymentMethod
from marketplace.orders.undelivered import AGAINST_BUYER
from marketplace.text import N_

DATA: Final = Path(__file__).with_name("data") / "cash_limits.toml"
DAYS_OF_A_MONTH: Final = 30


@dataclass(frozen=True)
class Rules:
    """The limits of one period, in dong; see the file."""

    since: date
    parcel_most_vnd: int
    first_time_most_vnd: int
    call_from_vnd: int
    refusal_months: int
    call_after: int
    refuse_after: int


@dataclass(frozen=True)
class Record:
    """What is known of a buyer: parcels that arrived, that were refused lately, and the cash of those under way."""

    delivered: int = 0
    refused: int = 0
    underway_vnd: int = 0


@dataclass(frozen=True)
class CashCheck:
    """Whether these parcels may be paid at the door: `refusal` says why not and what else can be done; `call_reason`
    why the buyer is called first.
    """

    refusal: DomainError | None = None
    call_reason: CallReason | None = None

    @property
    def is_allowed(self) -> bool:
        """Whether it may be chosen, with or without a call."""
        return self.refusal is None


def check_cod(
    phone: str | None, user_id: int | None, parcels_vnd: Sequence[int], own_vnd: Sequence[int] = ()
) -> CashCheck:
    """Check what each parcel costs against the limits and what is known of the buyer, by phone (E.164) and account.

    What sellers bring themselves, or hand over, costs `own_vnd`: no carrier's limit for cash is meant for it.

    Without either only the parcels are looked at: whoever places the order says who they are, and is asked again.
    """
    rules = rules_on(today())
    if max(parcels_vnd, default=0) > rules.parcel_most_vnd:
        return CashCheck(_too_dear(rules))
    if not phone and user_id is None:
        return CashCheck()
    return judge(record_of(phone, user_id, rules), sum(parcels_vnd) + sum(own_vnd), rules)


def check_cash(purchase: Purchase, to_pay: Sequence[Order]) -> None:
    """See that these orders of a purchase, which are not paid at the door yet, may be, and note whether the buyer is
    called first. Raises CashRefused.
    """
    if purchase.is_gift:
        check_gift_cash(purchase)
    carried = [order.total_vnd for order in to_pay if not order.is_own_delivery]
    own = [order.total_vnd for order in to_pay if order.is_own_delivery]
    checked = check_cod(purchase.phone, purchase.user_id, carried, own)
    if checked.refusal:
        raise checked.refusal
    for order in to_pay:
        order.call_reason = checked.call_reason


def check_gift_cash(purchase: Purchase) -> None:
    """A courier who asks for money tells the price, and nobody pays for what they are given. Raises CashRefused."""
    if purchase.hides_prices:
        raise CashRefused(
            N_(
                "Quà giấu giá thì không trả tiền khi nhận được: người giao đòi tiền là người nhận biết giá. "
                "Chọn cách trả trước, hoặc bỏ dấu giấu giá."
            )
        )
    if purchase.contact_phone != purchase.phone or any(order.receiver for order in purchase.orders):
        raise CashRefused(
            N_(
                "Quà gửi người khác thì người nhận không phải trả tiền. "
                "Chọn cách trả trước, hoặc ghi số của chính bạn ở phần người nhận."
            )
        )


def judge(known: Record, total_vnd: int, rules: Rules) -> CashCheck:
    """What the record of a buyer means for so much more cash."""
    if known.refused >= rules.refuse_after:
        return CashCheck(_refused_often(rules, known))
    is_first = not known.delivered
    if is_first and known.underway_vnd + total_vnd > rules.first_time_most_vnd:
        return CashCheck(_too_much_at_first(rules))
    if known.refused >= rules.call_after:
        return CashCheck(call_reason=CallReason.REFUSALS)
    if is_first and known.underway_vnd + total_vnd >= rules.call_from_vnd:
        return CashCheck(call_reason=CallReason.FIRST_TIME)
    return CashCheck()


def record_of(phone: str | None, user_id: int | None, rules: Rules) -> Record:
    """What is known of a buyer; one statement."""
    same = [Purchase.phone == phone] if phone else []
    is_buyer = or_(*same, *([Purchase.user_id == user_id] if user_id is not None else []))
    lately = Purchase.placed_at >= now() - timedelta(days=DAYS_OF_A_MONTH * rules.refusal_months)
    under_way = Order.state.not_in([*CALLED_OFF, OrderState.DELIVERED])
    counts = select(
        func.count(case((Order.state == OrderState.DELIVERED, Order.id))),
        func.count(case((and_(Order.undelivered.in_(AGAINST_BUYER), lately), Order.id))),
        func.coalesce(
            func.sum(case((and_(under_way, Purchase.payment_method == PaymentMethod.COD), Order.total_vnd), else_=0)), 0
        ),
    )
    return Record(*map(int, db.session.execute(counts.select_from(Order).join(Order.purchase).where(is_buyer)).one()))


def rules_on(day: date) -> Rules:
    """The rules of that day; the first ones also for the days before them."""
    return in_force(_rules(), day, attrgetter("since"))


@cache
def _rules() -> tuple[Rules, ...]:
    listed = tomllib.loads(DATA.read_text(encoding="utf-8"))["rules"]
    return tuple(Rules(**row) for row in listed)


def _too_dear(rules: Rules) -> CashRefused:
    return CashRefused(
        N_("Đơn vị chuyển chỉ thu hộ tối đa %(most)s một kiện. Chọn cách trả trước, hoặc chia thành nhiều lần đặt."),
        most=format_vnd(rules.parcel_most_vnd),
    )


def _too_much_at_first(rules: Rules) -> CashRefused:
    return CashRefused(
        N_(
            "Lần đầu mua, trả tiền mặt khi nhận được tối đa %(most)s, tính cả đơn đang giao. "
            "Chọn cách trả trước, hoặc bớt hàng."
        ),
        most=format_vnd(rules.first_time_most_vnd),
    )


def _refused_often(rules: Rules, known: Record) -> CashRefused:
    return CashRefused(
        N_(
            "%(count)s kiện gửi tới số điện thoại này không có người nhận trong %(months)s tháng qua, "
            "nên lần này cần trả trước. Nếu có nhầm lẫn, gọi cho chợ."
        ),
        count=known.refused,
        months=rules.refusal_months,
    )
