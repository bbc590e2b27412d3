"""The desk: the queue, one request open beside it, and its decision. Looking changes nothing; holding is a POST."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

from flask import Blueprint, Response, current_app, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import approvals
from marketplace.accounts import OperatorPermission
from marketplace.approvals import Approval
from marketplace.approvals.errors import AlreadyDecided, HeldByAnother
from marketplace.clock import end_of_day, today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.web.locale import gettext
from marketplace.web.operator.approvals import queue
from marketplace.web.operator.approvals.forms import LONGEST_NOTE, SendBackForm
from marketplace.web.operator.approvals.history import STATES
from marketplace.web.operator.approvals.item import Item, check_area, item_of
from marketplace.web.operator.approvals.kinds import decided_kinds, kind_of
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail, review_work
from marketplace.web.operator.refusals import refusal_of
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import confirm, see_other

blueprint = Blueprint("operator_approvals", __name__, url_prefix="/van-hanh/duyet")
blueprint.context_processor(navigation_rail)

Answer = Response | tuple[str, int]
to_look = requires(OperatorPermission.VIEW_TRUST, OperatorPermission.VIEW_CATALOGUE)
to_decide = requires(OperatorPermission.CHANGE_TRUST, OperatorPermission.CHANGE_CATALOGUE)


@blueprint.get("", endpoint="list")
@to_look
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@to_look
def show(ref: str) -> str:
    approval = approvals.get_approval(ref)
    check_area(approval)
    return _page(approval, sending_back="tra-lai" in request.args)


@blueprint.post("/<ref>/nhan")
@to_decide
def hold(ref: str) -> Answer:
    return _act(ref, lambda approval: approvals.hold(approval, by=current_user.user)) or _show(ref)


@blueprint.post("/<ref>/de-sau")
@to_decide
def let_go(ref: str) -> Answer:
    refused = _act(ref, lambda approval: approvals.let_go(approval, by=current_user.user))
    return refused or _open_next(after=approvals.get_approval(ref))


@blueprint.post("/<ref>/duyet")
@to_decide
def approve(ref: str) -> Answer:
    def agree(approval: Approval) -> None:
        decided = approvals.plan_approval(approval, by=current_user.user, undo=undo_time())
        done = gettext("Đã duyệt %(title)s.", title=approval.title)
        _say(done if decided else gettext("Đã ghi anh chị đồng ý. Việc này chờ thêm một người."), approval)

    return _act(ref, agree) or _open_next(batch=approvals.get_approval(ref).batch)


@blueprint.post("/<ref>/tra-lai")
@to_decide
def send_back(ref: str) -> Answer:
    approval = approvals.get_approval(ref)
    check_area(approval, to_decide=True)
    item = item_of(approval, current_user.user)
    form = SendBackForm().offer(item.reasons, item.rows)
    if form.write_letter(item.reasons, item.letters) or not form.validate():
        return _page(approval, form, sending_back=True), 422
    to_mend, note = list(form.to_mend.data or ()), str(form.note.data)

    def decide(approval: Approval) -> None:
        approvals.plan_sending_back(approval, by=current_user.user, to_mend=to_mend, note=note, undo=undo_time())
        _say(gettext("Đã trả lại %(title)s.", title=approval.title), approval)

    return _act(ref, decide, form) or _open_next(batch=approval.batch)


@blueprint.post("/<ref>/hoan-tac")
@to_decide
def take_back(ref: str) -> Answer:
    return _act(ref, lambda approval: approvals.take_back(approval, by=current_user.user)) or _show(ref)


def undo_time() -> timedelta:
    """How long a decision can be taken back."""
    return timedelta(seconds=current_app.config["LIMITS"].undo_seconds)


def _say(done: str, approval: Approval) -> None:
    """A toast; with a button to take the decision back as long as that can be done."""
    if not approval.is_planned:
        flash(done)
        return
    url = url_for(".take_back", ref=approval.ref, **queue.read_address(request.args).query)  # type: ignore[arg-type]
    confirm(done, gettext("Hoàn tác"), url, undo={})


def _act(ref: str, act: Callable[[Approval], None], form: SendBackForm | None = None) -> Answer | None:
    """Do it to the request as it stands now. If the rules refuse: the page that says why, with what was typed."""
    check_area(approvals.get_approval(ref), to_decide=True)
    try:
        with transaction():
            act(approvals.get_approval(ref, lock=True))
    except DomainError as error:
        flash(refusal_of(error), "error")
        return _page(approvals.get_approval(ref), form, sending_back=form is not None), error.status
    return None


def _open_next(after: Approval | None = None, *, batch: str = "") -> Response:
    """Hold and show what this operator can decide next; the queue where nothing is left, or a colleague was quicker.

    What is left of a batch goes on as a batch.
    """
    address, by = queue.read_address(request.args), current_user.user
    if approvals.count_batches([batch]):
        return see_other("operator_approval_batches.show", **address.query, batch=batch)
    kinds = [kind for kind in decided_kinds() if kind in address.kinds]
    following = None
    with suppress(HeldByAnother, AlreadyDecided), transaction():
        found = approvals.find_next(by, kinds, after=after) if after else None
        found = found or approvals.find_next(by, kinds)
        if found and found is not after:
            approvals.hold(found, by=by)
            following = found
    return _show(following.ref) if following else see_other(".list", **address.query)


def _page(opened: Approval | None = None, form: SendBackForm | None = None, *, sending_back: bool = False) -> str:
    address, counts = queue.read_address(request.args), review_work().waiting
    page = page_of(partial(approvals.waiting, address.kinds), PAGE_SIZE, lambda page: address.url(trang=page))
    item = item_of(opened, current_user.user) if opened else None
    batches = approvals.count_batches(approval.batch for approval in page.rows)
    in_rows_of_others = sum(size - 1 for size in batches.values())  # a table of goods is one row of the queue
    return render_template(
        "operator/approvals/list.html",
        address=address,
        tabs=list(queue.tabs(address, counts)),
        summary=queue.summary(counts, approvals.count_waiting(due_before=end_of_day(today()))),
        requests=page.rows,
        batches=batches,
        entry_url=partial(queue.entry_url, address, batches=batches),
        **turning(page, sum(counts[kind] for kind in address.kinds) - in_rows_of_others),
        item=item,
        form=(form or _blank_form(item)) if item else None,
        sending_back=sending_back and item is not None and not item.refusal and item.approval.is_waiting,
        deadline=queue.deadline,
        detail=queue.detail,
        kind_of=kind_of,
        user=current_user.user,
        keys=_keys(item) if item and item.approval.is_waiting and not item.refusal else [],
        states=STATES,
        longest_note=LONGEST_NOTE,
    )


def _keys(item: Item) -> list[tuple[str, str]]:
    """The keys that do something on this page."""
    keys = [("A", gettext("duyệt")), ("B", gettext("trả lại")), ("N", gettext("để sau"))]
    has_picture = any(each.picture for each in item.evidence)
    return [*keys, ("Z", gettext("phóng ảnh"))] if has_picture else keys


def _blank_form(item: Item) -> SendBackForm:
    return SendBackForm(formdata=None).offer(item.reasons, item.rows)


def _show(ref: str) -> Response:
    return see_other(".show", **queue.read_address(request.args).query, ref=ref)
