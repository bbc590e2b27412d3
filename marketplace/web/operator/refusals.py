"""Why a decision was refused, in the language of the page."""

from marketplace.errors import DomainError
from marketplace.sellers.errors import NotReady
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext


def refusal_of(error: DomainError) -> str:
    """The sentence of an error; what a shop still lacks is named in the language of the page as well."""
    if isinstance(error, NotReady):
        return gettext(error.sentence, what=", ".join(map(gettext, error.missing)))
    return sentence_of(error)
