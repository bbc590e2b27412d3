"""What a person has written to shops, in one list; and each of these threads."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask_login import current_user

from marketplace import messages
from marketplace.messages import Message, Side, Thread, Words
from marketplace.web import rate_limits, talk
from marketplace.web.paging import page_of
from marketplace.web.permissions import signed_in
from marketplace.web.storefront.messages import page
from marketplace.web.storefront.messages.page import Answer, Talk

blueprint = Blueprint("threads", __name__, url_prefix="/tin-nhan")

PAGE_SIZE = 20


@blueprint.get("", endpoint="list")
@signed_in
def show_list() -> str:
    found = partial(messages.threads_of_buyer, current_user.id)
    listing = page_of(found, PAGE_SIZE, lambda number: url_for(".list", trang=number))
    return render_template("storefront/messages/list.html", listing=listing, subject=talk.subject, when=talk.when)


@blueprint.get("/<thread>")
@signed_in
def show(thread: str) -> str:
    return page.show(_talk(thread))


@blueprint.post("/<thread>")
@signed_in
@rate_limits.messages_from_address
def send(thread: str) -> Answer:
    def write(words: Words) -> Message:
        return messages.write(_thread(thread, lock=True), words, side=Side.BUYER, by=current_user.user)

    return page.send(lambda: _talk(thread), write)


@blueprint.post("/<thread>/da-xem")
@signed_in
def mark_seen(thread: str) -> Response:
    return page.mark_seen(lambda: _thread(thread, lock=True), url_for(".show", thread=thread))


@blueprint.post("/<thread>/bao")
@signed_in
@rate_limits.reports_from_address
def report(thread: str) -> Answer:
    return page.report(lambda: _talk(thread), lambda: _thread(thread, lock=True))


@blueprint.get("/<thread>/anh/<shot>.jpg")
@signed_in
def photo(thread: str, shot: str) -> Response:
    return talk.photo(_thread(thread), shot)


def urls_of(thread: Thread | None) -> dict[str, Any]:
    """Where the forms of a thread lead; there are none before the first message."""
    if thread is None:
        return {"seen_url": "", "report_url": "", "photo_url": str}
    return {
        "seen_url": url_for("threads.mark_seen", thread=thread.ref),
        "report_url": url_for("threads.report", thread=thread.ref),
        "photo_url": lambda ref: url_for("threads.photo", thread=thread.ref, shot=ref),
    }


def _thread(ref: str, *, lock: bool = False) -> Thread:
    return messages.get_thread_of_buyer(current_user.id, ref, lock=lock)


def _talk(ref: str) -> Talk:
    thread = _thread(ref)
    return Talk(
        seller=thread.seller,
        thread=thread,
        here=url_for("threads.show", thread=ref),
        order=thread.order,
        product=thread.product,
        back_url=url_for("threads.list"),
        **urls_of(thread),
    )
