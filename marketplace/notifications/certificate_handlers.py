"""Who is told that a certificate ends: its shop, by mail and notice, and the operators by a notice."""

from typing import Final

from marketplace.certification.reminders import CertificateEnding
from marketplace.events import handles
from marketplace.notifications import noticing
from marketplace.notifications.queueing import Kind, queue

SHOP_PATH: Final = "/ban-hang/giay-chung-nhan"
DESK_PATH: Final = "/van-hanh/giay-chung-nhan/{ref}"


@handles(CertificateEnding)
def tell_of_endings(happened: list[CertificateEnding]) -> None:
    """The shop hears how many days are left and until when files are taken; operators see the same in their notices."""
    for ending in happened:
        shop = ending.certificate.product.seller
        queue("certificate_ending", shop.email, "vi", Kind.SHOP, to=shop, path=SHOP_PATH, ending=ending)
        path = DESK_PATH.format(ref=ending.certificate.ref)
        noticing.add_for_operators("certificate_ending_desk", path=path, ending=ending)
