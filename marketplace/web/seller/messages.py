"""What buyers write to a shop, and its answers."""

from functools import partial

from flask import Response, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import messages, orders, reviews
from marketplace.counting import count_all
from marketplace.database import transaction
from marketplace.messages import Message, Side, Thread, Words
from marketplace.orders.models import Order
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import rate_limits, talk
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages
from marketplace.web.talk import MessageForm, ThreadReportForm

blueprint = shop_pages("shop_messages", __name__, "/ban-hang")

PAGE_SIZE = 20
Answer = Response | str | tuple[str, int]


@blueprint.get("/tin-nhan", endpoint="list")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def show_list() -> str:
    seller_id, waiting = current_membership().seller_id, request.args.get("xem") == "cho"
    found = partial(messages.threads_of_seller, seller_id, waiting=waiting)
    here = {"xem": "cho"} if waiting else {}
    listing = page_of(found, PAGE_SIZE, lambda number: url_for(".list", trang=number, **here))  # type: ignore[arg-type]
    return render_template(
        "seller/messages/list.html",
        listing=listing,
        waiting=waiting,
        unread=count_all([messages.unread_of_seller(seller_id)])[0],
        answers_within=talk.answers_within(seller_id),
        subject=talk.subject,
        when=talk.when,
    )


@blueprint.get("/tin-nhan/<ref>")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def show(ref: str) -> str:
    return _page(_thread(ref))


@blueprint.post("/tin-nhan/<ref>")
@requires(ShopPermission.ANSWER_CUSTOMERS)
@rate_limits.messages_of_person
def send(ref: str) -> Answer:
    form = MessageForm()

    def write(words: Words) -> Message:
        return messages.write(_thread(ref, lock=True), words, side=Side.SELLER, by=current_user.user)

    problem = talk.send(form, write)
    if problem:
        return _page(_thread(ref), form), problem.status
    flash(gettext("Đã gửi cho khách."))
    return see_other(".show", ref=ref, _anchor="cuoi")


@blueprint.post("/tin-nhan/<ref>/da-xem")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def mark_seen(ref: str) -> Response:
    with transaction():
        messages.see(_thread(ref, lock=True), Side.SELLER)
    return see_other(".show", ref=ref)


@blueprint.post("/tin-nhan/<ref>/bao")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def report(ref: str) -> Answer:
    form, thread = ThreadReportForm(), _thread(ref)
    if not form.validate():
        return _page(thread, complaint=form), 422
    flash(talk.complain(form, lambda: _thread(ref, lock=True), Side.SELLER))
    return see_other(".show", ref=ref)


@blueprint.get("/tin-nhan/<ref>/anh/<shot>.jpg")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def photo(ref: str, shot: str) -> Response:
    return talk.photo(_thread(ref), shot)


@blueprint.get("/don/<number>/nhan")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def begin(number: str) -> Answer:
    """The thread about an order, or the form that begins it."""
    order = _order(number)
    thread = messages.find_thread_of_order(order.id)
    return see_other(".show", ref=thread.ref) if thread else _page(None, order=order)


@blueprint.post("/don/<number>/nhan")
@requires(ShopPermission.ANSWER_CUSTOMERS)
@rate_limits.messages_of_person
def send_first(number: str) -> Answer:
    form, written = MessageForm(), []

    def write(words: Words) -> Message:
        message = messages.write_about_order(_order(number), words, side=Side.SELLER, by=current_user.user)
        written.append(message.thread.ref)
        return message

    problem = talk.send(form, write)
    if problem:
        return _page(None, form, order=_order(number)), problem.status
    flash(gettext("Đã gửi cho khách."))
    return see_other(".show", ref=written[0], _anchor="cuoi")


def _order(number: str) -> Order:
    return orders.get_order_of_seller(current_membership().seller_id, number)


def _thread(ref: str, *, lock: bool = False) -> Thread:
    return messages.get_thread_of_seller(current_membership().seller_id, ref, lock=lock)


def _page(
    thread: Thread | None,
    form: MessageForm | None = None,
    complaint: ThreadReportForm | None = None,
    order: Order | None = None,
) -> str:
    ready = [each.body for each in reviews.ready_answers_of(current_membership().seller_id)]
    return render_template(
        "seller/messages/thread.html",
        thread=thread,
        order=thread.order if thread else order,
        entries=talk.shown(thread, Side.SELLER),
        ready=ready,
        subject=talk.subject,
        form=form or talk.new_form(ready),
        complaint=complaint or ThreadReportForm(formdata=None),
        limit=talk.LIMIT,
    )
