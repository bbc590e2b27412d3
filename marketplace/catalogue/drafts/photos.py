"""The photos of a draft: new ones, and those that its product shows already, in one row.

The row stands in the draft's content; the product shows it once it is approved.
"""

from dataclasses import dataclass

from marketplace import pictures
from marketplace.accounts.models import User
from marketplace.catalogue.drafts.actions import save
from marketplace.catalogue.drafts.content import Step
from marketplace.catalogue.drafts.models import Draft, Values
from marketplace.catalogue.errors import TooManyPhotos
from marketplace.pictures import Picture, Received
from marketplace.pictures import Step as Place
from marketplace.pictures.errors import PictureNotFound
from marketplace.text import clean_line

MOST_PHOTOS = 8


@dataclass(frozen=True)
class DraftPhoto:
    """A picture of the row with the words that the draft has for it."""

    picture: Picture
    alt_vi: str
    alt_en: str


def photos_in(draft: Draft) -> list[DraftPhoto]:
    """The row, whatever the state of each picture."""
    known = {picture.ref: picture for picture in pictures.pictures_for_draft(draft.ref, draft.product_id)}
    row = ((known.get(photo["ref"]), photo) for photo in draft.content["photos"])
    return [DraftPhoto(picture, photo["alt_vi"], photo["alt_en"]) for picture, photo in row if picture]


def add_photo(draft: Draft, received: Received, *, by: User) -> Picture:
    """Put one more photo last; the same file sent twice stays one photo. Raises TooManyPhotos."""
    row = photos_in(draft)
    same = next((photo.picture for photo in row if photo.picture.digest == received.digest), None)
    if same is not None:
        return same
    if len(row) >= MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    picture = pictures.attach(received, draft_ref=draft.ref, by_id=by.id)
    _save(draft, [*draft.content["photos"], {"ref": picture.ref, "alt_vi": "", "alt_en": ""}], by)
    return picture


def describe_photo(draft: Draft, ref: str, *, alt_vi: str, alt_en: str, by: User) -> None:
    """Say in words what a photo shows. Raises PictureNotFound."""
    words = {"ref": ref, "alt_vi": clean_line(alt_vi, 200), "alt_en": clean_line(alt_en, 200)}
    place, row = _place(draft, ref)
    _save(draft, [*row[:place], words, *row[place + 1 :]], by)


def move_photo(draft: Draft, ref: str, step: Place, *, by: User) -> None:
    """Put a photo first, or one place earlier or later. Raises PictureNotFound when it is gone."""
    place, row = _place(draft, ref)
    photo = row.pop(place)
    row.insert({Place.FIRST: 0, Place.EARLIER: max(place - 1, 0), Place.LATER: place + 1}[step], photo)
    _save(draft, row, by)


def remove_photo(draft: Draft, ref: str, *, by: User) -> int:
    """Take a photo out of the row and say where it stood. Raises PictureNotFound."""
    place, row = _place(draft, ref)
    _save(draft, [*row[:place], *row[place + 1 :]], by)
    own = next((picture for picture in pictures.pictures_of_draft(draft.ref) if picture.ref == ref), None)
    if own:
        pictures.remove(own)
    return place


def restore_photo(draft: Draft, ref: str, *, place: int, by: User) -> None:
    """Bring a photo back that was taken out within the hour. Raises PictureNotFound or TooManyPhotos."""
    row = list(draft.content["photos"])
    if any(photo["ref"] == ref for photo in row):
        return
    if len(row) >= MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    known = {picture.ref: picture for picture in pictures.pictures_for_draft(draft.ref, draft.product_id, removed=True)}
    if ref not in known:
        raise PictureNotFound()
    pictures.restore(known[ref])
    row.insert(place, {"ref": ref, "alt_vi": known[ref].alt_vi, "alt_en": known[ref].alt_en})
    _save(draft, row, by)


def _place(draft: Draft, ref: str) -> tuple[int, list[Values]]:
    row = list(draft.content["photos"])
    for place, photo in enumerate(row):
        if photo["ref"] == ref:
            return place, row
    raise PictureNotFound()


def _save(draft: Draft, row: list[Values], by: User) -> None:
    """Each change is made to the row as it stands, so that nobody's is lost."""
    save(draft, Step.PHOTOS, {"photos": row}, by=by, seen=draft.version)
