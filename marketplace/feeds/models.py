"""Which file of the store each feed is."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model, UtcDateTime


class FeedFile(Model):
    """A feed as it was written last: where the store keeps it, and when what stands in it began to be read."""

    __tablename__ = "feed_files"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    stored_as: Mapped[str] = mapped_column(String(100))
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
