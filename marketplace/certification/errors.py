"""What can go wrong with certificates, said to the person on the screen."""

from marketplace.errors import Conflict, NotFound
from marketplace.text import N_


class CertificateNotFound(NotFound):
    """No such certificate, or nobody has checked it yet."""

    sentence = N_("Không thấy giấy chứng nhận này.")


class NotVerified(Conflict):
    """Only what once counted can be withdrawn."""

    sentence = N_("Giấy này chưa được xác nhận hoặc đã bị thu hồi.")
