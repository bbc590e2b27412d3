"""Questions about a practice."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.database import db
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.states import OrderState
from marketplace.practice.errors import NotPractising
from marketplace.practice.models import PracticeShop
from marketplace.practice.parcels import Exercise, Parcel, is_short, parcel_of
from marketplace.practice.samples import ORDERS

SHOWN_BY = {
    Exercise.ACCEPT: OrderState.CONFIRMED,
    Exercise.PACK: OrderState.PACKED,
    Exercise.HAND_OVER: OrderState.SHIPPED,
    Exercise.CALL_OFF: OrderState.CANCELLED,
}
"""An exercise is done as soon as one parcel has been in this state."""


@dataclass(frozen=True)
class Step:
    """One exercise: whether it is done, and the parcel to do it with, where there is one."""

    exercise: Exercise
    is_done: bool
    number: str


def find_shop(user_id: int) -> PracticeShop | None:
    """The person's practice, if there is one."""
    return db.session.get(PracticeShop, user_id, options=[joinedload(PracticeShop.user)])


def get_shop(user_id: int, *, lock: bool = False) -> PracticeShop:
    """The person's practice. Raises NotPractising."""
    wanted = select(PracticeShop).where(PracticeShop.user_id == user_id).options(joinedload(PracticeShop.user))
    locked = wanted.with_for_update(of=PracticeShop) if lock else wanted
    shop = db.session.scalars(locked.execution_options(populate_existing=True)).first()
    if shop is None:
        raise NotPractising()
    return shop


def parcels_of(shop: PracticeShop) -> list[Parcel]:
    """All sample orders as they stand in this practice."""
    return [parcel_of(shop, sample, place) for place, sample in enumerate(ORDERS)]


def get_parcel(shop: PracticeShop, number: str) -> Parcel:
    """One of them. Raises OrderNotFound."""
    found = next((parcel for parcel in parcels_of(shop) if parcel.order.number == number), None)
    if found is None:
        raise OrderNotFound()
    return found


def steps_of(shop: PracticeShop) -> list[Step]:
    """What there is to practise, and what of it is done."""
    parcels = parcels_of(shop)
    return [Step(exercise, _is_done(exercise, shop, parcels), _number(exercise, parcels)) for exercise in Exercise]


def _is_done(exercise: Exercise, shop: PracticeShop, parcels: list[Parcel]) -> bool:
    if exercise in SHOWN_BY:
        return any(event.state == SHOWN_BY[exercise] for parcel in parcels for event in parcel.order.events)
    return (shop.label_printed_at if exercise == Exercise.LABEL else shop.money_seen_at) is not None


def _number(exercise: Exercise, parcels: list[Parcel]) -> str:
    """The first parcel that is ready for it; for calling one off, the one whose goods do not suffice."""
    for parcel in parcels:
        order, lacks = parcel.order, any(map(is_short, parcel.jobs))
        ready = {
            Exercise.ACCEPT: order.can_confirm and not lacks,
            Exercise.LABEL: order.can_pack and not lacks,
            Exercise.PACK: order.can_pack and not lacks,
            Exercise.HAND_OVER: order.can_ship,
            Exercise.CALL_OFF: order.can_cancel and lacks,
            Exercise.MONEY: False,
        }
        if ready[exercise]:
            return order.number
    return ""
