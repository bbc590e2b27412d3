"""Something of everything that has to do with messages, for the tests that walk all addresses."""

from marketplace import messages
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.gateways import files
from marketplace.messages.models import MessagePhoto
from marketplace.pictures import Picture, storage_keys
from marketplace.pictures.models import PictureState
from marketplace.reviews import ReportReason
from tests.people import Cast


def of_messages(product: Product, cast: Cast) -> dict[str, dict[str, str]]:
    """What the buyer wrote to seller A about the product, with a photo, reported by the buyer."""
    message = messages.write_about_product(product, messages.Words("Còn hàng không?"), by=cast.buyer)
    photo = Picture(ref="shotofabuyer", state=PictureState.READY, digest="0" * 64)
    db.session.add(photo)
    db.session.flush()
    db.session.add(MessagePhoto(picture_id=photo.id, message_id=message.id))
    files.put(storage_keys.rendition(photo.ref, 800, "jpg"), b"a photo")
    report = messages.report(message.thread, side=messages.Side.BUYER, reason=ReportReason.OTHER)
    db.session.flush()
    found = {"ref": message.thread.ref, "shot": photo.ref}
    return {
        "threads": {"thread": message.thread.ref, "shot": photo.ref},
        "shop_messages": found,
        "operator_messages": {"ref": report.ref, "message": message.ref},
    }
