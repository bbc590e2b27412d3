"""The jobs of a parcel in words: what to do, how, and by whom it was done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marketplace.catalogue.models import StorageClass
from marketplace.orders.models import Order
from marketplace.orders.packing import CLOSE, GIFT, Care, Job
from marketplace.pictures import Photo
from marketplace.stock import LotOption
from marketplace.text import N_
from marketplace.web.filters import full_date, goods, hour, pack_size
from marketplace.web.locale import gettext
from marketplace.web.seller.gift_words import gift_detail, gift_title
from marketplace.web.seller.scale import Scale, scale_of

WRAPPING = {
    StorageClass.AMBIENT: N_("Chèn chặt, lắc nhẹ không thấy xê dịch."),
    StorageClass.COOL: N_("Lót giấy thoáng, đục lỗ thùng, không để chỗ nắng."),
    StorageClass.CHILLED: N_("Thùng xốp, túi đá gel hai bên hàng, dán kín nắp."),
    StorageClass.FROZEN: N_("Thùng xốp, đá khô hoặc đá gel đông cứng, dán kín nắp."),
}


@dataclass(frozen=True)
class LotInWords:
    """One lot to choose; `is_enough` says whether all units can come from it."""

    code: str
    detail: str
    is_chosen: bool
    is_enough: bool
    is_first: bool


@dataclass(frozen=True)
class Described:
    """A job as the page shows it."""

    job: Job
    title: str
    detail: str
    done_by: str
    lots: list[LotInWords]
    scale: Scale | None
    photo: Photo | None

    @property
    def can_change_lot(self) -> bool:
        """Whether there is another lot to choose."""
        return any(not lot.is_chosen and lot.is_enough for lot in self.lots)


def describe(job: Job, order: Order, care: Care, typed: Sequence[str] = ()) -> Described:
    """One job in the language of the page; `care` is how the box is closed, `typed` are weights that were refused."""
    done_by = gettext("%(who)s, %(time)s", who=job.tick.by.name, time=hour(job.tick.at)) if job.tick else ""
    lots = [_lot(lot, job, first=lot is job.lots[0]) for lot in job.lots]
    photo = care.photos.get(job.line.product_id) if job.line else None
    scale = scale_of(job, order, typed)
    return Described(job, title(job, order), _detail(job, order, care), done_by, lots, scale, photo)


def title(job: Job, order: Order) -> str:
    """What to do: "Lấy 2 × Mật ong rừng, hũ 500 ml"."""
    if job.line is not None and job.is_weighing:
        return gettext("Cân %(count)s × %(goods)s", count=job.line.quantity, goods=goods(job.line))
    if job.line is not None:
        return gettext("Lấy %(count)s × %(goods)s", count=job.line.quantity, goods=goods(job.line))
    if job.key == GIFT:
        return gift_title(order)
    if job.key == CLOSE:
        return gettext("Đóng thùng")
    return gettext("Dán nhãn %(code)s", code=order.box_code)


def still_to_do(left: Iterable[Job]) -> str:
    """Why the parcel is not closed yet."""
    count = len(list(left))
    return gettext("Chưa gói xong: còn %(count)s việc chưa tích.", count=count)


def _detail(job: Job, order: Order, care: Care) -> str:
    if job.line is not None:
        return "; ".join(gettext("Lô %(code)s × %(units)s", code=lot.code, units=lot.taken) for lot in job.taken)
    if job.key == GIFT:
        return gift_detail(order)
    if job.key != CLOSE:
        by_hand = gettext("Không có máy in thì viết to mã này lên thùng.")
        weighed = any(line.is_by_weight for line in order.sent_lines)
        return f"{gettext('Cân xong mới in: tiền thu hộ theo cân thật.')} {by_hand}" if weighed else by_hand
    fragile = gettext("Đồ dễ vỡ: bọc từng món, dán chữ “Dễ vỡ”.") if care.is_fragile else ""
    boxes = [
        gettext(
            "Thùng cho %(units)s × %(pack)s: %(sides)s cm.",
            units=line.quantity,
            pack=pack_size(line),
            sides="×".join(map(str, box)),
        )
        for line, box in care.boxes
    ]
    return " ".join(filter(None, [*boxes, fragile, gettext(WRAPPING[care.storage])]))


def _lot(lot: LotOption, job: Job, *, first: bool) -> LotInWords:
    enough = job.line is not None and lot.has_enough_for(job.line.quantity) and not lot.is_recalled
    chosen = bool(lot.taken)
    return LotInWords(lot.code, _about(lot, enough), chosen, enough, is_first=first and not lot.is_recalled)


def _about(lot: LotOption, enough: bool) -> str:
    if lot.is_recalled:
        return gettext("Đã bị thu hồi, không được gửi")
    left = gettext("còn %(left)s", left=lot.left + lot.taken)
    days = gettext("Hết hạn %(date)s", date=full_date(lot.best_before_on)) if lot.best_before_on else ""
    short = "" if enough else gettext("không đủ cho cả món")
    return ", ".join(filter(None, [days, left, short]))
