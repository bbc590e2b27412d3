"""What a transfer to a seller and one to a buyer have in common."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Dong
from marketplace.payouts.states import PayoutState
from marketplace.refs import new_ref
from marketplace.sealing import unseal


class TransferRow:
    """Columns of one transfer of a run, to an account that is frozen; `number_end` may be shown.

    `bank_ref` is the bank's own number of the transfer, `failure` its words for why it did not arrive.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    run_id: Mapped[int] = mapped_column(ForeignKey("payout_runs.id"), index=True)
    amount_vnd: Mapped[Dong]
    state: Mapped[PayoutState] = mapped_column(String(12), default=PayoutState.PLANNED)
    bank: Mapped[str] = mapped_column(String(6))
    number_sealed: Mapped[str] = mapped_column(Text)
    number_end: Mapped[str] = mapped_column(String(4))
    holder: Mapped[str] = mapped_column(String(80))
    bank_ref: Mapped[str] = mapped_column(String(64), default="")
    failure: Mapped[str] = mapped_column(String(200), default="")

    @property
    def number(self) -> str:
        """The account's number, for the bank's file alone. Raises SealBroken."""
        return unseal(self.number_sealed)
