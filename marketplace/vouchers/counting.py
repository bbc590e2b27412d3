"""What vouchers take off a basket. Pure: it knows no database.

The rule (docs/decisions/0100): of each shop one voucher counts, and of the market one for goods and one for delivery.
Vouchers of shops come first, then the market's for goods, counted from what is left, then the market's for delivery.
A percentage is rounded half up to the dong. What a voucher takes off is split over its lines by what is left of their
prices (largest remainder, earlier lines first). No line becomes cheaper than LEAST_LINE_VND: where a part would make it
so, all parts are split by what is left of the prices above that.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from marketplace.money import allocate, share
from marketplace.vouchers.errors import (
    VoucherAlone,
    VoucherGivesNothing,
    VoucherOtherGoods,
    VoucherOtherShop,
    VoucherRefused,
    VoucherTooSmall,
)
from marketplace.vouchers.models import Bearer, Voucher, VoucherKind

LEAST_LINE_VND: Final = 1_000
"""What a line costs at least: a sale has a price, and a total of nothing could not be paid."""


@dataclass(frozen=True)
class Goods:
    """A line of a basket: which product in which parcel, and what it costs before any voucher."""

    key: Hashable
    parcel: Hashable
    seller_id: int
    product_id: int
    family: str
    price_vnd: int


@dataclass
class Cut:
    """What one voucher takes off: of lines by their keys, and of the delivery of parcels by theirs."""

    voucher: Voucher
    lines: dict[Hashable, int] = field(default_factory=dict)
    parcels: dict[Hashable, int] = field(default_factory=dict)

    @property
    def amount_vnd(self) -> int:
        """All that it takes off."""
        return sum(self.lines.values()) + sum(self.parcels.values())


@dataclass(frozen=True)
class Counted:
    """The vouchers that count, in the order in which they do, and why others do not, by their codes."""

    cuts: tuple[Cut, ...] = ()
    refused: tuple[VoucherRefused, ...] = ()

    @property
    def amount_vnd(self) -> int:
        """What all of them take off."""
        return sum(cut.amount_vnd for cut in self.cuts)

    def of_line(self, key: Hashable, bearer: Bearer) -> int:
        """What vouchers that this one bears take off a line."""
        return sum(cut.lines.get(key, 0) for cut in self.cuts if cut.voucher.bearer == bearer)

    def of_delivery(self, parcel: Hashable) -> int:
        """What the market's take off the delivery of a parcel."""
        return sum(cut.parcels.get(parcel, 0) for cut in self.cuts)


class _Count:
    """What is left of prices and delivery fees while one voucher after the other is counted."""

    def __init__(self, goods: Sequence[Goods], fees: Mapping[Hashable, int] | None) -> None:
        self.goods = goods
        self.left = {line.key: line.price_vnd for line in goods}
        self.fees = dict(fees) if fees is not None else None

    def cut(self, voucher: Voucher) -> Cut:
        """What the voucher takes off now. Raises VoucherRefused."""
        found = _goods_for(voucher, self.goods)
        worth_vnd = sum(line.price_vnd for line in found)
        if worth_vnd < voucher.least_vnd:
            more_vnd = voucher.least_vnd - worth_vnd
            raise VoucherTooSmall(voucher.code, least_vnd=voucher.least_vnd, more_vnd=more_vnd)
        if voucher.kind == VoucherKind.DELIVERY:
            made = self._delivery(voucher, found)
        else:
            made = Cut(voucher, self._off_lines(found, self._wanted(voucher, found)))
        if not made.amount_vnd and not (voucher.kind == VoucherKind.DELIVERY and self.fees is None):
            raise VoucherGivesNothing(voucher.code)
        return made

    def _wanted(self, voucher: Voucher, found: Sequence[Goods]) -> int:
        if voucher.kind == VoucherKind.AMOUNT:
            return voucher.amount_vnd
        wanted_vnd = share(sum(self.left[line.key] for line in found), voucher.basis_points)
        return wanted_vnd if voucher.most_vnd is None else min(wanted_vnd, voucher.most_vnd)

    def _off_lines(self, found: Sequence[Goods], wanted_vnd: int) -> dict[Hashable, int]:
        left = [self.left[line.key] for line in found]
        room = [max(vnd - LEAST_LINE_VND, 0) for vnd in left]
        wanted_vnd = min(wanted_vnd, sum(room))
        if wanted_vnd <= 0:
            return {}
        parts = allocate(wanted_vnd, left)
        if any(part > most for part, most in zip(parts, room, strict=True)):
            parts = allocate(wanted_vnd, room)
        off = {line.key: part for line, part in zip(found, parts, strict=True) if part}
        for key, part in off.items():
            self.left[key] -= part
        return off

    def _delivery(self, voucher: Voucher, found: Sequence[Goods]) -> Cut:
        """The market's takes off the fees. A shop's is taken off its goods instead: the carrier gets the fee anyway."""
        if self.fees is None:
            return Cut(voucher)
        parcels = list(dict.fromkeys(line.parcel for line in found))
        fees = [self.fees.get(parcel, 0) for parcel in parcels]
        wanted_vnd = min(sum(fees), voucher.most_vnd if voucher.most_vnd is not None else sum(fees))
        if wanted_vnd <= 0:
            return Cut(voucher)
        of_goods = self._off_lines(found, wanted_vnd) if voucher.bearer == Bearer.SELLER else {}
        cut_vnd = sum(of_goods.values()) if voucher.bearer == Bearer.SELLER else wanted_vnd
        off = dict(zip(parcels, allocate(cut_vnd, fees), strict=True))
        for parcel, part in off.items():
            self.fees[parcel] -= part
        return Cut(voucher, of_goods) if voucher.bearer == Bearer.SELLER else Cut(voucher, {}, off)


def count(vouchers: Iterable[Voucher], goods: Sequence[Goods], fees: Mapping[Hashable, int] | None) -> Counted:
    """What these vouchers take off these goods, in the order of the rule; `fees` are the delivery fees of the parcels,
    None while the place is not known. Of two that do not go together the first one counts.
    """
    counting, taken = list[Voucher](), dict[tuple[object, ...], Voucher]()
    refused = list[VoucherRefused]()
    for voucher in vouchers:
        if other := taken.get(_sort(voucher)):
            refused.append(VoucherAlone(voucher.code, other.code))
        else:
            taken[_sort(voucher)] = voucher
            counting.append(voucher)
    run, cuts = _Count(goods, fees), []
    for voucher in sorted(counting, key=_turn):
        try:
            cuts.append(run.cut(voucher))
        except VoucherRefused as error:
            refused.append(error)
    return Counted(tuple(cuts), tuple(refused))


def _sort(voucher: Voucher) -> tuple[object, ...]:
    """Of each sort one voucher counts."""
    if voucher.bearer == Bearer.SELLER:
        return Bearer.SELLER, voucher.seller_id
    return Bearer.MARKET, voucher.kind == VoucherKind.DELIVERY


def _turn(voucher: Voucher) -> tuple[bool, bool, int]:
    return voucher.bearer == Bearer.MARKET, voucher.kind == VoucherKind.DELIVERY, voucher.seller_id or 0


def _goods_for(voucher: Voucher, goods: Sequence[Goods]) -> list[Goods]:
    """The lines that it holds for. Raises VoucherOtherShop or VoucherOtherGoods where there are none."""
    of_shop = [line for line in goods if voucher.seller_id in (None, line.seller_id)]
    if not of_shop and voucher.seller:
        raise VoucherOtherShop(voucher.code, voucher.seller.name_vi)
    found = [line for line in of_shop if _is_named(voucher, line)]
    if not found:
        raise VoucherOtherGoods(voucher.code)
    return found


def _is_named(voucher: Voucher, line: Goods) -> bool:
    is_open = not voucher.product_ids and not voucher.families
    return is_open or line.product_id in voucher.product_ids or line.family in voucher.families
