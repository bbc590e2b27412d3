"""What a price leaves the shop that writes a listing."""

from marketplace import fees
from marketplace.catalogue.drafts import Draft
from marketplace.fees import Net


def net_of(draft: Draft, price_vnd: int) -> Net:
    """By the fees and taxes of the draft's category; those of goods as long as none is chosen."""
    category = draft.content["category"] or None
    return fees.quote_line(price_vnd, draft.seller, category=category, product_id=draft.product_id)


def bounds_of(net: Net) -> list[list[int | None]]:
    """The fees as js/net_amount.js computes with them: basis points, fixed, least and most in dong."""
    return [[part.basis_points, part.fixed_vnd, part.least_vnd, part.most_vnd] for part in net.terms.parts]
