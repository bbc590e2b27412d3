"""The mails of the shop. Each is queued in the transaction that gives the reason for it."""

from marketplace.accounts.models import User
from marketplace.notifications.letters import write
from marketplace.notifications.outbox import enqueue_mail
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import OrderState
from marketplace.reviews.question_models import Answer, Question
from marketplace.wishlist.models import Reminder

# Where the links lead; a test holds them to the pages' own addresses.
RESET_PATH = "/dat-lai/{token}"
TRACKING_PATH = "/don/{token}"
SELLER_ORDER_PATH = "/ban-hang/don/{number}"
FORGOT_PATH = "/quen-mat-khau"
REMINDER_PATH = "/nhac/{token}"
PRODUCT_PATH = "/p/{slug}"
QUESTIONS_PATH = "/p/{slug}/hoi-dap"
INBOX_PATH = "/ban-hang/hoi-dap"

NEWS = {OrderState.SHIPPED: "order_shipped", OrderState.CANCELLED: "order_cancelled"}


def password_reset_mail(user: User, token: str) -> None:
    """The link for a new password, to a person with an e-mail address."""
    _queue("password_reset", user.email, user.locale, path=RESET_PATH.format(token=token), user=user)


def password_changed_mail(user: User) -> None:
    """Tells that the password was changed, in case it was somebody else (OWASP ASVS 5.0, 6.3.7)."""
    _queue("password_changed", user.email, user.locale, path=FORGOT_PATH, user=user)


def purchase_placed_mail(purchase: Purchase) -> None:
    """The confirmation with the tracking link, when the buyer gave an address."""
    path = TRACKING_PATH.format(token=purchase.token)
    _queue("purchase_placed", purchase.email, purchase.locale, path=path, purchase=purchase)


def new_order_mail(order: Order) -> None:
    """Tells the seller what to pack, when the shop has an address. Personal data stays behind the sign-in."""
    path = SELLER_ORDER_PATH.format(number=order.number)
    _queue("new_order", order.seller.email, "vi", path=path, order=order)


def order_news_mail(order: Order) -> None:
    """Tells the buyer, when there is an address, that the parcel is on its way or will not come."""
    if order.state in NEWS:
        purchase = order.purchase
        path = TRACKING_PATH.format(token=purchase.token)
        _queue(NEWS[OrderState(order.state)], purchase.email, purchase.locale, path=path, order=order)


def reminder_asked_mail(reminder: Reminder) -> None:
    """Asks the owner of an address whether the reminder is wanted; nothing else is sent before the answer."""
    path = REMINDER_PATH.format(token=reminder.token)
    _queue("reminder_asked", reminder.email, reminder.locale, path=path, product=reminder.product)


def reminder_mail(reminder: Reminder) -> None:
    """Tells that the goods can be bought again or that their season has begun, with the way to hear no more."""
    stop_path = REMINDER_PATH.format(token=reminder.token)
    path = PRODUCT_PATH.format(slug=reminder.product.slug)
    facts = {"product": reminder.product, "in_season": reminder.from_on is not None, "stop_path": stop_path}
    _queue("reminder", reminder.email, reminder.locale, path=path, **facts)


def new_question_mail(question: Question) -> None:
    """Tells the seller what somebody wants to know, when the shop has an address."""
    _queue("new_question", question.product.seller.email, "vi", path=INBOX_PATH, question=question)


def question_answered_mail(answer: Answer) -> None:
    """Tells who asked, when there is an address, what the answer is; not of an answer of their own or a hidden one."""
    asker, path = answer.question.asker, QUESTIONS_PATH.format(slug=answer.product.slug)
    if answer.author_id != asker.id and not answer.is_hidden:
        _queue("question_answered", asker.email, asker.locale, path=path, answer=answer)


def _queue(name: str, recipient: str | None, locale: str | None, *, path: str, **facts: object) -> None:
    """Write and queue the mail; people without an address get none."""
    if recipient:
        letter = write(name, locale, path=path, **facts)
        enqueue_mail(recipient=recipient, subject=letter.subject, body=letter.body)
