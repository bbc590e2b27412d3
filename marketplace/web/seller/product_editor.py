"""One product of the shop: its photos and what it says of itself."""

from dataclasses import dataclass

from flask import Response, flash, render_template
from flask_babel import gettext

from marketplace import catalogue, pictures
from marketplace.catalogue.models import Product
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.pictures import Picture
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.photo_forms import AltForm, WordsForm, alt_form_of
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_product", __name__, "/ban-hang/mon/<slug>")

Answer = Response | tuple[str, int]


@dataclass(frozen=True)
class Refusal:
    """A file that was not taken, and why."""

    name: str
    sentence: str


@blueprint.get("", endpoint="edit")
@requires(ShopPermission.CHANGE_GOODS)
def edit(slug: str) -> str:
    return page(own(slug))


@blueprint.post("/words")
@requires(ShopPermission.CHANGE_GOODS)
def describe(slug: str) -> Answer:
    form = WordsForm()
    if not form.validate():
        return page(own(slug), words=form), 400
    try:
        with transaction():
            product = own(slug)
            catalogue.rename(product, name_vi=form.name_vi.data or "", name_en=form.name_en.data or "")
            catalogue.describe(
                product,
                summary_vi=form.summary_vi.data or "",
                summary_en=form.summary_en.data or "",
                keywords=form.keywords.data or "",
            )
    except DomainError as error:
        form.refuse(error, form.name_vi)
        return page(own(slug), words=form), error.status
    flash(gettext("Đã lưu. Khách thấy ngay."))
    return see_other("shop_product.edit", slug=product.slug)


def own(slug: str) -> Product:
    """One of the shop's own goods. Raises ProductNotFound for anybody else's."""
    return catalogue.get_product_of(current_membership().seller_id, slug)


def page(
    product: Product,
    *,
    words: WordsForm | None = None,
    alt: tuple[str, AltForm] | None = None,
    refused: tuple[Refusal, ...] = (),
) -> str:
    """The page, with a form that was refused (`alt` with the ref of its photo) or files that were."""
    row = pictures.pictures_of(product.id)
    return render_template(
        "seller/products/edit.html",
        product=product,
        words=words or WordsForm(formdata=None, obj=product),
        photos=[(picture, _alt_form(picture, alt)) for picture in row],
        is_full=len(row) >= catalogue.MOST_PHOTOS,
        is_waiting=any(not (picture.is_ready or picture.is_refused) for picture in row),
        most=catalogue.MOST_PHOTOS,
        refused=refused,
    )


def _alt_form(picture: Picture, typed: tuple[str, AltForm] | None) -> AltForm:
    return typed[1] if typed and typed[0] == picture.ref else alt_form_of(picture)
