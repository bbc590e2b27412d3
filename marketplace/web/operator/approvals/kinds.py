"""Each kind of request on the desk. A new one is one entry of KINDS: its words, who decides it, fields and checks.

Fields that an entry does not name are shown under their own names, so that nothing that is asked for stays unseen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from marketplace.accounts import OperatorPermission
from marketplace.approvals import Approval, ApprovalKind
from marketplace.web.listing_labels import FIELDS
from marketplace.web.operator.approvals import application, certificate, listing, reasons, story
from marketplace.web.operator.approvals.checks import Check, of_seller
from marketplace.web.operator.approvals.evidence import Evidence, Show, of_shop, read_by
from marketplace.web.permissions import may


@dataclass(frozen=True)
class Area:
    """Which operators see such requests, and which decide them."""

    view: OperatorPermission
    change: OperatorPermission


def _nothing(_approval: Approval) -> Iterator[Any]:
    return iter(())


@dataclass(frozen=True, kw_only=True)
class ReviewKind:
    """How requests of a kind are shown. `then` says what an approval does, `show` how the value of a field is read.

    `unseen` fields are references that only the program reads.
    """

    name: LazyString
    tone: str
    area: Area
    then: LazyString | str = ""
    fields: Mapping[str, LazyString] = field(default_factory=dict)
    show: Mapping[str, Show] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()
    checks: Callable[[Approval], Iterable[Check]] = _nothing
    evidence: Callable[[Approval], Iterable[Evidence]] = _nothing
    ready_reasons: Callable[[], tuple[reasons.Reason, ...]] = lambda: reasons.OF_OTHERS


TRUST: Final = Area(OperatorPermission.VIEW_TRUST, OperatorPermission.CHANGE_TRUST)
CATALOGUE: Final = Area(OperatorPermission.VIEW_CATALOGUE, OperatorPermission.CHANGE_CATALOGUE)
LISTING: Final = ReviewKind(
    name=_("Món đổi nội dung"),
    tone="n",
    area=CATALOGUE,
    then=_("Duyệt xong: khách thấy nội dung mới ngay. Đến lúc đó bản cũ vẫn bán."),
    fields=FIELDS,
    show=listing.SHOW,
    checks=listing.checks,
    evidence=listing.evidence,
    ready_reasons=lambda: reasons.OF_LISTINGS,
)
KINDS: Final[Mapping[ApprovalKind, ReviewKind]] = {
    ApprovalKind.SELLER: ReviewKind(
        name=_("Nơi bán"),
        tone="b",
        area=TRUST,
        then=_("Duyệt xong: gian hàng mở ngay, món đã bật bán lên kệ."),
        fields=application.FIELDS,
        show=application.SHOW,
        checks=of_seller,
        evidence=application.evidence,
        ready_reasons=lambda: reasons.OF_SELLERS,
    ),
    ApprovalKind.BANK_ACCOUNT: ReviewKind(
        name=_("Tài khoản nhận tiền"),
        tone="x",
        area=TRUST,
        then=_("Hai người đồng ý xong: tiền của gian hàng chuyển về tài khoản này."),
        fields=application.ACCOUNT_FIELDS,
        unseen=frozenset({"account"}),
        checks=application.account_checks,
        evidence=of_shop,
        ready_reasons=lambda: reasons.OF_ACCOUNTS,
    ),
    ApprovalKind.PRODUCT: replace(
        LISTING, name=_("Món mới"), then=_("Duyệt xong: món lên kệ ngay nếu gian hàng đang mở.")
    ),
    ApprovalKind.PRODUCT_CHANGE: LISTING,
    ApprovalKind.PRICE: replace(
        LISTING,
        name=_("Giá nhảy"),
        tone="a",
        then=_("Duyệt xong: giá mới có hiệu lực ngay, đơn đã đặt giữ giá cũ."),
        checks=listing.price_checks,
        ready_reasons=lambda: reasons.OF_PRICES,
    ),
    ApprovalKind.STORY: ReviewKind(
        name=_("Câu chuyện"),
        tone="n",
        area=TRUST,
        then=_("Duyệt xong: trang gian hàng đổi lời ngay. Lời cũ nằm lại trong sổ đã duyệt."),
        fields={
            "tagline_vi": _("Một câu giới thiệu"),
            "tagline_en": _("Một câu, tiếng Anh"),
            "story_vi": _("Chuyện kể"),
            "story_en": _("Chuyện kể, tiếng Anh"),
            "facts": _("Số liệu"),
            "blocks": _("Các phần của trang"),
        },
        show={"facts": read_by(story.facts), "blocks": read_by(story.blocks)},
        checks=story.checks,
        evidence=story.evidence,
        ready_reasons=lambda: reasons.OF_STORIES,
    ),
    ApprovalKind.CERTIFICATE: ReviewKind(
        name=_("Chứng nhận"),
        tone="a",
        area=TRUST,
        then=_("Duyệt xong: món hàng hiện số sao này ngay, giấy cũ của món thành giấy đã thay."),
        fields=certificate.FIELDS,
        show=certificate.SHOW,
        checks=certificate.checks,
        evidence=certificate.evidence,
        ready_reasons=lambda: reasons.OF_CERTIFICATES,
    ),
}


def kind_of(approval: Approval) -> ReviewKind:
    """How this request is shown."""
    return KINDS[ApprovalKind(approval.kind)]


def seen_kinds() -> list[ApprovalKind]:
    """The kinds that the signed-in operator may look at."""
    return [kind for kind, shown in KINDS.items() if may(shown.area.view)]


def decided_kinds() -> list[ApprovalKind]:
    """The kinds that the signed-in operator decides."""
    return [kind for kind, shown in KINDS.items() if may(shown.area.change)]
