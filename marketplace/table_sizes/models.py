"""The size of a table on a day."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model


class TableSize(Model):
    """How many rows a table has and how many bytes it takes with its indexes; PostgreSQL estimates the rows."""

    __tablename__ = "table_sizes"
    __table_args__ = (CheckConstraint("row_count >= 0 AND size_bytes >= 0", name="not_negative"),)

    name: Mapped[str] = mapped_column(String(63), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    row_count: Mapped[int] = mapped_column(BigInteger)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
