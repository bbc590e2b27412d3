"""The page of one thread as its buyer sees it, wherever they come from."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, flash, redirect, render_template

from marketplace import messages
from marketplace.catalogue.models import Product
from marketplace.database import transaction
from marketplace.messages import Message, Side, Thread
from marketplace.orders.models import Order
from marketplace.sellers.models import Seller
from marketplace.text import N_
from marketplace.web import talk
from marketplace.web.filters import day_range
from marketplace.web.locale import gettext
from marketplace.web.talk import MessageForm, ThreadReportForm

Answer = Response | str | tuple[str, int]
BEFORE_BUYING = (
    N_("Bao giờ gửi được?"),
    N_("Hạn dùng đến khi nào?"),
    N_("Mua nhiều có bớt không?"),
    N_("Gửi đi xa có hỏng không?"),
)
AFTER_ORDERING = (
    N_("Bao giờ gửi?"),
    N_("Hạn dùng đến khi nào?"),
    N_("Đổi ngày nhận được không?"),
    N_("Gói kỹ giúp tôi nhé."),
)
"""Ready questions: pressed, they stand in the form."""


@dataclass(frozen=True)
class Talk:
    """What is talked about, with the thread once somebody has written, and where its forms lead."""

    seller: Seller
    thread: Thread | None
    here: str
    seen_url: str
    report_url: str
    photo_url: Callable[[str], str]
    order: Order | None = None
    product: Product | None = None
    back_url: str = ""

    @property
    def ready(self) -> list[str]:
        """The ready questions."""
        return [gettext(each) for each in (AFTER_ORDERING if self.order else BEFORE_BUYING)]


def show(talk_of: Talk, form: MessageForm | None = None, complaint: ThreadReportForm | None = None) -> str:
    """The page, with what was refused just now."""
    order = talk_of.order
    return render_template(
        "storefront/messages/thread.html",
        talk=talk_of,
        entries=talk.shown(talk_of.thread, Side.BUYER),
        answers_within=talk.answers_within(talk_of.seller.id),
        arrival=day_range(order.arrives_from_on, order.arrives_to_on) if order else "",
        form=form or talk.new_form(talk_of.ready),
        complaint=complaint or ThreadReportForm(formdata=None),
        limit=talk.LIMIT,
    )


def send(load: Callable[[], Talk], write: Callable[[messages.Words], Message]) -> Answer:
    """Write, then show the thread; what was refused is shown with what was typed."""
    form = MessageForm()
    problem = talk.send(form, write)
    if problem:
        return show(load(), form), problem.status
    flash(gettext("Đã gửi. Nơi bán nhận được tin báo."))
    return _on(load().here + "#cuoi")


def mark_seen(load: Callable[[], Thread], here: str) -> Response:
    """Note that the buyer has opened it."""
    with transaction():
        messages.see(load(), Side.BUYER)
    return _on(here)


def report(load: Callable[[], Talk], locked: Callable[[], Thread]) -> Answer:
    """Tell the operators."""
    form, talk_of = ThreadReportForm(), load()
    if not form.validate():
        return show(talk_of, complaint=form), 422
    flash(talk.complain(form, locked, Side.BUYER))
    return _on(talk_of.here)


def _on(url: str) -> Response:
    return redirect(url, 303)  # type: ignore[return-value]  # made by url_for
