"""Requests that tests need."""

from typing import Any

from marketplace import approvals
from marketplace.accounts.models import User
from marketplace.approvals import Approval, ApprovalKind
from marketplace.sellers.models import Seller
from marketplace.sellers.questions import Question
from tests import factories

TAX_CODE = "9900000016"
ASKED = {
    Question.KIND: "kind",
    Question.NAME: "name_vi",
    Question.TAX_CODE: "tax_code",
    Question.COMMUNE: "commune_code",
    Question.PHONE: "phone",
}


def to_open(*, goods: int = 1, needs_two: bool = False, by: User | None = None, **shop: Any) -> Approval:
    """A shop that lacks nothing asks to be opened."""
    applicant = factories.applicant(**({"tax_code": TAX_CODE} | shop))
    for _ in range(goods):
        factories.product(applicant)
    return approvals.submit(
        ApprovalKind.SELLER,
        seller=applicant,
        subject=applicant.slug,
        title=applicant.name_vi,
        after={question.value: getattr(applicant, field) for question, field in ASKED.items()},
        by=by or factories.user("Chủ gian hàng"),
        needs_two=needs_two,
    )


def to_tell(story: str, *, of: Seller | None = None, before: str = "Nhà chúng tôi nuôi ong.") -> Approval:
    """An open shop wants to tell another story."""
    shop = of or factories.seller(story_vi=before)
    return ask(ApprovalKind.STORY, shop, {"story_vi": story, "tagline_vi": "Ong rừng"}, {"story_vi": before})


def ask(kind: ApprovalKind, shop: Seller, after: dict[str, Any], before: dict[str, Any] | None = None) -> Approval:
    """A request of any kind."""
    before = None if before is None else {"tagline_vi": "Ong rừng"} | before
    by = factories.user("Chủ gian hàng")
    return approvals.submit(
        kind, seller=shop, subject=shop.slug, title=f"Việc của {shop.name_vi}", after=after, before=before, by=by
    )
