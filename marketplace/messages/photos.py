"""The photos in a message: for those who may read the thread, made anew without what a camera writes inside."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from marketplace.database import db
from marketplace.messages.errors import TooManyPhotos
from marketplace.messages.models import Message, MessagePhoto
from marketplace.pictures import Picture, Received, attach
from marketplace.pictures.errors import PictureNotFound
from marketplace.pictures.models import PictureState

MOST_PHOTOS: Final = 3


def add(message: Message, received: Sequence[Received]) -> None:
    """Put the received files into the message. Raises TooManyPhotos."""
    if len(received) > MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    for position, file in enumerate({each.digest: each for each in received}.values(), start=1):
        picture = attach(file, position=position, by_id=message.author_id)
        db.session.add(MessagePhoto(picture_id=picture.id, message_id=message.id))
    db.session.flush()


def get_photo(thread_id: int, ref: str) -> Picture:
    """A photo of this thread that is ready and in sight. Raises PictureNotFound."""
    found = select(Picture).join(MessagePhoto, MessagePhoto.picture_id == Picture.id)
    found = found.join(Message, Message.id == MessagePhoto.message_id)
    shown = (Message.thread_id == thread_id, Message.hidden_at.is_(None), Picture.removed_at.is_(None))
    photo = db.session.scalars(found.where(Picture.ref == ref, Picture.state == PictureState.READY, *shown)).first()
    if photo is None:
        raise PictureNotFound()
    return photo
