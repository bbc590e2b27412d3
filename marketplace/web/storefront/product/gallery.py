"""The pictures of a product: the seller's photos, or the drawing while there are none."""

from typing import NamedTuple

from flask import url_for

from marketplace.shelf.product_models import Goods, Photo
from marketplace.web.filters import say
from marketplace.web.media import photo_url, saves_data


class GalleryPicture(NamedTuple):
    """One picture of the gallery: `photo` is none for the drawing, `large` is the address of the biggest file."""

    number: int
    alt: str
    url: str
    large: str
    width: int
    height: int
    drawing: str
    photo: Photo | None = None


def pictures_of(product: Goods) -> tuple[GalleryPicture, ...]:
    """All pictures of the product in their order; there is always one."""
    drawing = product.picture
    if not product.photos:
        large = url_for("static", filename=f"art/{drawing}.svg")
        page = url_for("product_pictures.show", slug=product.slug, number=1)
        return (GalleryPicture(1, say(product, "picture_alt"), page, large, 1600, 1600, drawing),)
    return tuple(_photo(product, number, photo, drawing) for number, photo in enumerate(product.photos, 1))


def _alt(product: Goods, photo: Photo) -> str:
    """What is said of the photo, or of the drawing where that stands for it, never of the other one."""
    return say(product, "picture_alt") if saves_data() else say(photo, "alt") or say(product, "name")


def _photo(product: Goods, number: int, photo: Photo, drawing: str) -> GalleryPicture:
    return GalleryPicture(
        number=number,
        alt=_alt(product, photo),
        url=url_for("product_pictures.show", slug=product.slug, number=number),
        large=photo_url(photo.ref, 1600),
        width=photo.width,
        height=photo.height,
        drawing=drawing,
        photo=photo,
    )
