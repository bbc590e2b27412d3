"""Keys with which a shop's own software speaks for it."""

from marketplace.program_keys.actions import MOST_KEYS, make_key, note_use, revoke_key
from marketplace.program_keys.queries import keys_of, shop_with

__all__ = ["MOST_KEYS", "keys_of", "make_key", "note_use", "revoke_key", "shop_with"]
