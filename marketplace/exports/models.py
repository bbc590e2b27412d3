"""The file that a shop asked for, while it is made and as long as it is kept."""

from typing import Final

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Model
from marketplace.made_files import MadeFile
from marketplace.retention import period
from marketplace.sellers.models import Seller

KEPT_FOR: Final = period("exports")


class Export(MadeFile, Model):
    """A shop has one at a time. `done` of `total` orders are written; `size` is that of the file, in bytes."""

    __tablename__ = "exports"
    kept_for = KEPT_FOR

    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), unique=True)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    seller: Mapped[Seller] = relationship()
