"""Fees in words, the same for the seller who pays them and the operator who sets them."""

from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _

from marketplace.fees import FeeKind, Part, Terms
from marketplace.web.filters import vnd
from marketplace.web.locale import current, gettext

KINDS: Final[Mapping[FeeKind, str]] = {
    FeeKind.COMMISSION: _("Phí chợ"),
    FeeKind.PAYMENT: _("Phí thanh toán"),
    FeeKind.FIXED: _("Phí cố định"),
}


def percent(basis_points: int) -> str:
    """A rate as people say it: "5 %", "1,5 %"."""
    rate = f"{basis_points / 100:g}"
    return f"{rate if current() == 'en' else rate.replace('.', ',')}\u00a0%"


def amount_words(part: Part) -> str:
    """What a fee asks: "5 %, ít nhất 2.000 ₫ mỗi gói"."""
    if part.kind == FeeKind.FIXED:
        words = [gettext("%(amount)s mỗi gói", amount=vnd(part.fixed_vnd))]
    else:
        words = [percent(part.basis_points)]
    if part.least_vnd:
        words.append(gettext("ít nhất %(amount)s mỗi gói", amount=vnd(part.least_vnd)))
    if part.most_vnd is not None:
        words.append(gettext("nhiều nhất %(amount)s mỗi gói", amount=vnd(part.most_vnd)))
    return ", ".join(words)


def terms_words(terms: Terms) -> str:
    """All fees of a sale: "5 %" or, of several, each with its name."""
    if len(terms.parts) == 1:
        return amount_words(terms.parts[0])
    return "; ".join(f"{KINDS[part.kind]} {amount_words(part)}" for part in terms.parts)
