"""The queue: its address, its tabs with counts, and how urgent each request is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final, NamedTuple

from flask import url_for
from flask_babel import format_date, ngettext

from marketplace.accounts.models import User
from marketplace.approvals import Approval, ApprovalKind
from marketplace.clock import now, to_local, today
from marketplace.text import N_
from marketplace.web.filters import day
from marketplace.web.labels import Tab
from marketplace.web.locale import gettext
from marketplace.web.operator.approvals.kinds import seen_kinds
from marketplace.web.operator.links import Link, capped
from marketplace.web.paging import read_page

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
ALL: Final = Tab("", N_("Tất cả"))
TABS: Final = (
    (ALL, tuple(ApprovalKind)),
    (Tab("noi-ban", N_("Nơi bán")), (ApprovalKind.SELLER,)),
    (Tab("mon-hang", N_("Món hàng")), (ApprovalKind.PRODUCT, ApprovalKind.PRODUCT_CHANGE)),
    (Tab("tai-khoan", N_("Tài khoản")), (ApprovalKind.BANK_ACCOUNT,)),
    (Tab("gia", N_("Giá")), (ApprovalKind.PRICE,)),
    (Tab("chung-nhan", N_("Chứng nhận")), (ApprovalKind.CERTIFICATE,)),
    (Tab("cau-chuyen", N_("Câu chuyện")), (ApprovalKind.STORY,)),
)
"""The parts of the queue with their kinds."""


class Deadline(NamedTuple):
    """How long there is to answer, in a word or two."""

    text: str
    is_late: bool


@dataclass(frozen=True)
class Address:
    """What the address of the desk says. Whatever it says wrongly counts as not said."""

    word: str = ""
    page: int = 1

    @property
    def query(self) -> dict[str, str]:
        """The tab as it stands in an address."""
        return {"xem": self.word} if self.word else {}

    @property
    def kinds(self) -> list[ApprovalKind]:
        """The kinds of the tab that this operator may look at."""
        wanted = next(kinds for tab, kinds in TABS if tab.word == self.word)
        return [kind for kind in seen_kinds() if kind in wanted]

    def url(self, **changes: str | int) -> str:
        """The queue with the same tab but for `changes`."""
        return url_for("operator_approvals.list", **{**self.query, **changes})  # type: ignore[arg-type]

    def open_url(self, ref: str, **more: str) -> str:
        """The same queue with one request open beside it."""
        page = {"trang": self.page} if self.page > 1 else {}
        return url_for("operator_approvals.show", ref=ref, **self.query, **page, **more)  # type: ignore[arg-type]


def entry_url(address: Address, approval: Approval, batches: Mapping[str, int]) -> str:
    """Where an entry of the queue leads: to the request, or to all that came with it."""
    if batches.get(approval.batch, 0) > 1:
        return url_for("operator_approval_batches.show", batch=approval.batch, **address.query)  # type: ignore[arg-type]
    return address.open_url(approval.ref)


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address. A tab of which this operator may see nothing counts as not said."""
    word, page = said.get("xem", ""), read_page(said.get("trang", ""))
    known = {tab.word for tab, kinds in TABS if set(kinds) & set(seen_kinds())}
    return Address(word if word in known else ALL.word, page)


def tabs(address: Address, counts: Mapping[ApprovalKind, int]) -> Iterator[Link]:
    """The parts of the queue that this operator may see, with their counts."""
    seen = set(seen_kinds())
    for tab, kinds in TABS:
        if shown := seen & set(kinds):
            count = capped(sum(counts[kind] for kind in shown))
            url = url_for("operator_approvals.list", xem=tab.word or None)
            yield Link(gettext(tab.name), url, count, current=tab.word == address.word)


def summary(counts: Mapping[ApprovalKind, int], urgent: Mapping[ApprovalKind, int]) -> str:
    """How much there is to do, and how much of it today: "9 việc, 3 việc trong hôm nay"."""
    seen = seen_kinds()
    waiting, today_ = (sum(found[kind] for kind in seen) for found in (counts, urgent))
    said = ngettext("%(num)d việc", "%(num)d việc", waiting)
    due = gettext("%(count)s trong hôm nay", count=today_)
    return f"{said}, {due}" if today_ else said


def deadline(approval: Approval) -> Deadline:
    """Until when the seller was promised an answer: "còn 5 giờ", "mai", "T3 01/12", or how late it is."""
    left = approval.due_at - now()
    if left < timedelta():
        return Deadline(gettext("trễ %(time)s", time=_span(-left)), is_late=True)
    days = (to_local(approval.due_at).date() - today()).days
    if days == 0 or left < HOUR:
        return Deadline(gettext("còn %(time)s", time=_span(left)), is_late=False)
    return Deadline(gettext("mai") if days == 1 else _weekday(approval.due_at), is_late=False)


def detail(approval: Approval, by: User) -> str:
    """The second line of a request in the queue: who has it open, who asks, and how often."""
    again = gettext("gửi lại lần %(round)s", round=approval.round) if approval.round > 1 else ""
    is_held = approval.holder is not None and approval.holder.id != by.id
    holder = gettext("%(name)s đang xem", name=approval.holder.name) if is_held and approval.holder else ""
    who = "" if approval.seller.name_vi == approval.title else approval.seller.name_vi
    return " · ".join(part for part in (holder, who, again) if part) or gettext("hồ sơ mới")


def waited(length: timedelta) -> str:
    """A length of time as people say it: "5 giờ", "2 ngày"."""
    return _span(length)


def _span(length: timedelta) -> str:
    if length < HOUR:
        minutes = max(ceil(length.total_seconds() / 60), 1)
        return ngettext("%(num)d phút", "%(num)d phút", minutes)
    if length < DAY:
        return ngettext("%(num)d giờ", "%(num)d giờ", round(length / HOUR))
    return ngettext("%(num)d ngày", "%(num)d ngày", round(length / DAY))


def _weekday(moment: datetime) -> str:
    local = to_local(moment).date()
    return f"{format_date(local, 'ccc')} {day(local)}"
