"""What happened to a lot on its way from the field to the pack."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model


class LotStep(Model):
    """One stage of one lot: what, where, when (Circular 02/2024/TT-BKHCN asks for stage, place and time)."""

    __tablename__ = "lot_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    happened_on: Mapped[date]
    title_vi: Mapped[str] = mapped_column(String(160))
    title_en: Mapped[str] = mapped_column(String(160), default="")
    place_vi: Mapped[str] = mapped_column(String(160), default="")
    place_en: Mapped[str] = mapped_column(String(160), default="")
