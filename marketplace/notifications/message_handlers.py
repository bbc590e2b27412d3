"""Who is told of a message: the other side, once until it has opened the thread."""

from marketplace.events import handles
from marketplace.messages import Message, MessageKind, Side, Thread, ThreadReport
from marketplace.notifications import mails, noticing

OF_ORDER_PATH = "/don/{token}/{number}/tin-nhan"
THREAD_PATH = "/tin-nhan/{ref}"
SHOP_THREAD_PATH = "/ban-hang/tin-nhan/{ref}"
REPORT_PATH = "/van-hanh/tin-nhan/{ref}"


@handles(Message)
def tell_of_messages(happened: list[Message]) -> None:
    """The shop of what a buyer writes, the buyer of what the shop writes, both of what operators write."""
    for message in happened:
        if message.side != Side.SELLER and message.thread.seller_unread == 1:
            _tell_shop(message)
        if message.side != Side.BUYER and message.thread.buyer_unread == 1:
            _tell_buyer(message)


def _tell_shop(message: Message) -> None:
    thread = message.thread
    name = "market_joined" if message.kind == MessageKind.JOINED else "message_to_shop"
    path = SHOP_THREAD_PATH.format(ref=thread.ref)
    mails.shop_news_mail(
        name,
        thread.seller,
        path=path,
        thread=thread,
        who=thread.buyer_name,
        about=_about(thread, "vi"),
        message=message,
    )


def _tell_buyer(message: Message) -> None:
    thread = message.thread
    name = "market_joined" if message.kind == MessageKind.JOINED else "message_to_buyer"
    purchase = thread.order.purchase if thread.order else None
    email = purchase.email if purchase else thread.buyer.email if thread.buyer else None
    locale = (purchase.locale if purchase else thread.buyer.locale if thread.buyer else None) or "vi"
    facts = {"thread": thread, "about": _about(thread, locale), "message": message, "who": thread.seller.name_vi}
    mails.message_mail(name, email, locale, to=thread.buyer, path=_path_of_buyer(thread), **facts)


def _path_of_buyer(thread: Thread) -> str:
    if thread.order:
        return OF_ORDER_PATH.format(token=thread.order.purchase.token, number=thread.order.number)
    return THREAD_PATH.format(ref=thread.ref)


def _about(thread: Thread, locale: str) -> str:
    if thread.order:
        return thread.order.number
    product = thread.product
    if product is None:
        raise LookupError("a thread is about one thing")
    return product.name_en if locale == "en" and product.name_en else product.name_vi


@handles(ThreadReport)
def tell_of_reports(happened: list[ThreadReport]) -> None:
    """Operators hear that a thread was reported."""
    for report in happened:
        about = _about(report.thread, "vi")
        noticing.add_for_operators("thread_reported", path=REPORT_PATH.format(ref=report.ref), about=about)
