"""Who is told of what, and by which mail: the only place that decides it."""

from functools import partial
from typing import Final

from marketplace.accounts.events import (
    ContactChanged,
    ContactKnown,
    HelpGiven,
    PasswordChanged,
    ProofAsked,
    ResetRequested,
)
from marketplace.accounts.proof_models import ProofPurpose
from marketplace.approvals import Approval, Approved, SentBack
from marketplace.events import handles
from marketplace.moderation import CaseEnded, CaseOpened, ProductCase
from marketplace.notifications import mails
from marketplace.notifications.texts import queue_text
from marketplace.orders import Outcome, Shortage
from marketplace.orders.harvests import OrderChange
from marketplace.orders.models import Order, OrderEvent
from marketplace.orders.states import UNTAKEN, ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.payments.models import PaymentEvent
from marketplace.payouts import PayoutState
from marketplace.payouts.models import PayoutEvent
from marketplace.reviews.question_models import Answer, Question
from marketplace.sellers.households import HouseholdAsked
from marketplace.sellers.questions import Question as Asked
from marketplace.sellers.unsent import ApplicationFading
from marketplace.wishlist.events import ReminderAsked

NOT_DELIVERED: Final = UNTAKEN - {OrderState.CANCELLED}


@handles(OrderEvent)
def tell_of_orders(happened: list[OrderEvent]) -> None:
    """Buyer and seller hear of a new order, the buyer of a parcel on its way, and of a cancellation whoever did not
    decide it; likewise of a parcel that turns round, is back or is lost. What was never placed is nobody's news.
    """
    _tell_of_placed([step.order for step in happened if step.state == OrderState.PLACED])
    for purchase in dict.fromkeys(step.order.purchase for step in happened if _awaits_transfer(step.order)):
        mails.transfer_mail("transfer_awaited", purchase)
    for step in happened:
        if step.state == OrderState.SHIPPED:
            _tell_of_sending(step.order)
        elif step.state == OrderState.CANCELLED and step.order.placed_at is not None:
            _tell_of_cancellation(step)
        elif step.state == OrderState.AWAITING_PAYMENT and step.order.placed_at is not None:
            mails.order_held_mail(step.order)
        elif step.state in NOT_DELIVERED:
            _tell_of_return(step)


def _tell_of_sending(order: Order) -> None:
    """It is on its way or lies ready; whoever has fetched it in the same moment need not be told that they may."""
    if not order.is_pickup or order.state == OrderState.SHIPPED:
        mails.order_shipped_mail(order)


def _tell_of_placed(placed: list[Order]) -> None:
    """One mail to the buyer for the whole purchase, one to each seller."""
    for purchase in dict.fromkeys(order.purchase for order in placed):
        mails.purchase_placed_mail(purchase)
    for order in placed:
        mails.new_order_mail(order)


def _tell_of_cancellation(step: OrderEvent) -> None:
    if step.role != ActorRole.BUYER:
        mails.order_cancelled_mail(step.order, step.note)
    if step.role != ActorRole.SELLER:
        mails.order_called_off_mail(step.order, step.note)


def _awaits_transfer(order: Order) -> bool:
    is_transfer = order.purchase.payment_method == PaymentMethod.TRANSFER
    return is_transfer and order.state == OrderState.AWAITING_PAYMENT


@handles(PaymentEvent)
def tell_of_transfers(happened: list[PaymentEvent]) -> None:
    """The buyer hears that a part is still to come, or that the goods are kept no longer. That all has come is told
    with the order.
    """
    for event in happened:
        if event.state == PaymentState.EXPIRED:
            mails.transfer_mail("transfer_over", event.purchase)
        elif event.purchase.payment_method != PaymentMethod.TRANSFER:
            continue
        elif event.state == PaymentState.AWAITING and event.amount_vnd > 0:
            mails.transfer_mail("transfer_short", event.purchase)


def _tell_of_return(step: OrderEvent) -> None:
    mails.order_not_delivered_mail(step.order)
    if step.role != ActorRole.SELLER:
        mails.parcel_not_delivered_mail(step.order)


@handles(OrderChange)
def tell_of_changes(happened: list[OrderChange]) -> None:
    """The buyer hears of another day or fewer units."""
    for change in happened:
        mails.order_changed_mail(change)


@handles(Shortage)
def tell_of_shortages(happened: list[Shortage]) -> None:
    """The buyer is asked about goods that are short: by mail, else by a text message. Both sides hear what came of it,
    unless the order was called off, of which they hear anyway.
    """
    for shortage in happened:
        if shortage.is_open:
            _ask_about(shortage)
        elif shortage.outcome != Outcome.WITHDRAWN and shortage.order.state != OrderState.CANCELLED:
            mails.shortage_settled_mail(shortage)


def _ask_about(shortage: Shortage) -> None:
    purchase = shortage.order.purchase
    mails.shortage_asked_mail(shortage)
    if not purchase.email:
        path, until = mails.ANSWER_PATH.format(token=shortage.token), shortage.answer_by
        number, order = shortage.order.number, shortage.order
        sending = partial(queue_text, "shortage_text", purchase.contact_phone, purchase.locale, path=path, until=until)
        sending(to=purchase, number=number, order=order)


@handles(Question)
def tell_of_questions(happened: list[Question]) -> None:
    """The seller hears of a question."""
    for question in happened:
        mails.new_question_mail(question)


@handles(Answer)
def tell_of_answers(happened: list[Answer]) -> None:
    """Who asked hears of an answer."""
    for answer in happened:
        mails.question_answered_mail(answer)


@handles(ReminderAsked)
def ask_for_confirmation(happened: list[ReminderAsked]) -> None:
    """The owner of an address is asked whether the reminder is wanted."""
    for asked in happened:
        mails.reminder_asked_mail(asked.reminder)


@handles(ResetRequested)
def send_reset_links(happened: list[ResetRequested]) -> None:
    """Who wants a new password gets the link for it."""
    for request in happened:
        mails.password_reset_mail(request.user, request.token)


@handles(PasswordChanged)
def tell_of_new_passwords(happened: list[PasswordChanged]) -> None:
    """Whose password was changed hears of it."""
    for change in happened:
        mails.password_changed_mail(change.user)


@handles(ProofAsked)
def ask_for_proof(happened: list[ProofAsked]) -> None:
    """The address gets a link, the number a code."""
    for asked in happened:
        proof = asked.proof
        if proof.email:
            opens = proof.purpose == ProofPurpose.REGISTER
            mails.contact_proof_mail(proof.email, proof.locale, asked.token, opens_account=opens)
        elif proof.phone:
            queue_text("code", proof.phone, proof.locale, until=proof.expires_at, code=asked.code)


@handles(HouseholdAsked)
def ask_households(happened: list[HouseholdAsked]) -> None:
    """The household gets the link to what was filled in for it."""
    for asked in happened:
        application, path = asked.application, mails.HOUSEHOLD_PATH.format(token=asked.token)
        helper, association = application.user.name, application.said(Asked.HELPER)
        if application.phone:
            queue_text("household", application.phone, "vi", path=path, helper=helper, association=association)


@handles(ApplicationFading)
def tell_of_fading_applications(happened: list[ApplicationFading]) -> None:
    """Whoever began an application and left it hears when it will be deleted."""
    for fading in happened:
        user = fading.application.user
        mails.application_fading_mail(fading.application)
        if not user.email and user.phone:
            queue_text("application_fading_text", user.phone, user.locale, to=user)


@handles(CaseOpened)
def tell_of_cases(happened: list[CaseOpened]) -> None:
    """The shop hears that goods were taken down, or what is to be changed until when."""
    for event in happened:
        _tell_of_case("case_opened", event.case)


@handles(CaseEnded)
def tell_of_ended_cases(happened: list[CaseEnded]) -> None:
    """The shop hears that it is well again."""
    for event in happened:
        _tell_of_case("case_ended", event.case)


def _tell_of_case(name: str, case: ProductCase) -> None:
    """By mail, and by a text message to a shop that has no address but a number."""
    shop = case.product.seller
    mails.case_mail(name, case)
    if not shop.email and shop.phone:
        queue_text(f"{name}_text", shop.phone, "vi", to=shop, case=case)


@handles(PayoutEvent)
def tell_of_payouts(happened: list[PayoutEvent]) -> None:
    """The shop hears that its money arrived, or that the bank did not pay it or sent it back."""
    for step in happened:
        if step.state == PayoutState.PAID:
            mails.payout_mail("payout_arrived", step.payout)
        elif step.state in (PayoutState.FAILED, PayoutState.RETURNED):
            mails.payout_mail("payout_returned", step.payout)


@handles(ContactKnown)
def tell_of_strangers(happened: list[ContactKnown]) -> None:
    """The owner hears of it by mail, else by a text message to the number that was given."""
    for known in happened:
        if known.user.email:
            mails.contact_known_mail(known.user)
        elif known.identifier.phone:
            queue_text("known", known.identifier.phone, known.user.locale, to=known.user)


@handles(ContactChanged)
def tell_of_new_contacts(happened: list[ContactChanged]) -> None:
    """The address of before hears of it, else the number of before: the new one may be a stranger's."""
    for change in happened:
        if change.former_email:
            mails.contact_changed_mail(change.user, change.former_email)
        elif change.former_phone:
            queue_text("changed", change.former_phone, change.user.locale, to=change.user)


@handles(HelpGiven)
def tell_of_help(happened: list[HelpGiven]) -> None:
    """Whose account it is hears that somebody was let in."""
    for help_given in happened:
        mails.help_given_mail(help_given.user)


@handles(Approved)
def tell_of_approvals(happened: list[Approved]) -> None:
    """Whoever asked hears that it was approved, and so does the shop at its own address."""
    for event in happened:
        _tell_of_answer("request_approved", event.approval)


@handles(SentBack)
def tell_of_what_to_mend(happened: list[SentBack]) -> None:
    """The same of what was sent back, with the words of whoever looked at it."""
    for event in happened:
        _tell_of_answer("request_sent_back", event.approval)


def _tell_of_answer(name: str, approval: Approval) -> None:
    """By mail, and by a text message to whoever has no address but a number."""
    asker = approval.submitted_by
    mails.answered_request_mail(name, approval)
    if not asker.email and asker.phone:
        queue_text(f"{name}_text", asker.phone, asker.locale, to=asker, title=approval.title)
