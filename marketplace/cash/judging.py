"""What a line of a remittance means for the cash of its parcel. Plain values in, no tables."""

from dataclasses import dataclass

from marketplace.cash.models import Verdict


@dataclass(frozen=True)
class Sums:
    """What a line says, in dong: taken at the door, kept of that as a fee, sent."""

    cod_vnd: int
    fee_vnd: int
    paid_vnd: int


@dataclass(frozen=True)
class Judgement:
    """How the line stands to what we know; what of the parcel's cash came in and was kept as a fee; and what was sent
    more (+) or less (-) than we expected.
    """

    verdict: Verdict
    remitted_vnd: int = 0
    fee_vnd: int = 0
    difference_vnd: int = 0


def judge(said: Sums, open_vnd: int | None, *, is_known: bool) -> Judgement:
    """Compare a line with the `open_vnd` that the carrier still has of its parcel: None where it took nothing yet, and
    `is_known` false where there is no such parcel at all.
    """
    if open_vnd and said.cod_vnd > 0:
        return _taken(said, open_vnd)
    if is_known and said.cod_vnd <= 0:
        return Judgement(Verdict.FEE, difference_vnd=said.paid_vnd)  # the fee of a way back, mostly
    if not is_known:
        return Judgement(Verdict.UNKNOWN, difference_vnd=said.paid_vnd)
    return Judgement(Verdict.NOT_DELIVERED if open_vnd is None else Verdict.TWICE, difference_vnd=said.paid_vnd)


def _taken(said: Sums, open_vnd: int) -> Judgement:
    """The carrier took cash for a parcel that was delivered. A fee above the cash leaves us owing the carrier."""
    fee_vnd = min(max(said.fee_vnd, 0), open_vnd)
    if said.paid_vnd < 0:
        return Judgement(Verdict.FEE, 0, fee_vnd, said.paid_vnd)
    remitted_vnd = min(said.paid_vnd, open_vnd - fee_vnd)
    difference_vnd = said.paid_vnd + fee_vnd - open_vnd
    if difference_vnd:
        return Judgement(Verdict.OVER if difference_vnd > 0 else Verdict.SHORT, remitted_vnd, fee_vnd, difference_vnd)
    return Judgement(Verdict.FEE if fee_vnd else Verdict.EXACT, remitted_vnd, fee_vnd)
