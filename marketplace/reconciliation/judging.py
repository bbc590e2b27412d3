"""What a memo and an amount say about whose money it is. Pure: the one table of what is booked without a person."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from marketplace.banking.references import Reference
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.reconciliation.states import Finding


class Awaited(NamedTuple):
    """What is known of a purchase that a memo names: what is still due of it, in dong."""

    due_vnd: int
    state: PaymentState
    method: PaymentMethod


class Judgement(NamedTuple):
    """What was found, by how much the amount differs from what is due (positive: more came), and of which purchase."""

    finding: Finding
    gap_vnd: int = 0
    code: str = ""


def judge(
    amount_vnd: int, references: Sequence[Reference], known: Mapping[str, Awaited], *, has_twin: bool = False
) -> Judgement:
    """What is to be said of such a transfer; `known` are the purchases of the codes that exist.

    `has_twin` says that money with the same amount, day and memo is there already: it may be the same, told anew.
    """
    sure = [found.code for found in references if found.is_checked]
    named = [code for code in sure if code in known]
    if len(named) > 1:
        return Judgement(Finding.SEVERAL, amount_vnd - sum(known[code].due_vnd for code in named), named[0])
    if len(named) == 1:
        found = _of_one(amount_vnd, named[0], known[named[0]])
        return Judgement(Finding.DOUBLE, found.gap_vnd, found.code) if has_twin else found
    if has_twin:
        return Judgement(Finding.DOUBLE)
    if sure:
        return Judgement(Finding.NO_PURCHASE)
    return Judgement(_unsure(references))


def _of_one(amount_vnd: int, code: str, purchase: Awaited) -> Judgement:
    gap_vnd = amount_vnd - purchase.due_vnd
    if purchase.method == PaymentMethod.COD:
        return Judgement(Finding.AT_DOOR, gap_vnd, code)
    if purchase.state in (PaymentState.EXPIRED, PaymentState.FAILED):
        return Judgement(Finding.LATE, gap_vnd, code)
    if purchase.state != PaymentState.AWAITING:
        return Judgement(Finding.DOUBLE, gap_vnd, code)
    if gap_vnd == 0:
        return Judgement(Finding.EXACT, 0, code)
    return Judgement(Finding.OVER if gap_vnd > 0 else Finding.SHORT, gap_vnd, code)


def _unsure(references: Sequence[Reference]) -> Finding:
    if any(found.is_whole for found in references):
        return Finding.UNSURE
    return Finding.CUT if references else Finding.UNKNOWN
