"""A seller's first page: what to do now, then what to look at."""

from dataclasses import dataclass, field

from flask import render_template, url_for
from flask_babel import ngettext

from marketplace import certification, earnings, moderation, orders, reviews, stock
from marketplace.certification import EndingCertificate
from marketplace.clock import now, today
from marketplace.earnings import Delivered
from marketplace.gathering import gather
from marketplace.moderation import ToldCase
from marketplace.orders import OPEN_STATES, PackSum, Tally
from marketplace.orders.states import OrderState
from marketplace.reviews import WaitingWords
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock import EndingLot, ScarcePack
from marketplace.web.filters import full_date, goods, say
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller import order_labels
from marketplace.web.seller.shop import closing_decision, shop_pages, tallies_of

blueprint = shop_pages("shop_dashboard", __name__, "/ban-hang")

LOW_STOCK = 10
MOST_ALERTS = 5
Tallies = dict[OrderState, Tally]


@dataclass(frozen=True)
class Lead:
    """The one next step."""

    title: str
    deadline: str
    late: bool
    units: list[PackSum]
    button: str
    url: str


@dataclass(frozen=True)
class Task:
    """One row to look at."""

    url: str
    title: str
    detail: str
    icon: str
    tone: str = ""


@dataclass(frozen=True)
class Found:
    """What the areas of a shop say of today; with the order to begin with and its units, or whether anything sells."""

    low: list[ScarcePack]
    lots: list[EndingLot]
    cases: list[ToldCase]
    certificates: list[EndingCertificate]
    words: WaitingWords
    delivered: Delivered
    next_number: str = ""
    units: list[PackSum] = field(default_factory=list)
    is_anything_to_sell: bool = False


@blueprint.get("")
@requires(ShopPermission.VIEW_SHOP)
def show() -> str:
    membership = current_membership()
    seller_id = membership.seller_id
    tallies = tallies_of(seller_id)
    does_orders = membership.may(ShopPermission.CHANGE_ORDERS)
    waiting = [state for state in OPEN_STATES if tallies[state].count]
    found = _ask(seller_id, next(iter(waiting), None))
    return render_template(
        "seller/dashboard.html",
        decision=closing_decision(membership.seller),
        lead=_lead(found, waiting[0], tallies) if waiting and does_orders else None,
        tasks=[_step(state, tallies[state]) for state in waiting[1 if does_orders else 0 :]],
        is_done=not waiting,
        sold_out=None if waiting else _sold_out(found),
        cases=[_case(case) for case in found.cases],
        certificates=[_certificate(certificate) for certificate in found.certificates],
        inbox=_inbox(*found.words) if membership.may(ShopPermission.ANSWER_CUSTOMERS) else None,
        low=found.low,
        expiring=[_expiring(lot) for lot in found.lots],
        month=today().month,
        sales=found.delivered if membership.may(ShopPermission.VIEW_MONEY) else None,
        on_the_road=_on_the_road(tallies[OrderState.SHIPPED]),
        coming_back=_coming_back(tallies[OrderState.RETURNING]),
    )


def _ask(seller_id: int, state: OrderState | None) -> Found:
    """All of it by one statement; `state` is the step that comes first, if there is any."""
    soon = today() + certification.ENDS_SOON
    of_all = (
        stock.running_low(seller_id, at_most=LOW_STOCK, limit=MOST_ALERTS),
        stock.expiring(seller_id, limit=MOST_ALERTS),
        moderation.open_cases_of(seller_id, limit=MOST_ALERTS),
        certification.ending_by(seller_id, soon, limit=MOST_ALERTS),
        reviews.waiting_words(seller_id),
        earnings.delivered_in(seller_id, earnings.month_of(now())),
    )
    if state is None:
        low, lots, cases, certificates, [words], [sold], to_sell = gather(*of_all, stock.anything_to_sell(seller_id))
        return Found(low, lots, cases, certificates, words, sold, is_anything_to_sell=bool(to_sell))
    work = orders.next_number(seller_id, state), orders.units_in_state(seller_id, state)
    low, lots, cases, certificates, [words], [sold], numbers, units = gather(*of_all, *work)
    return Found(low, lots, cases, certificates, words, sold, next_number=next(iter(numbers), ""), units=units)


def _lead(found: Found, state: OrderState, tallies: Tallies) -> Lead:
    return Lead(
        title=order_labels.waiting(state, tallies[state].count),
        deadline=order_labels.first_deadline(state, tallies[state]),
        late=tallies[state].late > 0,
        units=found.units,
        button=order_labels.start(state),
        url=_url_of(found.next_number, state) if found.next_number else _list_url(state),
    )


def _sold_out(found: Found) -> ScarcePack | None:
    """What to count first in a shop where buyers can order nothing at all, as in one that has just opened."""
    if not found.low or found.low[-1].left or found.is_anything_to_sell:
        return None
    return found.low[0]


def _step(state: OrderState, tally: Tally) -> Task:
    title = order_labels.waiting(state, tally.count)
    if tally.late:
        return Task(_list_url(state), title, order_labels.overdue(state, tally.late), "alert", "bad")
    return Task(_list_url(state), title, order_labels.first_deadline(state, tally), "box")


def _case(case: ToldCase) -> Task:
    """What operators want of goods, with its deadline."""
    url, name = url_for("shop_cases.show", ref=case.ref), say(case, "name")
    title = gettext("Món đã hạ: %(name)s", name=name) if case.is_takedown else gettext("Cần sửa: %(name)s", name=name)
    if case.answered_at:
        return Task(url, title, gettext("Đã trả lời, chờ người vận hành xem."), "clock")
    detail = gettext("Trả lời trước hết ngày %(day)s.", day=full_date(case.due_at))
    return Task(url, title, detail, "alert", "bad" if case.is_takedown or case.is_late else "w")


def _inbox(questions: int, opinions: int) -> Task | None:
    if not questions and not opinions:
        return None
    unsaid = ngettext("%(num)d đánh giá chưa đáp", "%(num)d đánh giá chưa đáp", opinions)
    if not questions:
        return Task(url_for("shop_inbox.list", xem="danh-gia"), unsaid, gettext("Đáp một lời, khách nhớ lâu."), "chat")
    asked = ngettext("%(num)d câu hỏi chờ trả lời", "%(num)d câu hỏi chờ trả lời", questions)
    return Task(url_for("shop_inbox.list"), asked, unsaid if opinions else "", "chat", "w")


def _certificate(certificate: EndingCertificate) -> Task:
    last_day = certificate.expires_on
    url, name = url_for("shop_certificates.list"), say(certificate, "name")
    if last_day < today():
        gone = gettext("Hết từ %(date)s. Khách không còn thấy dấu này.", date=full_date(last_day))
        return Task(url, gettext("Giấy chứng nhận hết hạn: %(name)s", name=name), gone, "cert", "bad")
    left = gettext("Còn %(days)s ngày. Chuẩn bị hồ sơ đánh giá lại.", days=(last_day - today()).days)
    return Task(url, gettext("Giấy chứng nhận sắp hết hạn: %(name)s", name=name), left, "cert", "w")


def _expiring(lot: EndingLot) -> Task:
    """A lot whose last day is near or over; while something of it is left it is told. Or a harvest that is due."""
    if lot.expected_on:
        name = goods(lot)
        waiting = gettext("Khách đặt %(count)s. Báo số thu được thì gói được.", count=lot.taken)
        title = gettext("Đến ngày thu hoạch: %(name)s", name=name)
        return Task(url_for("shop_harvests.show", ref=lot.ref), title, waiting, "leaf", "w")
    last_day = lot.best_before_on or today()
    url, name = url_for("shop_lots.show", ref=lot.ref), goods(lot)
    days, left = (last_day - today()).days, lot.on_hand
    if days < 0:
        over = gettext("Lô %(code)s còn %(left)s, không bán được nữa. Bỏ đi thì ghi vào sổ.", code=lot.code, left=left)
        return Task(url, gettext("Quá hạn: %(name)s", name=name), over, "alert", "bad")
    soon = gettext(
        "Lô %(code)s còn %(left)s, hạn %(date)s. Bán trước lô này.",
        code=lot.code,
        left=left,
        date=full_date(last_day),
    )
    return Task(url, gettext("Sắp hết hạn: %(name)s", name=name), soon, "clock", "w")


def _on_the_road(tally: Tally) -> Task | None:
    if not tally.count or tally.arrives_on is None:
        return None
    shipped = OrderState.SHIPPED
    title = order_labels.waiting(shipped, tally.count)
    if tally.late:
        return Task(_list_url(shipped), title, order_labels.overdue(shipped, tally.late), "alert", "bad")
    soonest = gettext("Hẹn đến sớm nhất: %(date)s", date=full_date(tally.arrives_on))
    return Task(_list_url(shipped), title, soonest, "truck")


def _coming_back(tally: Tally) -> Task | None:
    return _step(OrderState.RETURNING, tally) if tally.count else None


def _url_of(number: str, state: OrderState) -> str:
    return url_for("shop_packing.show" if state == OrderState.CONFIRMED else "shop_orders.show", number=number)


def _list_url(state: OrderState) -> str:
    return url_for("shop_orders.list", xem=order_labels.tab_of(state))
