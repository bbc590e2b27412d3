"""Samples that are not on sale: out of season, put away, and with a change of many that can still be taken back."""

from datetime import timedelta
from typing import Final

from marketplace import catalogue, listings
from marketplace.accounts.models import User
from marketplace.catalogue.drafts.content import of_product
from marketplace.catalogue.drafts.publishing import publish
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.listings import Change, ChangeKind
from marketplace.refs import new_ref

DELISTED: Final = (
    ("Món mẫu hết mùa: mật hoa nhãn", "Sample out of season: longan honey"),
    ("Món mẫu nghỉ bán: mật hoa bưởi", "Sample off sale: pomelo honey"),
    ("Món mẫu nghỉ bán: phấn hoa", "Sample off sale: pollen"),
)
ARCHIVED: Final = (
    ("Món mẫu đã cất: mật hoa keo", "Sample put away: acacia honey"),
    ("Món mẫu đã cất: hộp quà năm trước", "Sample put away: last year’s gift box"),
)
CHANGED_AGO: Final = timedelta(hours=3)


def add_off_sale(honey: Product, *, owner: User) -> None:
    """Copies of a product that say that they are samples, so that nothing is claimed of its maker; buyers see none."""
    with pretending(now() - 2 * CHANGED_AGO):
        resting = [_sample(honey, *names) for names in DELISTED]
        for names in ARCHIVED:
            catalogue.archive(_sample(honey, *names))
    with pretending(now() - CHANGED_AGO):
        dearer = Change(ChangeKind.PRICE_PERCENT, 500, 1_000)
        keys = [line.key for line in listings.preview(resting, dearer)]
        listings.apply(honey.seller, dearer, keys, ref=new_ref(), by=owner)


def _sample(honey: Product, name_vi: str, name_en: str) -> Product:
    copied = of_product(honey)
    packs = [pack | {"ref": new_ref()} for pack in copied["packs"]]
    texts = {"name_vi": name_vi, "name_en": name_en, "packs": packs, "photos": []}
    sample = publish(honey.seller, None, before={}, after=copied | texts)
    catalogue.delist(sample)
    return sample
