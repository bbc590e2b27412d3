"""The complaints page: its address, and how a complaint reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from marketplace import reviews
from marketplace.reviews import Outcome, ReportReason, SubjectKind
from marketplace.reviews.report_models import Report
from marketplace.web.filters import moment
from marketplace.web.operator.links import Link, capped, read_page
from marketplace.web.operator.order_labels import Step

TABS: dict[str, tuple[Outcome | None, LazyString]] = {
    "cho-xem": (None, _("Chờ xem")),
    "da-an": (Outcome.HIDDEN, _("Đã ẩn")),
    "da-giu": (Outcome.KEPT, _("Đã giữ")),
}
FIRST_TAB = "cho-xem"
KINDS = {
    SubjectKind.REVIEW: _("Bài đánh giá"),
    SubjectKind.QUESTION: _("Câu hỏi"),
    SubjectKind.ANSWER: _("Câu trả lời"),
}
REASONS = {
    ReportReason.SPAM: _("Quảng cáo, lừa đảo"),
    ReportReason.INSULT: _("Xúc phạm, thù ghét"),
    ReportReason.PRIVATE: _("Lộ thông tin riêng của ai đó"),
    ReportReason.OTHER: _("Lý do khác"),
}
DECIDED = {Outcome.KEPT: _("Giữ lại"), Outcome.HIDDEN: _("Ẩn đi")}


@dataclass(frozen=True)
class Address:
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    tab: str = FIRST_TAB
    page: int = 1

    @property
    def query(self) -> dict[str, str]:
        """The tab as it stands in an address."""
        return {"xem": self.tab} if self.tab != FIRST_TAB else {}

    def url(self, **changes: str | int) -> str:
        """The list with the same tab but for `changes`."""
        return url_for("operator_reports.list", **{**self.query, **changes})  # type: ignore[arg-type]

    def open_url(self, ref: str) -> str:
        """The same list with one complaint open beside it."""
        page = {"trang": self.page} if self.page > 1 else {}
        return url_for("operator_reports.show", ref=ref, **self.query, **page)  # type: ignore[arg-type]


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address."""
    tab = said.get("xem", "")
    return Address(tab if tab in TABS else FIRST_TAB, read_page(said.get("trang", "")))


def tabs(address: Address, counts: Mapping[Outcome | None, int]) -> Iterator[Link]:
    """The outcomes with their counts."""
    for tab, (outcome, label) in TABS.items():
        yield Link(str(label), address.url(xem=tab), capped(counts[outcome]), current=tab == address.tab)


def kind_of(complaint: Report) -> str:
    """What the complaint is about, in a word."""
    return str(KINDS[SubjectKind(type(complaint.subject).__name__.lower())])


def reason_of(complaint: Report) -> str:
    """Why somebody complained."""
    return str(REASONS[ReportReason(complaint.reason)])


def photos_of(complaint: Report) -> tuple[str, ...]:
    """The references of the photos that everybody sees beside a review."""
    review = complaint.review
    return tuple(photo.ref for photo in reviews.photos_of(review) if photo.is_ready) if review else ()


def history_of(complaint: Report) -> Iterator[Step]:
    """Every complaint about the same thing with what was decided, the newest first."""
    for one in reviews.complaints_about(complaint):
        if one.outcome and one.decided_at:
            who = one.decided_by.name if one.decided_by else ""
            yield Step(str(DECIDED[Outcome(one.outcome)]), " · ".join(filter(None, (moment(one.decided_at), who))))
        yield Step(reason_of(one), " · ".join(filter(None, (moment(one.reported_at), one.note))))
