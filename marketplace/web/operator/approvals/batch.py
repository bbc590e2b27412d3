"""Goods that were sent in one go: each is looked at whole and ticked by itself, then some are decided together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import ngettext
from flask_login import current_user

from marketplace import approvals
from marketplace.accounts import OperatorPermission
from marketplace.approvals import Approval
from marketplace.approvals.errors import ApprovalNotFound
from marketplace.database import savepoint, transaction
from marketplace.errors import DomainError
from marketplace.text import clean_line
from marketplace.web.locale import gettext
from marketplace.web.operator.approvals import queue
from marketplace.web.operator.approvals.checks import Check
from marketplace.web.operator.approvals.desk import undo_time
from marketplace.web.operator.approvals.diff import Row, plain
from marketplace.web.operator.approvals.item import Item, item_of
from marketplace.web.operator.links import turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.refusals import refusal_of
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import confirm, see_other

blueprint = Blueprint("operator_approval_batches", __name__, url_prefix="/van-hanh/duyet/bang/<batch>")
blueprint.context_processor(navigation_rail)

AT_ONCE = 10
"""So many goods can be looked at in one go; more would be waved through."""
MOST_PHOTOS = 4


@dataclass(frozen=True)
class Sheet:
    """One of the goods with all that is asked for, and what the machine found that a person has to look at."""

    item: Item

    @property
    def findings(self) -> list[Check]:
        """What does not fit."""
        return [check for check in self.item.checks if check.tone != "ok"]

    @property
    def may_be_ticked(self) -> bool:
        """Whether it can be agreed to here: nothing is wrong with it, and nobody else has it open."""
        return not self.item.refusal and self.item.can_approve and all(each.tone != "bad" for each in self.findings)

    @property
    def rows(self) -> list[Row]:
        """What is said of it: of new goods all that is filled in, of others what changes."""
        if self.item.is_new:
            return [row for row in self.item.rows if [piece.text for piece in row.new] != [plain(None)]]
        return [row for row in self.item.rows if row.changes]

    @property
    def photos(self) -> list[tuple[str, str]]:
        """Its first photos with their words."""
        return [(each.picture, each.text) for each in self.item.evidence if each.picture][:MOST_PHOTOS]


@blueprint.get("")
@requires(OperatorPermission.VIEW_CATALOGUE)
def show(batch: str) -> str:
    count = approvals.count_batches([batch]).get(batch)
    if not count:
        raise ApprovalNotFound()
    address = queue.read_address(request.args)
    here = partial(url_for, ".show", batch=batch, **address.query)  # type: ignore[arg-type]
    page = page_of(partial(approvals.waiting_of_batch, batch), AT_ONCE, lambda number: here(trang=number))
    return render_template(
        "operator/approvals/batch.html",
        address=address,
        batch=batch,
        count=count,
        seller=page.rows[0].seller if page.rows else None,
        sheets=[Sheet(item_of(approval, current_user.user)) for approval in page.rows],
        **turning(page, count),
    )


@blueprint.post("/duyet")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def approve(batch: str) -> Response:
    """Agree to what was ticked; what the rules refuse is told and stays where it is."""
    agreed: list[Approval] = []
    with transaction():
        for approval in approvals.of_batch(batch, _refs(request.form.getlist("chon"))):
            try:
                with savepoint():
                    approvals.plan_approval(approval, by=current_user.user, undo=undo_time())
                agreed.append(approval)
            except DomainError as error:
                flash(f"{approval.title}: {refusal_of(error)}", "error")
    _say(batch, agreed)
    return _go_on(batch)


@blueprint.post("/hoan-tac")
@requires(OperatorPermission.CHANGE_CATALOGUE)
def take_back(batch: str) -> Response:
    """Take decisions of a moment ago back, as far as that can still be done."""
    with transaction():
        for approval in approvals.of_batch(batch, _refs(request.form.get("ref", "").split())):
            try:
                with savepoint():
                    approvals.take_back(approval, by=current_user.user)
            except DomainError as error:
                flash(f"{approval.title}: {refusal_of(error)}", "error")
    return _go_on(batch)


def _refs(sent: Sequence[str]) -> list[str]:
    """References as a form sent them."""
    return [clean_line(ref) for ref in sent[:AT_ONCE]]


def _say(batch: str, agreed: list[Approval]) -> None:
    if not agreed:
        flash(gettext("Chưa đánh dấu món nào đã xem."), "error")
        return
    done = ngettext("Đã duyệt %(num)d món.", "Đã duyệt %(num)d món.", len(agreed))
    if not agreed[0].is_planned:
        flash(done)
        return
    url = url_for(".take_back", batch=batch, **queue.read_address(request.args).query)  # type: ignore[arg-type]
    confirm(done, gettext("Hoàn tác"), url, undo={"ref": " ".join(approval.ref for approval in agreed)})


def _go_on(batch: str) -> Response:
    """The rest of the batch; the queue where nothing is left."""
    query = queue.read_address(request.args).query
    if approvals.count_batches([batch]):
        return see_other(".show", **query, batch=batch)
    return see_other("operator_approvals.list", **query)
