"""What carriers tell of parcels: kept word for word, once, and followed where it can be. Nothing is ever dropped."""

from sqlalchemy import select

from marketplace.clock import now
from marketplace.database import db, insert_new
from marketplace.gateways.carriers import Booking, Carrier, News
from marketplace.refs import new_ref
from marketplace.shipments.actions import settle
from marketplace.shipments.following import follow
from marketplace.shipments.meanings import Meaning, meaning_of, reason_of
from marketplace.shipments.models import CarrierNotice, Shipment
from marketplace.shipments.queries import find_named, lock_with_order, shipments_of
from marketplace.shipments.states import NEVER_LEFT, CashState, ParcelState, Result, Source, cash_after


def take_news(news: News, source: Source = Source.NOTICE) -> CarrierNotice | None:
    """Keep what a carrier tells, and follow it; None for what it told before, which changes nothing."""
    notice = CarrierNotice(
        ref=new_ref(),
        key=news.key,
        carrier=news.carrier,
        tracking=news.tracking,
        code=news.code,
        raw_status=news.status,
        words=news.words or news.reason,
        source=source,
        at=news.at,
        received_at=now(),
        body=dict(news.body),
        result=Result.UNKNOWN_PARCEL,
    )
    if not insert_new([notice], known_by="ref", unless_taken="key"):
        return None
    db.session.add(notice)
    if named := find_named(news.carrier, news.code, news.tracking):
        shipment = lock_with_order(named)
        notice.shipment_id, notice.result = shipment.id, _apply(shipment, news, source)
        follow(shipment.order, shipments_of(shipment.order_id))
    return notice


def adopt(shipment: Shipment) -> None:
    """Follow what the carrier told of a parcel before we knew its number: a notice may be faster than an answer."""
    early = select(CarrierNotice).where(
        CarrierNotice.carrier == shipment.carrier,
        CarrierNotice.tracking == shipment.tracking,
        CarrierNotice.shipment_id.is_(None),
        CarrierNotice.tracking != "",
    )
    for notice in db.session.scalars(early.order_by(CarrierNotice.at, CarrierNotice.id)).all():
        notice.shipment_id = shipment.id
        notice.result = _apply(shipment, _again(notice), Source(notice.source))
    follow(shipment.order, shipments_of(shipment.order_id))


def _again(notice: CarrierNotice) -> News:
    """The news of a notice that is kept; amounts, which only change what we know of costs, move nothing."""
    return News(
        carrier=Carrier(notice.carrier),
        key=notice.key,
        tracking=notice.tracking,
        code=notice.code,
        status=notice.raw_status,
        at=notice.at,
        words=notice.words,
        moves=not str(notice.body.get("Type", "")).startswith("update"),
    )


def settle_notice(notice: CarrierNotice, *, by_id: int | None) -> None:
    """An operator has seen to it."""
    notice.settled_at, notice.settled_by_id = now(), by_id


def _apply(shipment: Shipment, news: News, source: Source) -> Result:
    """Move the parcel as the news say, and its cash; what became of them."""
    if news.tracking and shipment.tracking not in ("", news.tracking):
        return Result.CONTRADICTS  # two parcels at the carrier under one reference
    meaning = meaning_of(news.carrier, news.status)
    goods = meaning.goods if meaning else None
    if shipment.state in NEVER_LEFT:
        return _after_the_end(shipment, news, goods)
    if shipment.is_blocked and news.tracking:
        settle(shipment, Booking(news.tracking), source)
    _note(shipment, news, meaning)
    if meaning is None:
        shipment.raw_status = news.status
        return Result.UNKNOWN_STATUS
    return _move(shipment, news, goods, source)


def _note(shipment: Shipment, news: News, meaning: Meaning | None) -> None:
    """What holds whenever it was said: the fee, where the cash is, and why nobody took it."""
    if news.fee_vnd is not None:
        shipment.fee_vnd = news.fee_vnd
    told = CashState.PAID_OUT if news.is_paid_out else meaning.cash if meaning else None
    shipment.cash_state = cash_after(CashState(shipment.cash_state), told)
    reason = (meaning.why if meaning else None) or reason_of(news.carrier, news.reason_number)
    shipment.undelivered = reason or shipment.undelivered


def _move(shipment: Shipment, news: News, goods: ParcelState | None, source: Source) -> Result:
    if goods is None or not news.moves:
        return Result.NOTED
    is_past = shipment.told_at is not None and news.at < shipment.told_at
    if goods == shipment.state:
        if not is_past:
            shipment.raw_status, shipment.told_at = news.status, news.at
        return Result.NOTED
    if shipment.is_final:
        return Result.LATE if is_past or news.at == shipment.told_at else Result.CONTRADICTS
    if is_past:
        return Result.LATE
    if goods == ParcelState.CANCELLED and shipment.has_left:
        return Result.CONTRADICTS
    shipment.enter(goods, source=source, at=news.at, raw_status=news.status, note=news.reason or news.words)
    return Result.APPLIED


def _after_the_end(shipment: Shipment, news: News, goods: ParcelState | None) -> Result:
    """News of a parcel that we believe is not with the carrier. It may tell so itself; anything else is a fault."""
    if goods is None or goods == ParcelState.CANCELLED:
        return Result.NOTED
    is_past = shipment.state == ParcelState.CANCELLED and (shipment.told_at is None or news.at <= shipment.told_at)
    return Result.LATE if is_past and goods == ParcelState.BOOKED else Result.CONTRADICTS
