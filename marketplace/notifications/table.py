"""From what happened to who hears of it, and how: the one table of all letters, texts and notices.

A letter, text or notice has a template of its name in templates/emails. What happened is written down by the class that
is announced; `handlers.py` and its neighbours decide when.
"""

from dataclasses import dataclass, replace
from typing import Final

from marketplace.notices import Channel, NoticeKind, Party


@dataclass(frozen=True)
class Line:
    """One line of the table: `events` are the classes that lead to it."""

    party: Party
    kind: NoticeKind
    channels: frozenset[Channel]
    events: str
    can_wait: bool = False
    """Whether a text or Zalo message goes out in no quiet hour."""
    zalo: tuple[str, ...] = ()
    """What the template of Zalo is filled in with, in its words; none for what never goes by Zalo."""


def _waiting(party: Party, kind: NoticeKind, events: str) -> Line:
    """A text that can wait for the morning."""
    return Line(party, kind, frozenset({Channel.TEXT}), events, can_wait=True)


def _by_phone(line: Line, zalo: str, *, can_wait: bool = False) -> Line:
    """The same by Zalo, too, and by a text to who has no address and is not reached there."""
    channels = line.channels | {Channel.TEXT, Channel.ZALO}
    return replace(line, channels=channels, can_wait=can_wait or line.can_wait, zalo=tuple(zalo.split()))


def _line(party: Party, kind: NoticeKind, events: str, *channels: Channel) -> Line:
    return Line(party, kind, frozenset(channels or (Channel.MAIL, Channel.NOTICE)), events)


_B, _S, _P, _O = Party.BUYER, Party.SHOP, Party.PERSON, Party.OPERATORS
_ORDERS, _MONEY, _GOODS, _ACCOUNT = NoticeKind.ORDERS, NoticeKind.MONEY, NoticeKind.GOODS, NoticeKind.ACCOUNT
_MAIL, _TEXT, _NOTICE = Channel.MAIL, Channel.TEXT, Channel.NOTICE

WHO_HEARS: Final = {
    # Orders
    "purchase_placed": _by_phone(_line(_B, _ORDERS, "OrderEvent"), "code name amount link"),
    "transfer_awaited": _line(_B, _ORDERS, "OrderEvent"),
    "transfer_short": _by_phone(_line(_B, _ORDERS, "PaymentEvent"), "code name link"),
    "transfer_over": _by_phone(_line(_B, _ORDERS, "PaymentEvent"), "code name link"),
    "order_shipped": _by_phone(_line(_B, _ORDERS, "OrderEvent"), "code name shop link", can_wait=True),
    "order_cancelled": _by_phone(_line(_B, _ORDERS, "OrderEvent"), "code name shop link"),
    "order_changed": _by_phone(_line(_B, _ORDERS, "OrderChange"), "code name shop link", can_wait=True),
    "order_not_delivered": _by_phone(_line(_B, _ORDERS, "OrderEvent"), "code name shop link", can_wait=True),
    "shortage_asked": _line(_B, _ORDERS, "Shortage"),
    "shortage_text": _by_phone(_line(_B, _ORDERS, "Shortage", _TEXT), "code name link"),
    "shortage_settled": _line(_B, _ORDERS, "Shortage"),
    "new_order": _by_phone(_line(_S, _ORDERS, "OrderEvent"), "code shop amount link", can_wait=True),
    "order_called_off": _line(_S, _ORDERS, "OrderEvent"),
    "order_held": _line(_S, _ORDERS, "OrderEvent"),
    "parcel_not_delivered": _line(_S, _ORDERS, "OrderEvent"),
    "shortage_answered": _line(_S, _ORDERS, "Shortage"),
    "cancel_asked": _line(_S, _ORDERS, "CancelRequest"),
    "cancel_withdrawn": _line(_S, _ORDERS, "CancelRequest"),
    "cancel_refused": _line(_B, _ORDERS, "CancelRequest"),
    "cancel_refused_text": _line(_B, _ORDERS, "CancelRequest", _TEXT),
    "order_late": _line(_S, _ORDERS, "StepMissed"),
    "packing_late": _by_phone(_line(_B, _ORDERS, "StepMissed"), "code name shop link", can_wait=True),
    "lot_recalled": _line(_B, _ORDERS, "Recall"),
    "lot_recalled_text": _line(_B, _ORDERS, "Recall", _TEXT),
    "claim_step": _line(_B, _ORDERS, "ClaimEvent"),
    "claim_text": _by_phone(_line(_B, _ORDERS, "ClaimEvent", _TEXT), "code name link"),
    "claim_of_shop": _line(_S, _ORDERS, "ClaimEvent"),
    # Money
    "money_late": _by_phone(_line(_B, _MONEY, "RefundEvent"), "code name amount link", can_wait=True),
    "refund_asked": _line(_B, _MONEY, "RefundEvent AccountAsked"),
    "refund_text": _by_phone(_waiting(_B, _MONEY, "RefundEvent AccountAsked"), "code name amount link"),
    "refund_account": _line(_B, _MONEY, "AccountNamed"),
    "refund_step": _line(_B, _MONEY, "RefundEvent"),
    "payout_arrived": _by_phone(_line(_S, _MONEY, "PayoutEvent"), "shop amount link", can_wait=True),
    "payout_returned": _line(_S, _MONEY, "PayoutEvent"),
    "money_held": _line(_S, _MONEY, "PayoutHold"),
    "money_let_go": _line(_S, _MONEY, "PayoutHold"),
    "fee_changed": _line(_S, _MONEY, "FeeRuleEvent"),
    # Messages, questions, wishes
    "message_to_buyer": _line(_B, NoticeKind.MESSAGES, "Message"),
    "message_to_shop": _line(_S, NoticeKind.MESSAGES, "Message"),
    "market_joined": _line(_P, NoticeKind.MESSAGES, "Message"),
    "thread_reported": _line(_O, NoticeKind.MESSAGES, "ThreadReport", _NOTICE),
    "new_question": _line(_S, NoticeKind.QUESTIONS, "Question"),
    "question_answered": _line(_B, NoticeKind.QUESTIONS, "Answer"),
    "review_asked": _line(_B, NoticeKind.QUESTIONS, "OrderEvent"),
    "reminder_asked": _line(_P, NoticeKind.WISHES, "ReminderAsked", _MAIL),
    "reminder": _by_phone(_line(_B, NoticeKind.WISHES, "reminders Restocked"), "product until link", can_wait=True),
    # What operators want of goods and shops
    "case_opened": _line(_S, _GOODS, "CaseOpened"),
    "case_opened_text": _waiting(_S, _GOODS, "CaseOpened"),
    "case_ended": _line(_S, _GOODS, "CaseEnded"),
    "case_ended_text": _waiting(_S, _GOODS, "CaseEnded"),
    "request_approved": _line(_S, _GOODS, "Approved"),
    "request_approved_text": _waiting(_S, _GOODS, "Approved"),
    "request_sent_back": _line(_S, _GOODS, "SentBack"),
    "request_sent_back_text": _waiting(_S, _GOODS, "SentBack"),
    "certificate_ending": _line(_S, _GOODS, "CertificateEnding"),
    "certificate_ending_desk": _line(_O, _GOODS, "CertificateEnding", _NOTICE),
    # The account: links and codes are no notices
    "password_reset": _line(_P, _ACCOUNT, "ResetRequested", _MAIL),
    "password_changed": _line(_P, _ACCOUNT, "PasswordChanged", _MAIL),
    "contact_proof": _line(_P, _ACCOUNT, "ProofAsked", _MAIL),
    "code": _line(_P, _ACCOUNT, "ProofAsked", _TEXT),
    "contact_known": _line(_P, _ACCOUNT, "ContactKnown", _MAIL),
    "known": _line(_P, _ACCOUNT, "ContactKnown", _TEXT),
    "contact_changed": _line(_P, _ACCOUNT, "ContactChanged", _MAIL),
    "changed": _line(_P, _ACCOUNT, "ContactChanged", _TEXT),
    "help_given": _line(_P, _ACCOUNT, "HelpGiven", _MAIL),
    "household": _line(_P, _ACCOUNT, "HouseholdAsked", _TEXT),
    "application_fading": _line(_P, _ACCOUNT, "ApplicationFading", _MAIL),
    "application_fading_text": _waiting(_P, _ACCOUNT, "ApplicationFading"),
}
"""By the name of the template. Whatever is not in it, nobody hears."""
NAMELESS: Final = Line(_B, _ORDERS, frozenset({_MAIL}), "")


def line_of(name: str) -> Line:
    """The line of this letter; one that is in the table of a later release only is a letter about an order."""
    return WHO_HEARS.get(name, NAMELESS)
