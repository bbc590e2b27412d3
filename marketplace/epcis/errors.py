"""What keeps a question about events from being answered."""

from marketplace.errors import DomainError, NotFound
from marketplace.text import N_


class QueryRefused(DomainError):
    """A question that is not understood: the standard's QueryParameterException."""

    sentence = N_("Không hiểu tham số %(name)s. Viết như thế này: %(help)s.")


class EventNotFound(NotFound):
    """No event, or no lot, has this name, or it is not public."""

    sentence = N_("Không có sự kiện nào ở địa chỉ này.")
