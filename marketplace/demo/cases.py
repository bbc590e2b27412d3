"""A sample that operators took down, so that its shop and the operators have something to look at."""

from datetime import timedelta
from typing import Final

from marketplace import moderation
from marketplace.accounts.models import User
from marketplace.catalogue.drafts.content import of_product
from marketplace.catalogue.drafts.publishing import publish
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending, today
from marketplace.moderation import OrdersDecision, Told
from marketplace.refs import new_ref

TEXTS: Final = {
    "name_vi": "Món mẫu đã hạ",
    "name_en": "Sample taken down",
    "summary_vi": "Món minh họa, không có thật: chữa ho sau ba ngày.",
    "summary_en": "A sample, it does not exist: cures cough in three days.",
    "description_vi": "",
    "description_en": "",
}
TAKEN_DOWN_AGO: Final = timedelta(hours=20)


def add_cases(honey: Product, *, operator: User) -> None:
    """A copy of a product that says that it is a sample, so that nothing is claimed of its maker."""
    copied = of_product(honey)
    packs = [pack | {"ref": new_ref()} for pack in copied["packs"]]
    with pretending(now() - TAKEN_DOWN_AGO):
        sample = publish(honey.seller, None, before={}, after=copied | TEXTS | {"packs": packs, "photos": []})
        told = Told(("claims",), "Câu giới thiệu hứa chữa ho.", today() + timedelta(days=8))
        moderation.open_takedown(sample, told, by=operator, orders_decision=OrdersDecision.CONTINUE)
