"""The complaints page: its address, and how a complaint reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for

from marketplace import reviews
from marketplace.reviews import Outcome, ReportReason, SubjectKind
from marketplace.reviews.report_models import Report
from marketplace.text import N_
from marketplace.web.filters import moment
from marketplace.web.labels import REPORT_REASONS, Step, Tab
from marketplace.web.locale import gettext
from marketplace.web.operator.links import Link, capped
from marketplace.web.paging import read_page


@dataclass(frozen=True, kw_only=True)
class OutcomeLabel(Tab):
    """What was decided: its tab, and its entry in the history."""

    happened: str


OUTCOMES: Final = {
    Outcome.HIDDEN: OutcomeLabel("da-an", N_("Đã ẩn"), happened=N_("Ẩn đi")),
    Outcome.KEPT: OutcomeLabel("da-giu", N_("Đã giữ"), happened=N_("Giữ lại")),
}
UNDECIDED: Final = Tab("cho-xem", N_("Chờ xem"))
KINDS: Final = {
    SubjectKind.REVIEW: N_("Bài đánh giá"),
    SubjectKind.QUESTION: N_("Câu hỏi"),
    SubjectKind.ANSWER: N_("Câu trả lời"),
}
TABS: Final = dict[Outcome | None, Tab]([(None, UNDECIDED), *OUTCOMES.items()])
NAMED: Final = {tab.word: outcome for outcome, tab in TABS.items()}
"""The outcomes by their words in the address; None for what waits."""


@dataclass(frozen=True)
class Address:
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    outcome: Outcome | None = None
    page: int = 1

    @property
    def query(self) -> dict[str, str]:
        """The tab as it stands in an address."""
        return {"xem": TABS[self.outcome].word} if self.outcome else {}

    def url(self, **changes: str | int) -> str:
        """The list with the same tab but for `changes`."""
        return url_for("operator_reports.list", **{**self.query, **changes})  # type: ignore[arg-type]

    def open_url(self, ref: str) -> str:
        """The same list with one complaint open beside it."""
        page = {"trang": self.page} if self.page > 1 else {}
        return url_for("operator_reports.show", ref=ref, **self.query, **page)  # type: ignore[arg-type]


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address."""
    return Address(NAMED.get(said.get("xem", "")), read_page(said.get("trang", "")))


def tabs(address: Address, counts: Mapping[Outcome | None, int]) -> Iterator[Link]:
    """The outcomes with their counts."""
    for outcome, tab in TABS.items():
        url, current = address.url(xem=tab.word), outcome == address.outcome
        yield Link(gettext(tab.name), url, capped(counts[outcome]), current=current)


def kind_of(complaint: Report) -> str:
    """What the complaint is about, in a word."""
    return gettext(KINDS[SubjectKind(type(complaint.subject).__name__.lower())])


def reason_of(complaint: Report) -> str:
    """Why somebody complained."""
    return str(REPORT_REASONS[ReportReason(complaint.reason)])


def photos_of(complaint: Report) -> tuple[str, ...]:
    """The references of the photos that everybody sees beside a review."""
    review = complaint.review
    return tuple(photo.ref for photo in reviews.photos_of(review) if photo.is_ready) if review else ()


def history_of(complaint: Report) -> Iterator[Step]:
    """Every complaint about the same thing with what was decided, the newest first."""
    for one in reviews.complaints_about(complaint):
        if one.outcome and one.decided_at:
            who = one.decided_by.name if one.decided_by else ""
            yield Step(
                gettext(OUTCOMES[Outcome(one.outcome)].happened),
                " · ".join(filter(None, (moment(one.decided_at), who))),
            )
        yield Step(reason_of(one), " · ".join(filter(None, (moment(one.reported_at), one.note))))
