"""What somebody does while practising. Each of these changes the one row of the practice and nothing else."""

from typing import Final

from marketplace import jobs, sellers
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.errors import JobUnknown, LotChanged, MoveRefused
from marketplace.orders.packing import Job
from marketplace.orders.states import ActorRole, OrderState
from marketplace.practice.errors import ShortOfGoods
from marketplace.practice.models import PracticeShop
from marketplace.practice.parcels import UNTOUCHED, Parcel, Record, is_short
from marketplace.practice.queries import get_parcel
from marketplace.retention import period
from marketplace.sellers import applications
from marketplace.sellers.models import COMMISSION_BP, SellerKind
from marketplace.sellers.questions import kind_of
from marketplace.stock.errors import LotNotThere

KEPT_UNUSED: Final = period("practice_shops")


def start(user: User) -> PracticeShop:
    """Begin, or begin anew, with the kind and the commission of the shop that the person has or has applied for."""
    shop = db.session.get(PracticeShop, user.id) or PracticeShop(user_id=user.id, user=user)
    shop.parcels, shop.label_printed_at, shop.money_seen_at = {}, None, None
    shop.started_at = shop.changed_at = now()
    shop.kind, shop.commission_bp = _terms_of(user)
    db.session.add(shop)
    db.session.flush()
    return shop


def accept(shop: PracticeShop, number: str) -> None:
    """Take the order. Raises OrderNotFound or MoveRefused, as everything below."""
    _move(shop, number, OrderState.CONFIRMED)


def pack(shop: PracticeShop, number: str) -> None:
    """Close the parcel. Raises ShortOfGoods, too."""
    parcel = get_parcel(shop, number)
    for job in parcel.jobs:
        _check_enough(job)
    _move(shop, number, OrderState.PACKED)


def hand_over(shop: PracticeShop, number: str, *, carrier: str, tracking_number: str) -> None:
    """The courier has it."""
    _move(shop, number, OrderState.SHIPPED, carrier=carrier, code=tracking_number)


def deliver(shop: PracticeShop, number: str) -> None:
    """The buyer has it."""
    _move(shop, number, OrderState.DELIVERED)


def cancel(shop: PracticeShop, number: str, *, reason: str) -> None:
    """Call it off, in words that a buyer would read."""
    _move(shop, number, OrderState.CANCELLED, note=reason)


def tick(shop: PracticeShop, number: str, key: str, *, seen: str) -> None:
    """A job is done, with the lots in `seen`. Raises JobUnknown, LotChanged and ShortOfGoods, too."""
    job = _being_packed(shop, number).job(key)
    if job is None:
        raise JobUnknown()
    if job.line is not None and seen != job.seen:
        raise LotChanged()
    _check_enough(job)
    _write(shop, number, ticks=_record(shop, number)["ticks"] | {key: now().isoformat()})


def untick(shop: PracticeShop, number: str, key: str) -> None:
    """It is not done after all."""
    _being_packed(shop, number)
    ticks = _record(shop, number)["ticks"]
    _write(shop, number, ticks={job: at for job, at in ticks.items() if job != key})


def choose_lot(shop: PracticeShop, number: str, key: str, code: str) -> None:
    """Take the units of a job from this lot. Raises JobUnknown and LotNotThere, too."""
    job = _being_packed(shop, number).job(key)
    if job is None or job.line is None:
        raise JobUnknown()
    wanted = job.line.quantity
    if not any(lot.code == code and lot.has_enough_for(wanted) for lot in job.lots):
        raise LotNotThere()
    record = _record(shop, number)
    untick(shop, number, key)
    _write(shop, number, lots=record["lots"] | {key: code})


def note_label(shop: PracticeShop) -> None:
    """A label was printed."""
    shop.label_printed_at = shop.changed_at = now()


def note_money(shop: PracticeShop) -> None:
    """The person has seen how the money arrives."""
    shop.money_seen_at = shop.changed_at = now()


def forget_unused() -> int:
    """Delete some of the practices in which nobody did anything for four weeks; returns how many."""
    return jobs.delete_some(PracticeShop, PracticeShop.changed_at < now() - KEPT_UNUSED)


def _move(shop: PracticeShop, number: str, state: OrderState, note: str = "", **facts: str) -> None:
    order = get_parcel(shop, number).order
    if not order.can_move_to(state, ActorRole.SELLER):
        raise MoveRefused(order.state)
    events = [*_record(shop, number)["events"], (state.value, now().isoformat(), note)]
    _write(shop, number, events=events, **facts)


def _being_packed(shop: PracticeShop, number: str) -> Parcel:
    parcel = get_parcel(shop, number)
    if not parcel.order.can_pack:
        raise MoveRefused(parcel.order.state)
    return parcel


def _check_enough(job: Job) -> None:
    if job.line is not None and is_short(job):
        raise ShortOfGoods(left=sum(lot.taken for lot in job.lots), wanted=job.line.quantity)


def _terms_of(user: User) -> tuple[SellerKind, int]:
    for membership in sellers.memberships_of(user.id):
        return SellerKind(membership.seller.kind), membership.seller.commission_bp
    for application in applications.applications_of(user.id):
        if kind := kind_of(application):
            return kind.seller_kind, COMMISSION_BP
    return SellerKind.COOPERATIVE, COMMISSION_BP


def _record(shop: PracticeShop, number: str) -> Record:
    return {**UNTOUCHED, **shop.parcels.get(number, {})}


def _write(shop: PracticeShop, number: str, **changed: object) -> None:
    shop.parcels = {**shop.parcels, number: _record(shop, number) | changed}
    shop.changed_at = now()
    db.session.flush()
