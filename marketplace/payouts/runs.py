"""Runs: counting what is due, closing, approving, and what the bank says of each transfer.

What a run pays is set aside in the ledger when it is approved, booked when the bank says that it arrived, let go when
it did not, and booked back when the bank returns it later.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy import select

from marketplace import ledger
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.ledger.models import Kind, LedgerHold
from marketplace.payouts import planning, refund_lines
from marketplace.payouts.errors import NothingToPay, RunChanged, RunNotFound, SamePerson, SumDiffers
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.payouts.planning import some_of
from marketplace.payouts.states import PayoutState, RunState
from marketplace.payouts.terms import terms_of
from marketplace.payouts.whole import end, total_of

PAYOUT = "payout"
"""Why the ledger holds the money of an approved run."""
Progress = Callable[[int], object]
OPEN = (RunState.DRAFT, RunState.CLOSED)


def open_due_run() -> PayoutRun | None:
    """Make the run of today, if today is a day of runs and it is not there yet; else None."""
    day = today()
    ledger.lock("payout runs")
    exists = db.session.scalar(select(PayoutRun.id).where(PayoutRun.due_on == day).limit(1))
    if exists or terms_of(day).next_run_on(day) != day:
        return None
    return open_run(due_on=day)


def open_run(*, due_on: date | None = None, progress: Progress = lambda _sellers: None) -> PayoutRun:
    """A run with all that can go out now. While another is open, that one, counted anew.

    `progress` hears of each batch how many sellers were looked at.
    """
    ledger.lock("payout runs")
    run = db.session.scalar(select(PayoutRun).where(PayoutRun.state.in_(OPEN)).with_for_update())
    if run is None:
        day = due_on or today()
        run = PayoutRun(code=_new_code(day), due_on=day)
        db.session.add(run)
        db.session.flush()
    if run.state == RunState.DRAFT:
        recount(run, progress)
    return run


def recount(run: PayoutRun, progress: Progress = lambda _sellers: None) -> None:
    """Count a draft anew. Raises RunMoveRefused for a run that is closed."""
    if run.state != RunState.DRAFT:
        run.move_to(RunState.DRAFT)
    refund_lines.plan(run)
    planning.write_down(run, progress)
    run.counted_at = now()
    db.session.flush()
    db.session.expire(run, ["payouts", "refunds", "kept"])


def close(run: PayoutRun, *, by: User, typed_vnd: int) -> None:
    """The first person has looked at it and typed its sum.

    Raises RunMoveRefused, NothingToPay, SumDiffers or RunChanged.
    """
    total_vnd = total_of(run)
    run.move_to(RunState.CLOSED)
    if not total_vnd:
        raise NothingToPay()
    if typed_vnd != total_vnd:
        raise SumDiffers(total_vnd)
    refund_lines.bind(run)
    _check(run)
    run.closed_by, run.closed_at = by, now()


def reopen(run: PayoutRun) -> None:
    """Back to a draft, counted anew, as long as nobody approved it. Raises RunMoveRefused."""
    run.move_to(RunState.DRAFT)
    run.closed_by, run.closed_at = None, None
    recount(run)


def approve(run: PayoutRun, *, by: User) -> None:
    """The second person agrees: the money is set aside and the bank's file may be made.

    Raises RunMoveRefused, SamePerson, RunChanged, or NotCovered where the ledger has less than the run pays.
    """
    run.move_to(RunState.APPROVED)
    if by.id == run.closed_by_id:
        raise SamePerson()
    _check(run)
    run.approved_by, run.approved_at = by, now()
    refund_lines.approve(run)
    for payouts in some_of(run.payouts):
        for payout in payouts:
            payout.move_to(PayoutState.APPROVED, by=by)
        ledger.hold_all([_to_hold(payout) for payout in payouts], PAYOUT, by_id=by.id)


def call_off(run: PayoutRun, *, by: User, note: str) -> None:
    """Nothing of it goes out; all is the sellers' balance again. Raises RunMoveRefused once the bank has its file."""
    run.move_to(RunState.CANCELLED)
    refund_lines.call_off(run)
    for payouts in some_of(run.payouts):
        ledger.void_holds(_held(payouts), by_id=by.id)
        for payout in payouts:
            payout.move_to(PayoutState.CANCELLED, by=by, note=note)


def send(run: PayoutRun, *, by: User) -> None:
    """The file is with the bank. Raises RunMoveRefused."""
    run.move_to(RunState.SENT)
    run.sent_at = now()
    refund_lines.send(run, by=by)
    for payout in run.payouts:
        payout.move_to(PayoutState.SENT, by=by)


def confirm(payouts: Sequence[Payout], *, by: User | None, bank_ref: str = "") -> None:
    """The bank says that these payouts of a run arrived, under a number that they bear already where none is given.

    Raises PayoutMoveRefused.
    """
    for some in some_of(payouts):
        for payout in some:
            payout.bank_ref = bank_ref or payout.bank_ref
            payout.move_to(PayoutState.PAID, by=by, note=payout.bank_ref)
        ledger.post_holds(_held(some), Kind.PAYOUT, by_id=by.id if by else None)
    for run in {payout.run for payout in payouts}:
        end(run)


def fail(payout: Payout, *, by: User | None, failure: str) -> None:
    """The bank says that it did not arrive, before or after it said that it did: the money is the seller's balance.

    Raises PayoutMoveRefused.
    """
    if payout.state == PayoutState.PAID:
        payout.move_to(PayoutState.RETURNED, by=by, note=failure)
        ledger.reverse(ledger.get(_key(payout)), note=failure, by_id=by.id if by else None)
    else:
        payout.move_to(PayoutState.FAILED, by=by, note=failure)
        ledger.void_holds(_held([payout]), by_id=by.id if by else None)
    payout.failure = failure
    end(payout.run)


def get_run(code: str, *, lock: bool = False) -> PayoutRun:
    """The run of this code. Raises RunNotFound."""
    wanted = select(PayoutRun).where(PayoutRun.code == code)
    if lock:
        wanted = wanted.with_for_update(of=PayoutRun).execution_options(populate_existing=True)
    run = db.session.scalar(wanted)
    if run is None:
        raise RunNotFound()
    return run


def _check(run: PayoutRun) -> None:
    """Whether what it pays may still go out, to the accounts that were looked at. Raises RunChanged."""
    ledger.lock_all_accounts()
    if changed := planning.changed_since(run):
        raise RunChanged(sellers=", ".join(changed))


def _to_hold(payout: Payout) -> ledger.HoldDraft:
    posting = ledger.Posting(ledger.accounts.seller(payout.seller_id), ledger.BANK, payout.amount_vnd)
    return ledger.HoldDraft(key=_key(payout), posting=posting, payout_ref=payout.ref)


def _held(payouts: Iterable[Payout]) -> list[LedgerHold]:
    return ledger.find_holds([_key(payout) for payout in payouts])


def _key(payout: Payout) -> str:
    return f"payout:{payout.ref}"


def _new_code(day: date) -> str:
    """ "261203" after its day, with a number behind it where there are several."""
    plain = f"{day:%y%m%d}"
    taken = len(db.session.scalars(select(PayoutRun.id).where(PayoutRun.code.startswith(plain))).all())
    return f"{plain}-{taken + 1}" if taken else plain
