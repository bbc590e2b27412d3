"""What was decided in the last 30 days, by whom and why, and how long sellers waited for it."""

from datetime import timedelta
from functools import partial
from typing import Final

from flask import Blueprint, render_template, url_for

from marketplace import approvals
from marketplace.accounts import OperatorPermission
from marketplace.approvals import ApprovalState
from marketplace.clock import now
from marketplace.text import N_
from marketplace.web.labels import Label
from marketplace.web.operator.approvals.kinds import KINDS, kind_of, seen_kinds
from marketplace.web.operator.approvals.queue import waited
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires

DAYS: Final = 30
STATES: Final = {
    ApprovalState.WAITING: Label(N_("Chờ duyệt"), "a"),
    ApprovalState.APPROVED: Label(N_("Đã duyệt"), "g"),
    ApprovalState.SENT_BACK: Label(N_("Đã trả lại"), "x"),
    ApprovalState.WITHDRAWN: Label(N_("Đã rút lại"), "n"),
}

blueprint = Blueprint("operator_approval_history", __name__, url_prefix="/van-hanh/duyet/da-xong")
blueprint.context_processor(navigation_rail)


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_TRUST, OperatorPermission.VIEW_CATALOGUE)
def show_list() -> str:
    seen, since = seen_kinds(), now() - timedelta(days=DAYS)
    times = {kind: each for kind, each in approvals.waiting_times(since).items() if kind in seen}
    page = page_of(partial(approvals.decided_since, since, seen), PAGE_SIZE, lambda page: url_for(".list", trang=page))
    total = sum(each.answers for each in times.values())
    return render_template(
        "operator/approvals/history.html",
        days=DAYS,
        times=[(KINDS[kind].name, each) for kind, each in times.items()],
        decisions=page.rows,
        **turning(page, total),
        kind_of=kind_of,
        states=STATES,
        waited=waited,
    )
