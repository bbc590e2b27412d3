"""One request as the desk shows it: what is asked for, what to look at, and whether this operator may decide it."""

from collections.abc import Iterator
from dataclasses import dataclass

from marketplace import approvals, sellers
from marketplace.accounts.models import User
from marketplace.approvals import Approval, ApprovalState
from marketplace.approvals.errors import HeldByAnother, OwnRequest, OwnShop, ShopSuspended
from marketplace.sellers.models import SellerState
from marketplace.web.filters import hour, moment
from marketplace.web.locale import gettext
from marketplace.web.operator.approvals.checks import Check, in_order
from marketplace.web.operator.approvals.diff import Row, rows
from marketplace.web.operator.approvals.evidence import Evidence
from marketplace.web.operator.approvals.history import STATES
from marketplace.web.operator.approvals.kinds import ReviewKind, kind_of
from marketplace.web.operator.approvals.reasons import Reason, letters
from marketplace.web.permissions import OperatorPermissionMissing, may


@dataclass(frozen=True)
class Item:
    """A request with everything beside it. `refusal` says why this operator cannot decide it, if so."""

    approval: Approval
    kind: ReviewKind
    rows: list[Row]
    checks: list[Check]
    evidence: list[Evidence]
    earlier: list[Approval]
    reasons: tuple[Reason, ...]
    letters: dict[str, str]
    refusal: str
    is_mine: bool
    can_approve: bool

    @property
    def is_new(self) -> bool:
        """Whether nothing stands yet that would change."""
        return not self.approval.before

    @property
    def holding(self) -> str:
        """Until when the operator keeps it, or nothing."""
        until = self.approval.held_until
        return gettext("anh chị đang giữ việc này đến %(time)s", time=hour(until)) if self.is_mine and until else ""

    @property
    def two(self) -> str:
        """Where two must agree: that it is so, and who has agreed already."""
        first = self.approval.first_by
        if first and self.approval.is_waiting:
            return gettext("Cần hai người: %(name)s đã đồng ý.", name=first.name)
        return gettext("Cần hai người đồng ý.") if self.approval.needs_two else ""

    def names(self, fields: list[str]) -> str:
        """What these fields are called."""
        return ", ".join(str(self.kind.fields.get(field, field)) for field in fields)

    def history(self) -> Iterator[tuple[str, str]]:
        """What was decided about the same thing before: what and when by whom, and the words to the seller."""
        for each in self.earlier:
            by = each.decided_by.name if each.decided_by else ""
            at = moment(each.decided_at) if each.decided_at else ""
            yield f"{STATES[ApprovalState(each.state)]} · {at} · {by}", each.note


def item_of(approval: Approval, by: User) -> Item:
    """Everything about a request for this operator; checks cost questions only while it waits."""
    kind = kind_of(approval)
    offered = kind.ready_reasons()
    return Item(
        approval=approval,
        kind=kind,
        rows=list(rows(approval, kind.fields, kind.show, kind.unseen)),
        checks=in_order(kind.checks(approval)) if approval.is_waiting else [],
        evidence=list(kind.evidence(approval)),
        earlier=approvals.earlier(approval),
        reasons=offered,
        letters=letters(offered, approval.submitted_by.locale),
        refusal=_refusal(approval, kind, by),
        is_mine=approval.holder is not None and approval.holder.id == by.id,
        can_approve=approval.first_by_id != by.id,
    )


def check_area(approval: Approval, *, to_decide: bool = False) -> None:
    """Raise OperatorPermissionMissing unless the operator's roles reach requests of this kind."""
    area = kind_of(approval).area
    if not may(area.change if to_decide else area.view):
        raise OperatorPermissionMissing()


def _refusal(approval: Approval, kind: ReviewKind, by: User) -> str:
    holder = approval.holder
    if not may(kind.area.change):
        return gettext("Vai của anh chị chỉ xem được việc này.")
    if approval.is_planned:
        return gettext("Việc này vừa được quyết định, vài giây nữa có hiệu lực.")
    if approval.seller.state == SellerState.SUSPENDED:
        return gettext(ShopSuspended.sentence)
    if approval.submitted_by_id == by.id:
        return gettext(OwnRequest.sentence)
    if sellers.works_for(by.id, approval.seller_id):
        return gettext(OwnShop.sentence)
    return gettext(HeldByAnother.sentence, name=holder.name) if holder and holder.id != by.id else ""
