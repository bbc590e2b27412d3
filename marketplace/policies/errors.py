"""What can go wrong with an answer to a policy."""

from marketplace.errors import DomainError
from marketplace.text import N_


class VersionChanged(DomainError):
    """Another version holds than the one that was read."""

    status = 409
    sentence = N_("Quy định vừa có bản mới. Xem bản mới rồi trả lời lại.")
