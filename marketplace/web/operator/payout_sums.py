"""A run's figures: what goes out, what stays, and that what goes out is what the books said when it was counted."""

from dataclasses import dataclass

from marketplace.payouts import Figures, Parts, PayoutRun


@dataclass(frozen=True)
class Shown:
    """The sums of a whole run; `off_vnd` is what its payouts differ from their bookings, which is nothing."""

    figures: Figures
    total: Parts

    @property
    def off_vnd(self) -> int:
        """The difference that must be nothing."""
        return self.figures.paid_vnd - self.total.net_vnd


def sums_shown(run: PayoutRun, figures: Figures) -> Shown:
    """What all payouts of the run come to."""
    parts = Parts(
        goods_vnd=run.goods_vnd,
        fees_vnd=run.fees_vnd,
        taxes_vnd=run.taxes_vnd,
        returned_vnd=run.returned_vnd,
        other_vnd=run.other_vnd,
    )
    return Shown(figures, parts)
