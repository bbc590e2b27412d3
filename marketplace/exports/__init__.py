"""Everything that is a shop's own in one file: goods, and what it agreed with its buyers. A duty of the platform."""

from marketplace.exports.actions import EXPORT, forget_old, start
from marketplace.exports.making import make
from marketplace.exports.models import Export
from marketplace.exports.queries import find_export_of, read

__all__ = ["EXPORT", "Export", "find_export_of", "forget_old", "make", "read", "start"]
