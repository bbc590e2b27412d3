"""What the bank is told of an approved run: its transfers in one of the shapes that banks take."""

from typing import Final

from marketplace.banking.banks import banks
from marketplace.clock import now, to_local
from marketplace.payouts.bank_files import Debtor, Transfer, shapes, write_pain001, write_table
from marketplace.payouts.errors import RunMoveRefused
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.payouts.refund_models import RefundTransfer
from marketplace.payouts.states import RunState

PAIN: Final = "pain001"
KINDS: Final = (*shapes(), PAIN)
READY: Final = (RunState.APPROVED, RunState.SENT)
MEMO: Final = "GUI {ref} tien hang ky {code}"
REFUND_MEMO: Final = "GUI {ref} hoan tien ky {code}"


def write_file(run: PayoutRun, kind: str, debtor: Debtor | None) -> tuple[str, bytes]:
    """The name and content of the bank's file of one of the KINDS; ISO 20022 needs to know whose account pays.

    Raises RunMoveRefused before two people have agreed, or when the run is over.
    """
    if run.state not in READY:
        raise RunMoveRefused(run.state)
    transfers = [_transfer(run, payout, MEMO) for payout in run.payouts]
    transfers += [_transfer(run, refund, REFUND_MEMO) for refund in run.refunds]
    if kind == PAIN and debtor:
        made_at = to_local(now())
        return f"chuyen-{run.code}.xml", write_pain001(run.code, debtor, transfers, made_at=made_at, due_on=run.due_on)
    return f"chuyen-{run.code}-{kind}.csv", write_table(shapes()[kind], transfers)


def _transfer(run: PayoutRun, payout: Payout | RefundTransfer, memo: str) -> Transfer:
    return Transfer(
        ref=payout.ref,
        bank=payout.bank,
        bank_name=banks()[payout.bank].name,
        account=payout.number,
        holder=payout.holder,
        amount_vnd=payout.amount_vnd,
        memo=memo.format(ref=payout.ref, code=run.code),
    )
