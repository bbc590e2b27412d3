"""What the words of a search mean, and the index in which goods are found by them."""

from marketplace.search.actions import add_synonyms, change_synonyms, load_defaults, remove_synonyms
from marketplace.search.models import SynonymGroup
from marketplace.search.queries import get_synonyms, synonym_groups

__all__ = [
    "SynonymGroup",
    "add_synonyms",
    "change_synonyms",
    "get_synonyms",
    "load_defaults",
    "remove_synonyms",
    "synonym_groups",
]
