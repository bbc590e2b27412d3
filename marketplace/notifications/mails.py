"""The mails of the shop. Each is queued in the transaction that gives the reason for it; who gets which, and when,
stands in handlers.py.
"""

from collections.abc import Sequence

from marketplace import payments, returns, stock
from marketplace.accounts.identifiers import Identifier
from marketplace.accounts.models import User
from marketplace.accounts.queries import find_user
from marketplace.approvals import Approval
from marketplace.banking.references import reference
from marketplace.moderation import ProductCase
from marketplace.notifications.queueing import Kind
from marketplace.notifications.queueing import queue as _queue
from marketplace.notifications.request_paths import APPLYING, SHOP, path_of
from marketplace.orders import CancelRequest, Shortage
from marketplace.orders.harvests import ChangeKind, OrderChange
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.reasons import NOT_DELIVERED, SHORTFALLS, is_ready
from marketplace.orders.states import PaymentMethod, Undelivered
from marketplace.payments.refund_models import Refund
from marketplace.payouts import Payout
from marketplace.returns import Claim, ClaimEvent
from marketplace.reviews.question_models import Answer, Question
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.models import Seller
from marketplace.wishlist.models import Reminder

# Where the links lead; a test holds them to the pages' own addresses.
RESET_PATH = "/dat-lai/{token}"
TRACKING_PATH = "/don/{token}"
PAYING_PATH = "/don/{token}/tra-tien"
ANSWER_PATH = "/tra-loi/{token}"
SELLER_ORDER_PATH = "/ban-hang/don/{number}"
FORGOT_PATH = "/quen-mat-khau"
REMINDER_PATH = "/nhac/{token}"
PRODUCT_PATH = "/p/{slug}"
QUESTIONS_PATH = "/p/{slug}/hoi-dap"
INBOX_PATH = "/ban-hang/hoi-dap"
HOUSEHOLD_PATH = "/xac-nhan-ho/{token}"
PAYOUT_PATH = "/ban-hang/tien/lan-chuyen/{ref}"
CASE_PATH = "/ban-hang/yeu-cau/{ref}"
REFUND_PATH = "/hoan-tien/{token}"
PROOF_PATH = "/xac-nhan/{token}"


def password_reset_mail(user: User, token: str) -> None:
    """The link for a new password, to a person with an e-mail address."""
    _queue("password_reset", user.email, user.locale, Kind.ACCOUNT, path=RESET_PATH.format(token=token), user=user)


def password_changed_mail(user: User) -> None:
    """Tells that the password was changed, in case it was somebody else (OWASP ASVS 5.0, 6.3.7)."""
    _queue("password_changed", user.email, user.locale, Kind.ACCOUNT, path=FORGOT_PATH, user=user)


def contact_proof_mail(email: str, locale: str | None, token: str, *, opens_account: bool) -> None:
    """Asks the owner of an address whether it is to be an account's; nothing follows without the answer."""
    path = PROOF_PATH.format(token=token)
    _queue("contact_proof", email, locale, Kind.NEWS_OF_ACCOUNT, path=path, opens_account=opens_account)


def contact_known_mail(user: User) -> None:
    """Tells the owner of an account that somebody gave the same address or number as their own."""
    _queue("contact_known", user.email, user.locale, Kind.NEWS_OF_ACCOUNT, path=FORGOT_PATH, user=user)


def contact_changed_mail(user: User, recipient: str) -> None:
    """Tells of another address or number, in case it was somebody else (OWASP ASVS 5.0, 6.3.7)."""
    _queue("contact_changed", recipient, user.locale, Kind.ACCOUNT, path=FORGOT_PATH, user=user)


def help_given_mail(user: User) -> None:
    """Tells that an operator gave somebody a way into the account."""
    _queue("help_given", user.email, user.locale, Kind.ACCOUNT, path=FORGOT_PATH, user=user)


def purchase_placed_mail(purchase: Purchase) -> None:
    """The confirmation with the tracking link, when the buyer gave an address."""
    path = TRACKING_PATH.format(token=purchase.token)
    facts = {"purchase": purchase, "rules": SHORTFALLS, "is_cash": purchase.payment_method == PaymentMethod.COD}
    _queue("purchase_placed", purchase.email, purchase.locale, Kind.ORDER, to=purchase, path=path, **facts)


def transfer_mail(name: str, purchase: Purchase) -> None:
    """Tells the buyer what is to be transferred until when, or that the time for it ran out."""
    path = PAYING_PATH.format(token=purchase.token)
    facts: dict[str, object] = {"purchase": purchase, "memo": reference(purchase.code)}
    if name != "transfer_over":  # which is news only once the time is over
        facts["until"] = payments.kept_until(purchase)
    _queue(name, purchase.email, purchase.locale, Kind.ORDER, to=purchase, path=path, **facts)


def new_order_mail(order: Order) -> None:
    """Tells the seller what to pack, when the shop has an address. Personal data stays behind the sign-in."""
    path = SELLER_ORDER_PATH.format(number=order.number)
    _to_shop("new_order", order.seller, Kind.SHOP, path=path, order=order)


def order_shipped_mail(order: Order) -> None:
    """Tells the buyer, when there is an address, that the parcel is on its way."""
    _to_buyer("order_shipped", order, time_to_tell=returns.terms_of().fresh)


def order_cancelled_mail(order: Order, reason: str) -> None:
    """Tells the buyer, when there is an address, that the parcel will not come, and why."""
    _to_buyer("order_cancelled", order, reason=reason, is_ready=is_ready(reason))


def order_changed_mail(change: OrderChange) -> None:
    """Tells the buyer, when there is an address, of another day or fewer units of what is harvested."""
    _to_buyer("order_changed", change.order, change=change, is_moved=change.kind == ChangeKind.HARVEST_MOVED)


def order_called_off_mail(order: Order, reason: str) -> None:
    """Tells the seller, when the shop has an address, that the order needs no more work, and why."""
    path = SELLER_ORDER_PATH.format(number=order.number)
    facts = {"order": order, "reason": reason, "is_ready": is_ready(reason)}
    _to_shop("order_called_off", order.seller, Kind.SHOP, path=path, **facts)


def order_held_mail(order: Order) -> None:
    """Tells the seller, when the shop has an address, that an order it was told of waits for its money once more."""
    _to_shop("order_held", order.seller, Kind.SHOP, path=SHOP, order=order)


def order_not_delivered_mail(order: Order) -> None:
    """Tells the buyer, when there is an address, that the parcel turns round, is back with the seller or is lost."""
    _to_buyer("order_not_delivered", order, reason=_why_not(order))


def parcel_not_delivered_mail(order: Order) -> None:
    """Tells the seller, when the shop has an address, that a parcel comes back or is lost, and why."""
    path, facts = SELLER_ORDER_PATH.format(number=order.number), {"order": order, "reason": _why_not(order)}
    _to_shop("parcel_not_delivered", order.seller, Kind.SHOP, path=path, **facts)


def _why_not(order: Order) -> str:
    return NOT_DELIVERED[Undelivered(order.undelivered)] if order.undelivered else ""


def shortage_asked_mail(shortage: Shortage) -> None:
    """Asks the buyer, when there is an address, what to do about goods that are short."""
    order, purchase = shortage.order, shortage.order.purchase
    path, facts = ANSWER_PATH.format(token=shortage.token), {"order": order, "shortage": shortage}
    _queue("shortage_asked", purchase.email, purchase.locale, Kind.ORDER, to=purchase, path=path, **facts)


def shortage_settled_mail(shortage: Shortage) -> None:
    """Tells both sides what came of the question, whoever of them has an address."""
    order = shortage.order
    _to_buyer("shortage_settled", order)
    path = SELLER_ORDER_PATH.format(number=order.number)
    _to_shop("shortage_answered", order.seller, Kind.SHOP, path=path, order=order, shortage=shortage)


def cancel_asked_mail(request: CancelRequest) -> None:
    """Tells the seller, when the shop has an address, that the buyer wants to call an accepted order off."""
    order, facts = request.order, {"request": request, "is_ready": is_ready(request.reason)}
    path = SELLER_ORDER_PATH.format(number=order.number)
    _to_shop("cancel_asked", order.seller, Kind.SHOP, path=path, order=order, **facts)


def cancel_withdrawn_mail(order: Order) -> None:
    """Tells the seller, when the shop has an address, that the buyer wants the order after all."""
    path = SELLER_ORDER_PATH.format(number=order.number)
    _to_shop("cancel_withdrawn", order.seller, Kind.SHOP, path=path, order=order)


def cancel_refused_mail(request: CancelRequest) -> None:
    """Tells the buyer, when there is an address, that the order goes on, and why."""
    _to_buyer("cancel_refused", request.order, reason=request.answer, is_ready=is_ready(request.answer))


def order_late_mail(order: Order) -> None:
    """Tells the seller, when the shop has an address, what should have been done and what happens otherwise."""
    path = SELLER_ORDER_PATH.format(number=order.number)
    _to_shop("order_late", order.seller, Kind.SHOP, path=path, order=order)


def packing_late_mail(order: Order) -> None:
    """Tells the buyer, when there is an address, that the parcel is late and need not be waited for."""
    _to_buyer("packing_late", order)


def reminder_asked_mail(reminder: Reminder) -> None:
    """Asks the owner of an address whether the reminder is wanted; nothing else is sent before the answer."""
    path = REMINDER_PATH.format(token=reminder.token)
    goods, pack = reminder.product, reminder.variant
    _queue("reminder_asked", reminder.email, reminder.locale, Kind.NEWS, path=path, product=goods, pack=pack)


def reminder_mail(reminder: Reminder) -> None:
    """Tells that the goods can be bought again or that their season has begun, with the way to hear no more."""
    stop_path = REMINDER_PATH.format(token=reminder.token)
    right = stock.find_right(reminder.token)
    path = stop_path if right else PRODUCT_PATH.format(slug=reminder.product.slug)
    facts = {"product": reminder.product, "pack": reminder.variant, "in_season": reminder.from_on is not None}
    until, owner = right.until if right else None, reminder.user or _owner_of(reminder.email)
    said = {"until": until, "stop_path": stop_path, **facts}
    _queue("reminder", reminder.email, reminder.locale, Kind.NEWS, to=owner, path=path, **said)


def new_question_mail(question: Question) -> None:
    """Tells the seller what somebody wants to know, when the shop has an address."""
    shop = question.product.seller
    _to_shop("new_question", shop, Kind.SHOP_NEWS, path=INBOX_PATH, question=question)


def question_answered_mail(answer: Answer) -> None:
    """Tells who asked, when there is an address, what the answer is; not of an answer of their own or a hidden one."""
    asker, path = answer.question.asker, QUESTIONS_PATH.format(slug=answer.product.slug)
    if answer.author_id != asker.id and not answer.is_hidden:
        _queue("question_answered", asker.email, asker.locale, Kind.NEWS, to=asker, path=path, answer=answer)


def answered_request_mail(name: str, approval: Approval) -> None:
    """Tells what became of a request: whoever asked, in their language, and the shop's address if it is another one."""
    asker, shop, path = approval.submitted_by, approval.seller, path_of(approval)
    _queue(name, asker.email, asker.locale, Kind.ACCOUNT, to=asker, path=path, approval=approval)
    if shop.email != asker.email:
        kind = Kind.SHOP if shop.is_open else Kind.APPLICATION
        _to_shop(name, shop, kind, path=path, approval=approval)


def case_mail(name: str, case: ProductCase) -> None:
    """Tells a shop, when it has an address, what operators want of its goods, or that they want it no more."""
    kind = Kind.SHOP if case.product.seller.is_open else Kind.APPLICATION
    _to_shop(name, case.product.seller, kind, path=CASE_PATH.format(ref=case.ref), case=case)


def payout_mail(name: str, payout: Payout) -> None:
    """Tells a shop, when it has an address, that its money arrived or came back. Of the account it says the end."""
    _to_shop(name, payout.seller, Kind.SHOP, path=PAYOUT_PATH.format(ref=payout.ref), payout=payout)


def refund_mail(name: str, refund: Refund, **facts: object) -> None:
    """Tells the buyer, when there is an address, where the money of a refund is or that an account is asked for."""
    purchase, path = refund.purchase, REFUND_PATH.format(token=refund.token)
    _queue(name, purchase.email, purchase.locale, Kind.ORDER, to=purchase, path=path, refund=refund, **facts)


def claim_mail(claim: Claim, step: ClaimEvent, *, path: str) -> None:
    """Tells the buyer, when there is an address, what became of a claim, or that it was received."""
    purchase = claim.order.purchase
    _queue("claim_step", purchase.email, purchase.locale, Kind.ORDER, to=purchase, path=path, claim=claim, step=step)


def review_asked_mail(order: Order, lines: Sequence[OrderLine]) -> None:
    """Asks the buyer, once, what they think of what has come."""
    purchase, path = order.purchase, TRACKING_PATH.format(token=order.purchase.token)
    facts = {"order": order, "lines": lines}
    _queue("review_asked", purchase.email, purchase.locale, Kind.NEWS, to=purchase, path=path, **facts)


def application_fading_mail(application: SellerApplication) -> None:
    """Tells whoever began an application, when there is an address, that it will be deleted."""
    user = application.user
    _queue("application_fading", user.email, user.locale, Kind.NEWS_OF_ACCOUNT, path=APPLYING)


def money_late_mail(refund: Refund) -> None:
    """Tells the buyer, when there is an address, that money came after its time and goes back."""
    purchase = refund.purchase
    path, facts = TRACKING_PATH.format(token=purchase.token), {"purchase": purchase, "refund": refund}
    _queue("money_late", purchase.email, purchase.locale, Kind.ORDER, to=purchase, path=path, **facts)


def shop_mail(name: str, shop: Seller, *, path: str, **facts: object) -> None:
    """Tells an open shop, when it has an address, of its money."""
    _to_shop(name, shop, Kind.SHOP, path=path, **facts)


def shop_news_mail(name: str, shop: Seller, *, path: str, **facts: object) -> None:
    """Tells a shop, when it has an address, what it may choose not to hear by mail."""
    _to_shop(name, shop, Kind.SHOP_NEWS, path=path, **facts)


def message_mail(name: str, email: str | None, locale: str, *, to: User | None, path: str, **facts: object) -> None:
    """Tells a buyer, when there is an address, what a shop or an operator wrote."""
    _queue(name, email, locale, Kind.NEWS, to=to, path=path, **facts)


def _to_buyer(name: str, order: Order, **facts: object) -> None:
    purchase = order.purchase
    path = TRACKING_PATH.format(token=purchase.token)
    _queue(name, purchase.email, purchase.locale, Kind.ORDER, to=purchase, path=path, order=order, **facts)


def _to_shop(name: str, shop: Seller, kind: Kind, *, path: str, **facts: object) -> None:
    _queue(name, shop.email, "vi", kind, to=shop, path=path, **facts)


def _owner_of(email: str | None) -> User | None:
    owner = find_user(Identifier(email=email)) if email else None
    return owner if owner and owner.email_confirmed_at else None
