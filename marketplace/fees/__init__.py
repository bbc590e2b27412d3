"""What a sale costs a seller: the market's fees with the VAT in them, and the taxes that the law makes it hold back.

Everything that tells a seller a net amount asks `quote_line`: previews, the sale itself, statements.
"""

from marketplace.fees.actions import NewRule, add_rule, end_rule
from marketplace.fees.commission_vat import VatRate, vat_in, vat_rate
from marketplace.fees.models import FeeRule, FeeRuleEvent
from marketplace.fees.queries import all_rules, get_rule
from marketplace.fees.quoting import Net, quote_line, quote_with, sum_fees
from marketplace.fees.rules import forget_rules, terms_for
from marketplace.fees.terms import FeeKind, Part, Terms
from marketplace.fees.withholding import Rate, TaxClass, class_of, is_exempt, rate_for, withheld

__all__ = [
    "FeeKind",
    "FeeRule",
    "FeeRuleEvent",
    "Net",
    "NewRule",
    "Part",
    "Rate",
    "TaxClass",
    "Terms",
    "VatRate",
    "add_rule",
    "all_rules",
    "class_of",
    "end_rule",
    "forget_rules",
    "get_rule",
    "is_exempt",
    "quote_line",
    "quote_with",
    "rate_for",
    "sum_fees",
    "terms_for",
    "vat_in",
    "vat_rate",
    "withheld",
]
