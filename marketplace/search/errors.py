"""What can go wrong when operators keep the words of the search."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class SynonymGroupNotFound(NotFound):
    """No group begins with this word; somebody may have changed it."""

    sentence = N_("Không có nhóm từ này. Có thể ai đó vừa sửa hoặc bỏ nó.")


class SynonymsRefused(DomainError):
    """The words cannot be a group."""

    status = 422


class WordTaken(Conflict):
    """A word already stands in another group."""

    sentence = N_("“%(word)s” đã có trong nhóm “%(words)s”. Mỗi từ chỉ ở một nhóm.")
