"""Threads that a buyer or a shop has reported: read, joined, decided. Operators read no other thread."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import messages
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.messages import Message, Side, Thread, ThreadReport, Words
from marketplace.messages.errors import NotJoined
from marketplace.reviews import Outcome
from marketplace.web import talk
from marketplace.web.filters import sentence_of
from marketplace.web.labels import REPORT_REASONS
from marketplace.web.locale import gettext
from marketplace.web.operator.links import PAGE_SIZE, Link, capped, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other
from marketplace.web.talk import MessageForm

blueprint = Blueprint("operator_messages", __name__, url_prefix="/van-hanh/tin-nhan")
blueprint.context_processor(navigation_rail)

Answer = Response | str | tuple[str, int]
DONE = "da-xong"


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_TRUST)
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_TRUST)
def show(ref: str) -> str:
    return _page(messages.get_report(ref))


@blueprint.post("/<ref>/vao")
@requires(OperatorPermission.CHANGE_TRUST)
def join(ref: str) -> Answer:
    with transaction():
        thread = _thread(ref)
        if not thread.is_joined:
            messages.join(thread, by=current_user.user)
    flash(gettext("Đã vào. Hai bên thấy anh chị ở đây."))
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/viet")
@requires(OperatorPermission.CHANGE_TRUST)
def write(ref: str) -> Answer:
    form = MessageForm()

    def send(words: Words) -> Message:
        thread = _thread(ref)
        if not thread.is_joined:
            raise NotJoined()
        return messages.write(thread, words, side=Side.MARKET, by=current_user.user)

    problem = talk.send(form, send)
    if problem:
        return _page(messages.get_report(ref), form), problem.status
    flash(gettext("Đã gửi cho cả hai bên."))
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/giu")
@requires(OperatorPermission.CHANGE_TRUST)
def keep(ref: str) -> Answer:
    return _decide(ref, lambda report: messages.decide(report, Outcome.KEPT, by=current_user.user))


@blueprint.post("/<ref>/an/<message>")
@requires(OperatorPermission.CHANGE_TRUST)
def hide(ref: str, message: str) -> Answer:
    """Take the words of one message out of sight, or show them again; the first time closes the complaint."""

    def decide(report: ThreadReport) -> None:
        messages.hide(messages.get_message(report.thread, message), by=current_user.user)
        if report.is_open:
            messages.decide(report, Outcome.HIDDEN, by=current_user.user)

    return _decide(ref, decide)


def _thread(ref: str) -> Thread:
    return messages.get_reported_thread(messages.get_report(ref).thread.ref, lock=True)


def _decide(ref: str, decide: Callable[[ThreadReport], None]) -> Answer:
    try:
        with transaction():
            decide(messages.get_report(ref, lock=True))
    except DomainError as error:
        if error.status == 404:
            raise
        flash(sentence_of(error), "error")
        return _page(messages.get_report(ref)), error.status
    flash(gettext("Đã ghi."))
    return see_other(".show", ref=ref)


def _page(opened: ThreadReport | None = None, form: MessageForm | None = None) -> str:
    is_open = request.args.get("xem") != DONE
    waiting, decided = messages.count_reports()
    here = {} if is_open else {"xem": DONE}
    found = partial(messages.reports_with, is_open=is_open)
    page = page_of(found, PAGE_SIZE, lambda number: url_for(".list", trang=number, **here))  # type: ignore[arg-type]
    tabs = [
        Link(gettext("Chờ xem"), url_for(".list"), capped(waiting), current=is_open),
        Link(gettext("Đã xong"), url_for(".list", xem=DONE), capped(decided), current=not is_open),
    ]
    return render_template(
        "operator/messages/list.html",
        tabs=tabs,
        reports=page.rows,
        here=here,
        **turning(page, waiting if is_open else decided),
        opened=opened,
        entries=talk.shown(opened.thread, Side.MARKET) if opened else [],
        history=messages.reports_about(opened.thread) if opened else [],
        form=form or MessageForm(formdata=None),
        reasons=REPORT_REASONS,
        subject=talk.subject,
    )
