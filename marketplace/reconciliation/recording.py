"""Writing down what sources tell: the same money once, whoever tells of it, in whatever order and how often."""

from collections.abc import Collection
from datetime import timedelta
from enum import Enum, auto
from typing import Final, NamedTuple

from sqlalchemy import select

from marketplace import payments
from marketplace.banking.statements import same_account
from marketplace.banking.statements.rows import plain_account
from marketplace.database import db, insert_or_conflict
from marketplace.payments.states import NoticeOutcome
from marketplace.reconciliation.leaving import tell_of
from marketplace.reconciliation.models import BankRecord, BankTransfer, ReceivingAccount
from marketplace.reconciliation.telling import Told, is_same

KIND: Final = "bank transfer"
DAYS_APART: Final = timedelta(days=1)
"""Banks book what came before midnight on the next day, or tell it by another clock."""


class Result(Enum):
    """What a telling was."""

    NEW = auto()
    KNOWN = auto()
    NOT_OURS = auto()


class Taken(NamedTuple):
    """What became of a telling, and the transfer that it is of."""

    result: Result
    transfer: BankTransfer | None = None


def take(told: Told, accounts: Collection[str]) -> Taken:
    """Count the money that is told of, unless it was counted before.

    Money that left, nothing at all, and money on an account that is none of `accounts` (all are, where none is named)
    is noted and changes nothing here; what left one of `accounts` is announced.
    """
    if accounts and told.account and not any(same_account(told.account, each) for each in accounts):
        return _note_only(told, NoticeOutcome.MISMATCHED if told.amount_vnd > 0 else NoticeOutcome.IGNORED)
    if told.amount_vnd < 0:
        tell_of(told)
    if told.amount_vnd <= 0:
        return _note_only(told, NoticeOutcome.IGNORED)
    account = _lock_account(told.account or next(iter(accounts), ""))
    if account.told_until is None or account.told_until < told.booked_at:
        account.told_until = told.booked_at
    outcome = NoticeOutcome.UNMATCHED
    amount_vnd, body = told.amount_vnd, told.body
    notice = payments.note(told.source, told.event_id, KIND, outcome=outcome, amount_vnd=amount_vnd, body=body)
    if notice is None:
        return Taken(Result.KNOWN)
    known = _find_told_elsewhere(told, account)
    transfer = known or _new_transfer(told, account)
    record = BankRecord(source=told.source, statement_id=told.statement_id, notice_id=notice.id)
    transfer.records.append(record)
    if known:
        _complete(known, told)
        notice.outcome = NoticeOutcome.APPLIED if known.live_shares else outcome
    db.session.flush()
    return Taken(Result.KNOWN if known else Result.NEW, transfer)


def _note_only(told: Told, outcome: NoticeOutcome) -> Taken:
    amount_vnd, body = told.amount_vnd, told.body
    payments.note(told.source, told.event_id, KIND, outcome=outcome, amount_vnd=amount_vnd, body=body)
    return Taken(Result.NOT_OURS)


def _lock_account(number: str) -> ReceivingAccount:
    """The account's row, locked: two sources that tell of one transfer at once come here one after the other."""
    plain = plain_account(number)
    new = insert_or_conflict(ReceivingAccount).values(number=plain)
    db.session.execute(new.on_conflict_do_nothing(index_elements=["number"]))
    found = select(ReceivingAccount).where(ReceivingAccount.number == plain).execution_options(populate_existing=True)
    return db.session.scalars(found.with_for_update()).one()


def _find_told_elsewhere(told: Told, account: ReceivingAccount) -> BankTransfer | None:
    """The transfer that another source told of and this one not yet; the nearest in time where several may be it."""
    days = (told.booked_on - DAYS_APART, told.booked_on + DAYS_APART)
    told_by_it = select(BankRecord.transfer_id).where(BankRecord.source == told.source)
    alike = select(BankTransfer).where(
        BankTransfer.amount_vnd == told.amount_vnd,
        BankTransfer.booked_on.between(*days),
        BankTransfer.account_id == account.id,
        BankTransfer.id.not_in(told_by_it.where(BankRecord.transfer_id == BankTransfer.id)),
    )
    same = [each for each in db.session.scalars(alike) if is_same(told, each.ref_key, each.memo, each.memo_key)]
    return min(same, key=lambda each: (abs(each.booked_at - told.booked_at), each.id), default=None)


def _new_transfer(told: Told, account: ReceivingAccount) -> BankTransfer:
    transfer = BankTransfer(
        account_id=account.id,
        amount_vnd=told.amount_vnd,
        booked_at=told.booked_at,
        booked_on=told.booked_on,
        has_time=told.has_time,
        bank_ref=told.bank_ref,
        ref_key=told.ref_key,
        memo=told.memo,
        memo_key=told.memo_key,
        counterparty=told.counterparty,
    )
    db.session.add(transfer)
    return transfer


def _complete(transfer: BankTransfer, told: Told) -> None:
    """What the first telling did not know."""
    if not transfer.ref_key:
        transfer.bank_ref, transfer.ref_key = told.bank_ref, told.ref_key
    transfer.counterparty = transfer.counterparty or told.counterparty
    if told.has_time and not transfer.has_time:
        transfer.booked_at, transfer.has_time = told.booked_at, True
