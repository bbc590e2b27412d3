"""How large each table of the database is, noted once a day, so that somebody sees what grows before a disk is full."""

from marketplace.table_sizes.actions import forget_sizes, note_sizes
from marketplace.table_sizes.models import TableSize
from marketplace.table_sizes.queries import Growth, growth

__all__ = ["Growth", "TableSize", "forget_sizes", "growth", "note_sizes"]
