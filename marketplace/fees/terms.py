"""The fees of a sale as they were agreed: frozen on the order line, so that a lighter parcel costs its share.

A seller's plain percentage is the whole agreement for most sales; then nothing but its basis points is stored.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from marketplace.money import share


class FeeKind(StrEnum):
    """What a fee is for. Of each kind one rule counts for a sale, the most specific."""

    COMMISSION = "commission"
    PAYMENT = "payment"
    FIXED = "fixed"


@dataclass(frozen=True)
class Part:
    """One fee: a share of the price and an amount for each pack, at least and at most so much for each pack.

    `rule` is the reference of the rule it comes from; empty for what was agreed with the seller as a whole.
    """

    kind: FeeKind
    basis_points: int = 0
    fixed_vnd: int = 0
    least_vnd: int | None = None
    most_vnd: int | None = None
    rule: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is a percentage and nothing else."""
        return not (self.fixed_vnd or self.rule) and self.least_vnd is None and self.most_vnd is None

    def amount_of(self, total_vnd: int, quantity: int) -> int:
        """What it comes to for so many packs that cost so much together; nothing where nothing is sent."""
        if not quantity:
            return 0
        amount = share(total_vnd, self.basis_points) + self.fixed_vnd * quantity
        if self.least_vnd is not None:
            amount = max(amount, self.least_vnd * quantity)
        return amount if self.most_vnd is None else min(amount, self.most_vnd * quantity)


@dataclass(frozen=True)
class Terms:
    """All fees of a sale. Together they take half of the price at most: what comes last gives way (decision 44)."""

    parts: tuple[Part, ...]

    @classmethod
    def frozen(cls, commission_bp: int, stored: Sequence[dict[str, Any]] | None) -> "Terms":
        """As an order line holds them: `stored`, or its percentage alone."""
        if stored is None:
            return cls((Part(FeeKind.COMMISSION, commission_bp),))
        return cls(tuple(Part(**{**row, "kind": FeeKind(row["kind"])}) for row in stored))

    @property
    def commission_bp(self) -> int:
        """The percentage of the commission alone."""
        return sum(part.basis_points for part in self.parts if part.kind == FeeKind.COMMISSION)

    @property
    def stored(self) -> list[dict[str, Any]] | None:
        """What to keep beside the percentage; None when that says it all."""
        if len(self.parts) == 1 and self.parts[0].is_plain and self.parts[0].kind == FeeKind.COMMISSION:
            return None
        return [asdict(part) for part in self.parts]

    def amounts_of(self, total_vnd: int, quantity: int = 1) -> tuple[tuple[Part, int], ...]:
        """Each fee with what it comes to."""
        left, found = total_vnd if self.stored is None else total_vnd // 2, []
        for part in self.parts:
            amount = min(part.amount_of(total_vnd, quantity), left)
            found.append((part, amount))
            left -= amount
        return tuple(found)

    def commission_of(self, total_vnd: int, quantity: int = 1) -> int:
        """All fees together."""
        return sum(amount for _, amount in self.amounts_of(total_vnd, quantity))
