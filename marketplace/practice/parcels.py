"""A sample order as the pages of a seller show one: made from what was done to it, each time it is looked at.

These objects belong to no database session. Their shop has no address and their purchase no token, which the tables
demand, so that the database refuses them should anybody ever try to write one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from marketplace.catalogue.models import coldest
from marketplace.clock import end_of_day, to_local
from marketplace.money import share
from marketplace.orders.deadlines import time_to_act
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.orders.packing import CLOSE, LABEL, Care, Job, PackingTick
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.practice.models import PracticeShop
from marketplace.practice.samples import SampleLine, SampleOrder
from marketplace.sellers.models import Seller
from marketplace.stock import LotOption, LotShare

Record = dict[str, Any]
"""What was done to a parcel: `events` (state, instant, note), `ticks` and chosen `lots` by job, `carrier`, `code`."""
UNTOUCHED: Final[Record] = {"events": [], "ticks": {}, "lots": {}, "carrier": "", "code": ""}
DAYS_ON_THE_ROAD: Final = (2, 4)
MOST_LINES: Final = 10


class Exercise(StrEnum):
    """What there is to practise, in the order in which it is done."""

    ACCEPT = "accept"
    LABEL = "label"
    PACK = "pack"
    HAND_OVER = "hand over"
    CALL_OFF = "call off"
    MONEY = "money"


@dataclass(frozen=True)
class Parcel:
    """A sample order with its jobs. `lots` are those of its lines by their ids, as packing slips show them."""

    order: Order
    jobs: list[Job]
    care: Care

    @property
    def lots(self) -> dict[int, list[LotShare]]:
        """From which lots how many units come."""
        takes = [job for job in self.jobs if job.line is not None]
        return {job.line.id: [LotShare(lot.code, lot.taken) for lot in job.taken] for job in takes if job.line}

    def job(self, key: str) -> Job | None:
        """The job of this name, if the parcel has it."""
        return next((job for job in self.jobs if job.key == key), None)


def is_short(job: Job) -> bool:
    """Whether its lots hold less than was ordered."""
    return job.line is not None and sum(lot.taken for lot in job.lots) < job.line.quantity


def parcel_of(shop: PracticeShop, sample: SampleOrder, place: int) -> Parcel:
    """The sample order at this place of the list, as it stands in this practice."""
    record: Record = {**UNTOUCHED, **shop.parcels.get(sample.number, {})}
    order = _order(shop, sample, place, record)
    takes = [
        Job(key, line, _lots(shop, wanted, record["lots"].get(key, "")), _tick(shop, record, key))
        for key, line, wanted in _keyed(order, sample)
    ]
    rest = [Job(key, None, [], _tick(shop, record, key)) for key in (CLOSE, LABEL)]
    care = Care(coldest(line.storage for line in sample.lines), any(line.is_fragile for line in sample.lines), ())
    return Parcel(order, [*takes, *rest], care)


def _order(shop: PracticeShop, sample: SampleOrder, place: int, record: Record) -> Order:
    placed_at = shop.started_at - timedelta(hours=sample.hours_ago)
    arrives = [to_local(placed_at).date() + timedelta(days=days) for days in DAYS_ON_THE_ROAD]
    events = _events(shop, placed_at, record)
    return Order(
        number=sample.number,
        state=events[-1].state,
        due_at=_due_at(events[-1], arrives[-1]),
        goods_vnd=sample.goods_vnd,
        shipping_vnd=sample.shipping_vnd,
        total_vnd=sample.goods_vnd + sample.shipping_vnd,
        weight_grams=sum(line.grams * line.quantity for line in sample.lines),
        arrives_from_on=arrives[0],
        arrives_to_on=arrives[1],
        carrier=record["carrier"],
        tracking_number=record["code"],
        placed_at=placed_at,
        purchase=_purchase(sample),
        seller=_seller(shop),
        lines=[_line(shop, line, place * MOST_LINES + number) for number, line in enumerate(sample.lines)],
        events=events,
    )


def _purchase(sample: SampleOrder) -> Purchase:
    return Purchase(
        recipient_name=sample.name,
        phone=sample.phone,
        province_code=sample.province_code,
        commune_code=sample.commune_code,
        street=sample.street,
        old_address="",
        note=sample.note,
        payment_method=PaymentMethod.TRANSFER if sample.is_paid else PaymentMethod.COD,
        payment_state=PaymentState.PAID if sample.is_paid else PaymentState.DUE,
    )


def _seller(shop: PracticeShop) -> Seller:
    return Seller(
        kind=shop.kind,
        commission_bp=shop.commission_bp,
        name_vi="Gian hàng tập",
        name_en="Practice shop",
        printed_place_vi="Xã Mẫu, tỉnh Mẫu",
        picture="gui",
    )


def _line(shop: PracticeShop, line: SampleLine, number: int) -> OrderLine:
    total_vnd = line.price_vnd * line.quantity
    return OrderLine(
        id=number,
        variant_id=number,
        picture=line.picture,
        name_vi=line.name_vi,
        name_en=line.name_en,
        pack_vi=line.pack_vi,
        pack_en=line.pack_en,
        unit_price_vnd=line.price_vnd,
        quantity=line.quantity,
        total_vnd=total_vnd,
        commission_bp=shop.commission_bp,
        commission_vnd=share(total_vnd, shop.commission_bp),
    )


def _events(shop: PracticeShop, placed_at: datetime, record: Record) -> list[OrderEvent]:
    placed = OrderEvent(state=OrderState.PLACED, role=ActorRole.BUYER, note="", at=placed_at)
    later = [
        OrderEvent(state=OrderState(state), role=ActorRole.SELLER, by=shop.user, note=note, at=_instant(at))
        for state, at, note in record["events"]
    ]
    return [placed, *later]


def _due_at(newest: OrderEvent, arrives_on: date) -> datetime | None:
    if newest.state == OrderState.SHIPPED:
        return end_of_day(arrives_on)
    to_act = time_to_act(OrderState(newest.state), newest.at)
    return newest.at + to_act if to_act else None


def _keyed(order: Order, sample: SampleOrder) -> list[tuple[str, OrderLine, SampleLine]]:
    pairs = zip(order.lines, sample.lines, strict=True)
    return [(f"take-{place}", line, wanted) for place, (line, wanted) in enumerate(pairs, start=1)]


def _lots(shop: PracticeShop, line: SampleLine, chosen: str) -> list[LotOption]:
    """Units come from the chosen lot, else from the first to expire and the ones after it."""
    wanted, options = line.quantity, []
    for lot in line.lots:
        taken = 0 if chosen and lot.code != chosen else min(lot.units, wanted)
        wanted -= taken
        best_before_on = to_local(shop.started_at).date() + timedelta(days=lot.days)
        options.append(LotOption(lot.code, best_before_on, taken, lot.units - taken, is_recalled=False))
    return options


def _tick(shop: PracticeShop, record: Record, key: str) -> PackingTick | None:
    at = record["ticks"].get(key)
    return PackingTick(job=key, by=shop.user, by_id=shop.user_id, at=_instant(at)) if at else None


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)
