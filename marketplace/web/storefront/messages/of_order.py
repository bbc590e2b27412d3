"""Messages about one parcel: for whoever has the order's link, signed in or not."""

from flask import Blueprint, Response, url_for
from flask_login import current_user

from marketplace import messages, orders
from marketplace.messages import Message, Thread, Words
from marketplace.messages.errors import ThreadNotFound
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.models import Order
from marketplace.web import rate_limits, talk
from marketplace.web.permissions import public
from marketplace.web.storefront.messages import page
from marketplace.web.storefront.messages.page import Answer, Talk

blueprint = Blueprint("order_messages", __name__, url_prefix="/don/<token>/<number>/tin-nhan")


@blueprint.get("")
@public
def show(token: str, number: str) -> str:
    return page.show(_talk(token, number))


@blueprint.post("")
@public
@rate_limits.messages_from_address
def send(token: str, number: str) -> Answer:
    def write(words: Words) -> Message:
        return messages.write_about_order(_order(token, number), words, by=current_user.user)

    return page.send(lambda: _talk(token, number), write)


@blueprint.post("/da-xem")
@public
def mark_seen(token: str, number: str) -> Response:
    return page.mark_seen(lambda: _thread(token, number, lock=True), url_for(".show", token=token, number=number))


@blueprint.post("/bao")
@public
@rate_limits.reports_from_address
def report(token: str, number: str) -> Answer:
    return page.report(lambda: _talk(token, number), lambda: _thread(token, number, lock=True))


@blueprint.get("/anh/<shot>.jpg")
@public
def photo(token: str, number: str, shot: str) -> Response:
    return talk.photo(_thread(token, number), shot)


def _order(token: str, number: str) -> Order:
    """The parcel, once its seller knows of it. Raises OrderNotFound."""
    order = orders.get_order_of_buyer(token, number)
    if order.placed_at is None or order.purchase.forgotten_at is not None:
        raise OrderNotFound()
    return order


def _thread(token: str, number: str, *, lock: bool = False) -> Thread:
    found = messages.find_thread_of_order(_order(token, number).id, lock=lock)
    if found is None:
        raise ThreadNotFound()
    return found


def _talk(token: str, number: str) -> Talk:
    order, at = _order(token, number), {"token": token, "number": number}
    return Talk(
        seller=order.seller,
        thread=messages.find_thread_of_order(order.id),
        here=url_for("order_messages.show", **at),  # type: ignore[arg-type]
        seen_url=url_for("order_messages.mark_seen", **at),  # type: ignore[arg-type]
        report_url=url_for("order_messages.report", **at),  # type: ignore[arg-type]
        photo_url=lambda ref: url_for("order_messages.photo", **at, shot=ref),  # type: ignore[arg-type]
        order=order,
        back_url=url_for("purchases.track", token=token),
    )
